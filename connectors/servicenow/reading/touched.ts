import { all, oneOf } from '../wire/query.js';
import { text, type Row } from '../wire/row.js';
import { everyRow } from '../wire/every.js';
import type { Instance } from '../wire/instance.js';
import { above, ascending } from '../wire/query.js';
import { earlier, later, past, type Key } from './cursor.js';
import { keyOf, openLane, type Lane } from './lane.js';

/** Tickets whose attachments changed, and up to where the list of attachments has been read. */
export interface Touched {
  /** By table. */
  readonly sysIds: ReadonlyMap<string, readonly string[]>;
  readonly key: Key;
}

/** So that a mass of new files is worked off over several pulls rather than held in memory. */
const mostTickets = 2000;

/**
 * A new attachment does not move its ticket's sys_updated_on (product documentation, attachment events), so the list of
 * attachments has a watermark of its own.
 */
export function openAttachmentLane(instance: Instance, tables: readonly string[], from: Key): Lane {
  const names = tables.flatMap((table) => [table, `ZZ_YY${table}`]);
  const only = oneOf('table_name', names);
  return openLane({ instance, table: 'attachment', fields: null, from, limit: 1000, both: false, only });
}

/** `behind` is the place that is safe to save for an answer of that instant. */
export async function touchedSince(
  lane: Lane,
  tables: readonly string[],
  from: Key,
  behind: (readAt: number) => Key,
  signal?: AbortSignal,
): Promise<Touched> {
  const sysIds = new Map<string, Set<string>>();
  let key = from;
  let count = 0;
  do {
    if (lane.buffer.length === 0 && !lane.done) await lane.refill(signal);
    const rows = lane.buffer.splice(0);
    for (const row of rows) {
      const table = text(row, 'table_name').replace(/^ZZ_YY/, '');
      if (!tables.includes(table)) continue;
      const ids = sysIds.get(table) ?? new Set<string>();
      count += ids.size === ids.add(text(row, 'table_sys_id')).size ? 0 : 1;
      sysIds.set(table, ids);
    }
    const last = rows.at(-1);
    if (last) key = later(key, (lane.done ? past : earlier)(keyOf(last), behind(lane.readAt)));
  } while (!lane.done && count < mostTickets);
  return { sysIds: new Map([...sysIds].map(([table, ids]) => [table, [...ids]])), key };
}

/** Rows of named tickets, raw and as people see them. */
export async function rowsOfTickets(
  instance: Instance,
  wanted: ReadonlyMap<string, readonly string[]>,
  fieldsOf: (table: string) => readonly string[],
  signal?: AbortSignal,
): Promise<ReadonlyMap<string, readonly Row[]>> {
  const tables = [...wanted.keys()];
  const surveys = tables.map((table) => ({
    ids: wanted.get(table) ?? [],
    ask: (ids: readonly string[], after: string | null) => ({
      of: table,
      query: all(oneOf('sys_id', ids), ...(after === null ? [] : [above('sys_id', after)]), ascending('sys_id')),
      fields: fieldsOf(table),
      limit: 500,
      both: true,
    }),
  }));
  const found = await everyRow(instance, surveys, signal);
  return new Map(
    tables.map((table, index) => {
      const ids = new Set(wanted.get(table));
      return [table, (found[index]?.rows ?? []).filter((row) => ids.has(text(row, 'sys_id')))];
    }),
  );
}
