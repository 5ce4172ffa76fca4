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
import { before, earlier, later, past, readCursor, writeCursor, type Key } from './reading/cursor.js';
import { download } from './reading/download.js';
import { glance } from './reading/glance.js';
import { keyOf, openLane, type Lane } from './reading/lane.js';
import { merged, type Taken } from './reading/merge.js';
import { openAttachmentLane, rowsOfTickets, touchedSince } from './reading/touched.js';
import { understand, type TicketHead } from './schema.js';

/** Tickets that `read` holds at once. */
const slice = 500;

export function openSource(reader: Reader): TicketSource {
  const { instance, layouts } = reader;
  const { classes, lag, pageSize, standIn } = instance.config;
  const fields = (table: string): readonly string[] => layouts(table).fields;
  /** Rows become visible at commit, later than their stamp: what is saved stays that much behind the instance's clock. */
  const behind = (readAt: number): Key => ({ at: rawOf(readAt - lag * 1000), id: '' });

  const headsOf = (taken: readonly Taken[]): { heads: TicketHead[]; broken: BrokenPiece[] } => {
    const heads: TicketHead[] = [];
    const broken: BrokenPiece[] = [];
    for (const { row, table } of taken) {
      const one = understand(row, { table, layouts, url: instance.url, standIn });
      if ('head' in one) heads.push(one.head);
      else broken.push({ where: `${table} ${one.flaw.number ?? keyOf(row).id}`, ...one.flaw });
    }
    return { heads, broken };
  };

  async function* pull(cursor: Cursor | null, signal?: AbortSignal): AsyncGenerator<Page<NativeTicket>> {
    const start = readCursor(cursor, instance.connection);
    const position: Record<string, Key> = { ...start.classes };
    let files = start.files;
    const lanes = classes.map((table) => {
      const from = start.classes[table] ?? null;
      return openLane({ instance, table, fields: fields(table), from, limit: pageSize, both: true });
    });
    const attachments = files === null ? null : openAttachmentLane(instance, classes, files);
    if (attachments) await glance(instance, [attachments, ...lanes], pageSize, signal);
    const touched = files && attachments ? await touchedSince(attachments, classes, files, behind, signal) : null;
    const rows = touched === null ? null : await rowsOfTickets(instance, touched.sysIds, fields, signal);
    // What changed itself since will come by itself.
    const aside = [...(rows ?? [])].flatMap(([table, found]): Taken[] => {
      const from = start.classes[table];
      return found.filter((row) => from && before(keyOf(row), from)).map((row) => ({ row, table, readAt: null }));
    });
    const newest = new Map<string, Key>();
    let told = cursor !== null;
    for await (const { rows: taken, last } of merged(lanes, aside, pageSize, signal)) {
      const { heads, broken } = headsOf(taken);
      const whole = await complete(reader, heads, signal);
      for (const { row, table, readAt } of taken) {
        if (readAt === null) continue;
        newest.set(table, keyOf(row));
        move(position, table, earlier(keyOf(row), behind(readAt)));
      }
      files ??= behind(Math.min(...lanes.map(({ readAt }) => readAt)));
      if (last && touched) files = touched.key;
      // To the end of each class: the second of its last row need not be read again once all of it must be visible.
      for (const { table, readAt } of last ? lanes : []) {
        const key = newest.get(table);
        if (key) move(position, table, past(key, behind(readAt)));
      }
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
        instance.warn(`${instance.connection}: ${where}: expected ${expected.en}, came ${came.en}`);
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

/** Never back. */
function move(position: Record<string, Key>, table: string, to: Key): void {
  const known = position[table];
  position[table] = known ? later(known, to) : to;
}

function hiddenPiece({ table, hidden, total }: Lane): BrokenPiece[] {
  if (hidden === 0) return [];
  const expected =
    total === null
      ? { fr: `toutes les lignes de ${table}`, en: `all rows of ${table}` }
      : { fr: `les ${total} lignes de ${table}`, en: `all ${total} rows of ${table}` };
  const came = {
    fr: `${hidden} d’entre elles cachées par les règles d’accès ; donnez au compte le droit de les lire, ou dites qu’elles ne le regardent pas`,
    en: `${hidden} of them hidden by access rules; grant the account read on them, or say that they are none of its business`,
  };
  return [{ where: table, number: null, expected, came }];
}
