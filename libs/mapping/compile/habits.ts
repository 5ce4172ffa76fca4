import { setting } from '../load/class-view.js';
import type { Layer } from '../load/layers.js';
import type { Habits } from '../mapping.js';

const inSeconds: Readonly<Record<string, number>> = { m: 60, h: 3600, d: 86_400 };

/** What the last file says of how a site works. */
export function habitsOf(layers: readonly Layer[]): Habits {
  const closing = setting(layers, 'closing');
  const refusal = setting(layers, 'on_refusal');
  return {
    timezone: setting(layers, 'timezone') ?? null,
    closing: closing === undefined ? null : { after: secondsOf(closing.after), native: closing.native ?? false },
    onRefusal:
      refusal === undefined
        ? null
        : { status: refusal.status, reason: refusal.require === 'reason', assigned: refusal.assigned ?? null },
  };
}

function secondsOf(text: string): number {
  return Number(text.slice(0, -1)) * (inSeconds[text.slice(-1)] ?? 0);
}
