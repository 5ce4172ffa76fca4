import type { Audience, NativeEntry } from '@passerelle/connector';
import { readInstant } from '../instant.js';
import type { Survey } from '../wire/every.js';
import { above, all, ascending, oneOf } from '../wire/query.js';
import { text, type Row } from '../wire/row.js';

/** `comments` is what the requester reads and is mailed, `work_notes` stays with the teams (product documentation, journal fields). */
export const journals = { comments: 'public', work_notes: 'internal' } as const satisfies Record<string, Audience>;
export type Journal = keyof typeof journals;

export function isJournal(name: string): name is Journal {
  return Object.hasOwn(journals, name);
}

/**
 * The entries of many tickets from sys_journal_field. Asked by element_id and element: the column `name` holds the class or,
 * on some rows, `task`. An ordinary account gets no rows and no error, only a total above zero.
 */
export function journalSurvey(ids: readonly string[]): Survey {
  return {
    ids,
    ask: (chunk, after) => ({
      of: 'sys_journal_field',
      query: all(
        oneOf('element_id', chunk),
        oneOf('element', Object.keys(journals)),
        ...(after === null ? [] : [above('sys_id', after)]),
        ascending('sys_id'),
      ),
      fields: ['sys_id', 'element', 'element_id', 'value', 'sys_created_on', 'sys_created_by'],
      // Many short rows, so more than a page of tickets.
      limit: 2000,
    }),
  };
}

/** By sys_id of the ticket, oldest first. A condition that the instance dropped lets foreign rows in: they are left out. */
export function entriesOf(rows: readonly Row[], wanted: ReadonlySet<string>): Map<string, NativeEntry[]> {
  const entries = new Map<string, NativeEntry[]>();
  for (const row of rows) {
    const ticket = text(row, 'element_id');
    const journal = text(row, 'element');
    if (!wanted.has(ticket) || !isJournal(journal)) continue;
    const login = text(row, 'sys_created_by');
    const entry: NativeEntry = {
      id: text(row, 'sys_id') || null,
      journal,
      audience: journals[journal],
      author: login === '' ? null : { id: null, name: null, login },
      at: readInstant(text(row, 'sys_created_on')),
      text: text(row, 'value'),
    };
    const list = entries.get(ticket);
    if (list) list.push(entry);
    else entries.set(ticket, [entry]);
  }
  for (const list of entries.values()) list.sort(oldestFirst);
  return entries;
}

/** Entries of one second have no order of their own; their ids give one that stays. */
function oldestFirst(a: NativeEntry, b: NativeEntry): number {
  return compare(a.at ?? '', b.at ?? '') || compare(a.id ?? '', b.id ?? '');
}

export function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
