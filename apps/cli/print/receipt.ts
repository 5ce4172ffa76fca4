import { styleText } from 'node:util';
import Table from 'cli-table3';
import type { Verification } from '@passerelle/migration';
import type { Language } from '@passerelle/runtime';
import type { Words } from '../words/words.js';
import { html, page, table } from './html.js';
import { printable } from './printable.js';

const shownGaps = 25;

/** The completeness receipt on a terminal. */
export function receipt(verification: Verification, words: Words): string {
  const w = words.verify;
  const { tickets, entries, attachments } = verification;
  const count = (value: number): string => value.toLocaleString(words.locale);
  const counts = new Table({
    head: ['', w.seen, w.arrived],
    style: { head: [], border: [], compact: true },
    colAligns: ['left', 'right', 'right'],
  });
  counts.push([w.rows.tickets, count(tickets.seen), count(tickets.arrived)]);
  counts.push([w.rows.entries, count(entries.seen), count(entries.arrived)]);
  counts.push([w.rows.internal, count(entries.internal), '']);
  counts.push([w.rows.attachments, count(attachments.seen), count(attachments.arrived)]);
  const lines = [
    styleText('bold', w.title),
    counts.toString(),
    styleText(entries.crossed === 0 ? 'green' : 'red', w.crossed(entries.crossed)),
    verification.whole ? styleText('green', w.whole) : styleText('red', w.gaps(verification.gapCount)),
    ...verification.gaps
      .slice(0, shownGaps)
      .map(
        ({ number, what, expected, came }) =>
          `  ${printable(`${number} · ${w.kinds[what]} · ${expected[words.language]} → ${came[words.language]}`)}`,
      ),
    ...(verification.gapCount > shownGaps ? [words.plan.more(verification.gapCount - shownGaps)] : []),
    ...(verification.outOfScope > 0 ? [w.outside(verification.outOfScope)] : []),
    ...(verification.left.length > 0 ? [w.left(verification.left.length)] : []),
    ...(verification.moved.length > 0 ? [w.moved(verification.moved.length)] : []),
    ...(verification.lossy.length > 0 ? [w.lossy, ...lossLines(verification, words)] : []),
  ];
  return lines.join('\n');
}

function lossLines({ lossy }: Verification, words: Words): readonly string[] {
  const kept = (isKept: boolean): string => (isKept ? ` (${words.plan.headings.kept})` : '');
  return lossy.map(
    (loss) =>
      `  ${words.field(loss.field)} · ${words.verify.lost[loss.what]} · ${loss.count.toLocaleString(words.locale)}${kept(loss.kept)}`,
  );
}

/** The sheet on which a human compares some tickets in both tools, and signs. */
export function sampleSheet({ sample }: Verification, words: Words, language: Language): string {
  const { title, explain, headings } = words.verify.sample;
  const rows = sample.map((one) => [
    one.old,
    one.new,
    one.title,
    one.status,
    `${one.entries}`,
    `${one.attachments}`,
    '☐',
    '',
  ]);
  return page(language, title, [
    html`<h1>${title}</h1>
      <p>${explain}</p>
      ${table(headings, rows)}`,
  ]);
}
