import type { NativeEntry } from '@passerelle/connector';
import type { Place } from '../id.js';
import { everyRow, type Survey } from '../wire/every.js';
import type { Instance } from '../wire/instance.js';
import { above, all, ascending, oneOf } from '../wire/query.js';
import { shown, text } from '../wire/row.js';
import { parseRendered, type Rendered } from './journal-text.js';
import { learnDates, samplesOf } from './shown-dates.js';

/**
 * Journal rows are stamped to the second and have no order within it; the text that people see has one. Where a ticket has
 * entries of one second, that text is read and gives their order; where it cannot be understood, they stay as they were.
 */
export async function inShownOrder(
  instance: Instance,
  places: readonly Place[],
  entries: ReadonlyMap<string, NativeEntry[]>,
  zones: readonly string[],
  signal?: AbortSignal,
): Promise<void> {
  const tied = places.filter(({ sysId }) => hasTies(entries.get(sysId) ?? []));
  if (tied.length === 0) return;
  const surveys = ticketSurveys(tied, ['comments_and_work_notes']);
  const rows = (await everyRow(instance, surveys, signal)).flatMap((found) => found.rows);
  const dates = learnDates(rows.flatMap(samplesOf), zones);
  if (dates === null) return;
  for (const row of rows) {
    const list = entries.get(text(row, 'sys_id'));
    const rendered = parseRendered(shown(row, 'comments_and_work_notes') ?? '', dates, 'several');
    if (list && rendered) reorder(list, rendered);
  }
}

/** Questions about named tickets for what people see of some columns, with the stamps that explain their dates. */
export function ticketSurveys(places: readonly Place[], columns: readonly string[]): readonly Survey[] {
  const tables = [...new Set(places.map(({ table }) => table))];
  return tables.map((table) => ({
    ids: places.filter((place) => place.table === table).map(({ sysId }) => sysId),
    ask: (ids, after) => ({
      of: table,
      query: all(oneOf('sys_id', ids), ...(after === null ? [] : [above('sys_id', after)]), ascending('sys_id')),
      fields: ['sys_id', 'sys_created_on', 'sys_updated_on', ...columns],
      limit: 1000,
      both: true,
    }),
  }));
}

function hasTies(list: readonly NativeEntry[]): boolean {
  return list.some(({ at }, index) => index > 0 && at === list[index - 1]?.at);
}

/** Only within a second; a text that stands there several times in one journal is taken in turn. */
function reorder(list: NativeEntry[], rendered: readonly Rendered[]): void {
  const journalOf = learnLabels(list, rendered);
  const places = new Map<string, number[]>();
  for (const [index, { label, text: body }] of rendered.entries()) {
    const key = keyOf(journalOf(label), body);
    places.set(key, [...(places.get(key) ?? []), index]);
  }
  const at = new Map(list.map((entry) => [entry, places.get(keyOf(entry.journal, entry.text))?.shift() ?? null]));
  list.sort((a, b) => {
    if (a.at !== b.at) return (a.at ?? '') < (b.at ?? '') ? -1 : 1;
    const [x, y] = [at.get(a) ?? null, at.get(b) ?? null];
    return x === null || y === null ? 0 : x - y;
  });
}

/** Labels are translated and renamed; a text that stands in one journal only says which of them is meant. */
function learnLabels(list: readonly NativeEntry[], rendered: readonly Rendered[]): (label: string) => string {
  const known = new Map<string, string>();
  for (const { label, text: body } of rendered) {
    const journals = new Set(list.filter((entry) => plain(entry.text) === plain(body)).map(({ journal }) => journal));
    const [only] = journals;
    if (journals.size === 1 && only !== undefined) known.set(label, only);
  }
  return (label) => known.get(label) ?? (/work|travail/i.test(label) ? 'work_notes' : 'comments');
}

function keyOf(journal: string, body: string): string {
  return `${journal} ${plain(body)}`;
}

function plain(body: string): string {
  return body.replace(/\s+/gu, ' ').trim();
}
