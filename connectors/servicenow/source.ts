import type {
  BrokenPiece,
  Cursor,
  NativeAttachment,
  NativeId,
  NativeTicket,
  Page,
  TicketSource,
} from '@passerelle/connector';
import type { Readable } from 'node:stream';
import { placeOf } from './id.js';
import { rawOf } from './instant.js';
import { complete, type Reader } from './reading/complete.js';
import { before, earlier, readCursor, writeCursor, type Key } from './reading/cursor.js';
import { download } from './reading/download.js';
import { keyOf, openLane, type Lane } from './reading/lane.js';
import { merged, type Taken } from './reading/merge.js';
import { rowsOfTickets, touchedSince } from './reading/touched.js';
import { understand, type TicketHead } from './schema.js';

/** Tickets that `read` holds at once. */
const slice = 500;

export function openSource(reader: Reader): TicketSource {
  const { instance, layouts } = reader;
  const { classes, lag, pageSize } = instance.config;
  const fields = (table: string): readonly string[] => layouts(table).fields;
  /** Rows become visible at commit, later than their stamp: what is saved stays that much behind the instance's clock. */
  const behind = (readAt: number): Key => ({ at: rawOf(readAt - lag * 1000), id: '' });

  const headsOf = (taken: readonly Taken[]): { heads: TicketHead[]; broken: BrokenPiece[] } => {
    const heads: TicketHead[] = [];
    const broken: BrokenPiece[] = [];
    for (const { row, table } of taken) {
      const one = understand(row, { table, layouts, url: instance.url });
      if ('head' in one) heads.push(one.head);
      else broken.push({ where: `${table} ${one.flaw.number ?? keyOf(row).id}`, ...one.flaw });
    }
    return { heads, broken };
  };

  async function* pull(cursor: Cursor | null, signal?: AbortSignal): AsyncGenerator<Page<NativeTicket>> {
    const start = readCursor(cursor, instance.connection);
    const position: Record<string, Key> = { ...start.classes };
    let files = start.files;
    const touched = files === null ? null : await touchedSince(instance, classes, files, behind, signal);
    const rows = touched === null ? null : await rowsOfTickets(instance, touched.sysIds, fields, signal);
    // What changed itself since will come by itself.
    const aside = [...(rows ?? [])].flatMap(([table, found]): Taken[] => {
      const from = start.classes[table];
      return found.filter((row) => from && before(keyOf(row), from)).map((row) => ({ row, table, readAt: null }));
    });
    const lanes = classes.map((table) => {
      const from = start.classes[table] ?? null;
      return openLane({ instance, table, fields: fields(table), from, limit: pageSize, both: true });
    });
    let told = cursor !== null;
    for await (const { rows: taken, last } of merged(lanes, aside, pageSize, signal)) {
      const { heads, broken } = headsOf(taken);
      const whole = await complete(reader, heads, signal);
      advance(position, taken, behind);
      files ??= behind(Math.min(...lanes.map(({ firstReadAt }) => firstReadAt)));
      if (last && touched) files = touched.key;
      const pieces = [...broken, ...whole.broken, ...(last ? lanes.flatMap(hiddenPiece) : [])];
      const moved = files.at !== start.files?.at || files.id !== start.files.id;
      if (taken.length === 0 && pieces.length === 0 && told && !moved) return;
      told = true;
      const total = lanes.reduce((sum, lane) => sum + (lane.total ?? 0), 0);
      yield { items: whole.tickets, broken: pieces, cursor: writeCursor({ classes: position, files }), total };
    }
  }

  async function* read(ids: readonly NativeId[], signal?: AbortSignal): AsyncGenerator<NativeTicket> {
    const places = [...new Set(ids)].flatMap((id) => placeOf(id) ?? []);
    for (let from = 0; from < places.length; from += slice) {
      const wanted = new Map<string, string[]>();
      for (const { table, sysId } of places.slice(from, from + slice))
        wanted.set(table, [...(wanted.get(table) ?? []), sysId]);
      const rows = await rowsOfTickets(instance, wanted, fields, signal);
      const { heads, broken } = headsOf(
        [...rows].flatMap(([table, found]) => found.map((row): Taken => ({ row, table, readAt: null }))),
      );
      const whole = await complete(reader, heads, signal);
      for (const { where, expected, came } of [...broken, ...whole.broken]) {
        instance.warn(`${instance.connection}: ${where}: expected ${expected}, came ${came}`);
      }
      yield* whole.tickets;
    }
  }

  return {
    pull,
    read,
    open: (attachment: NativeAttachment, signal?: AbortSignal): Promise<Readable> =>
      download(instance, attachment, signal),
  };
}

/** Moves each class to the last row taken of it, held back by the lag of the answer that it came with. */
function advance(position: Record<string, Key>, taken: readonly Taken[], behind: (readAt: number) => Key): void {
  for (const { row, table, readAt } of taken) {
    if (readAt === null) continue;
    const next = earlier(keyOf(row), behind(readAt));
    const known = position[table];
    if (!known || before(known, next)) position[table] = next;
  }
}

function hiddenPiece({ table, hidden, total }: Lane): BrokenPiece[] {
  if (hidden === 0) return [];
  const came = `${hidden} of them hidden by access rules; grant the account read on them, or say that they are none of its business`;
  return [{ where: table, number: null, expected: `all ${total ?? ''} rows of ${table}`.replace('  ', ' '), came }];
}
