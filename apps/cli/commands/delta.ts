import { deltaOf, type Ends } from '@passerelle/migration';
import { exits, type Exit } from '../exit.js';
import type { Output } from '../output.js';
import { printable } from '../print/printable.js';

const shown = 25;

export async function delta(ends: Ends, signal: AbortSignal, output: Output): Promise<Exit> {
  const report = await deltaOf(ends, signal);
  const { words, language } = output;
  const list = (title: string, lines: readonly string[]): void => {
    if (lines.length === 0) return;
    output.say(title);
    for (const line of lines.slice(0, shown)) output.say(`  ${printable(line)}`);
    if (lines.length > shown) output.say(`  ${words.plan.more(lines.length - shown)}`);
  };
  output.say(words.delta.title(report.read, report.silent));
  list(words.delta.fresh(report.fresh.length), report.fresh);
  list(
    words.delta.changed(report.changed.length),
    report.changed.map(
      ({ number, fields, entries, attachments }) => `${number} · ${words.delta.parts(fields, entries, attachments)}`,
    ),
  );
  list(
    words.plan.stopped(report.stopped.length),
    report.stopped.map(({ number, words: unknown }) => `${number} · ${unknown.join(', ')}`),
  );
  list(
    words.plan.broken(report.broken.length),
    report.broken.map(({ where, expected, came }) => `${where} · ${expected[language]} → ${came[language]}`),
  );
  list(words.delta.missing(report.missing.length), report.missing);
  output.answer(report);
  return report.stopped.length + report.broken.length > 0 ? exits.gap : exits.fine;
}
