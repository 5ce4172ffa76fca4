import { styleText } from 'node:util';
import Table from 'cli-table3';
import type { Words } from '../words/words.js';
import type { PlanSheet, Section } from './plan-sheet.js';
import { printable } from './printable.js';

/** Rows of one table that a terminal shows; the report and --json have them all. */
const shownRows = 25;

export function planTable(sheet: PlanSheet, words: Words): string {
  const verdict = styleText(sheet.ready ? 'green' : 'red', sheet.verdict);
  const tables = sheet.sections.flatMap((section) => [styleText('bold', section.title), tableOf(section, words)]);
  return [styleText('bold', sheet.title), ...sheet.summary.map((line) => `  ${line}`), verdict, ...tables].join('\n');
}

function tableOf({ headings, rows, urgent }: Section, words: Words): string {
  // What needs somebody comes first, so that it is never below the fold.
  const order = [...rows.keys()].sort((a, b) => Number(urgent.has(b)) - Number(urgent.has(a)));
  const table = new Table({
    head: [...headings],
    style: { head: [], border: [], compact: true },
    wordWrap: true,
    colWidths: widths(headings, rows),
  });
  for (const index of order.slice(0, shownRows)) {
    const cells = (rows[index] ?? []).map(printable);
    table.push(urgent.has(index) ? cells.map((cell) => styleText('red', cell)) : cells);
  }
  const more = rows.length > shownRows ? `\n${words.plan.more(rows.length - shownRows)}` : '';
  return `${table.toString()}${more}`;
}

/** Columns as wide as their content, within what a terminal has. */
function widths(headings: readonly string[], rows: readonly (readonly string[])[]): number[] {
  const room = Math.max((process.stdout.columns ?? 140) - headings.length - 1, 60);
  const wanted = headings.map(
    (heading, index) =>
      Math.max(heading.length, ...rows.slice(0, 200).map((row) => printable(row[index] ?? '').length)) + 2,
  );
  const least = 8;
  const total = wanted.reduce((sum, width) => sum + width, 0);
  if (total <= room) return wanted;
  const small = wanted.map((width) => Math.min(width, Math.floor(room / headings.length)));
  const left = room - small.reduce((sum, width) => sum + width, 0);
  const hungry = wanted.map((width, index) => width - (small[index] ?? 0));
  const hunger = hungry.reduce((sum, width) => sum + width, 0);
  return small.map((width, index) =>
    Math.max(least, width + Math.floor((left * (hungry[index] ?? 0)) / Math.max(hunger, 1))),
  );
}
