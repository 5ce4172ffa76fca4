import { previewRollback, rollback as takeBack, type Ends, type RollbackPreview } from '@passerelle/migration';
import { exits, type Exit } from '../exit.js';
import type { Output } from '../output.js';
import { printable } from '../print/printable.js';

export interface RollbackArguments {
  /** Without it only the preview is shown. */
  readonly yes: boolean;
  readonly removals: number;
  readonly holder: string;
  readonly signal: AbortSignal;
}

const shown = 25;

export async function rollback(ends: Ends, wanted: RollbackArguments, output: Output): Promise<Exit> {
  const { words } = output;
  if (!wanted.yes) {
    const preview = await previewRollback(ends, wanted.signal);
    showPreview(preview, output);
    output.say(words.rollback.confirm(preview.removable.length));
    output.answer(preview);
    return exits.fine;
  }
  const report = await takeBack(ends, { ...wanted, tell: () => undefined });
  showPreview({ removable: [], left: report.left }, output);
  output.say(words.rollback.done(report.removed, report.cancelled, report.failed.length));
  for (const { old, new: number, trouble } of report.failed.slice(0, shown))
    output.warn(`  ${printable(`${old} → ${number} · ${trouble[output.language]}`)}`);
  output.answer(report);
  return report.failed.length > 0 ? exits.gap : exits.fine;
}

function showPreview({ removable, left }: RollbackPreview, output: Output): void {
  const { words } = output;
  if (removable.length > 0) {
    output.say(words.rollback.preview(removable.length));
    for (const { old, new: number } of removable.slice(0, shown)) output.say(`  ${printable(`${old} → ${number}`)}`);
    if (removable.length > shown) output.say(`  ${words.plan.more(removable.length - shown)}`);
  }
  if (left.length === 0) return;
  output.say(words.rollback.left(left.length));
  for (const { old, new: number, why } of left.slice(0, shown))
    output.say(`  ${printable(`${old} → ${number} · ${words.rollback.why[why]}`)}`);
  if (left.length > shown) output.say(`  ${words.plan.more(left.length - shown)}`);
}
