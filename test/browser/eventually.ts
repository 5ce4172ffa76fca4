import { setTimeout as sleep } from 'node:timers/promises';
import type { Desk } from '../kill/desks.js';

/** Waits until it holds; what is awaited goes through real schedules of seconds. */
export async function eventually(what: string, holds: () => Promise<boolean>, within = 30_000): Promise<void> {
  const end = Date.now() + within;
  while (Date.now() < end) {
    if (await holds()) return;
    await sleep(250);
  }
  throw new Error(`expected within ${within / 1_000} s: ${what}`);
}

export interface Line {
  readonly text: string;
  readonly readable: boolean;
}

/** The lines of the tickets in a tool whose title has this in it, and whether requesters can read each there. */
export async function linesIn({ world }: Desk, title: string): Promise<readonly Line[]> {
  const found: Line[] = [];
  for (const id of await world.tickets()) {
    const truth = await world.look(id);
    const name = truth?.fields['short_description'] ?? truth?.fields['name'];
    if (truth && typeof name === 'string' && name.includes(title)) found.push(...truth.entries);
  }
  return found;
}
