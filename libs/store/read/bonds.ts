import { numberKey, type AttachmentBond, type Bond, type EntryBond } from '@passerelle/sync';
import type { TicketId } from '@passerelle/ticket';
import type { Row, Wire } from '../wire/session.js';
import { given, givenOrNull, kept, keptOrNull } from '../wire/text.js';
import { textArray } from '../wire/text-array.js';
import { each } from './each.js';

const columns =
  'connection, native, class, number, url, ticket, digest, shadow, version, origin, run, tombstone, lines';

export async function bonds(
  wire: Wire,
  connection: string,
  natives: readonly string[],
): Promise<ReadonlyMap<string, Bond>> {
  if (natives.length === 0) return new Map();
  const { rows } = await wire.use((session) =>
    session.run(each(columns, 'bond', 'connection = $1 and native = wanted.id', 2), [
      kept(connection),
      textArray([...new Set(natives)].map(kept)),
    ]),
  );
  return new Map(rows.map(bondOf).map((bond) => [bond.native, bond]));
}

export async function bondsOf(wire: Wire, tickets: readonly TicketId[]): Promise<readonly Bond[]> {
  if (tickets.length === 0) return [];
  const { rows } = await wire.use((session) =>
    session.run(`${each(columns, 'bond', 'ticket = wanted.id', 1)} order by ticket, connection, native`, [
      textArray([...new Set(tickets)].map(kept)),
    ]),
  );
  return rows.map(bondOf);
}

export async function bondsOfConnection(
  wire: Wire,
  connection: string,
  after: string | null,
  limit: number,
  origin: Bond['origin'] | undefined,
): Promise<readonly Bond[]> {
  const { rows } = await wire.use((session) =>
    session.run(
      `select ${columns} from bond
        where connection = $1 and ($2::text is null or native > $2) and ($3::text is null or origin = $3)
        order by native limit $4`,
      [kept(connection), keptOrNull(after), origin ?? null, Math.max(limit, 0)],
    ),
  );
  return rows.map(bondOf);
}

export async function byNumber(wire: Wire, number: string): Promise<readonly TicketId[]> {
  const { rows } = await wire.use((session) =>
    session.run(
      `select id from ticket where numbers @> array[$1::text]
        union select ticket from bond where number_key = $1 order by 1`,
      [kept(numberKey(number))],
    ),
  );
  return rows.map(([id]) => given(id ?? ''));
}

function bondOf(row: Row): Bond {
  const [connection, native, nativeClass, number, url, ticket, digest, shadow, version, origin, run, ...rest] = row;
  const [tombstone, lines] = rest;
  return {
    connection: given(connection ?? ''),
    native: given(native ?? ''),
    class: given(nativeClass ?? ''),
    number: givenOrNull(number ?? null),
    url: givenOrNull(url ?? null),
    ticket: given(ticket ?? ''),
    shadow:
      typeof shadow === 'string'
        ? {
            digest: given(digest ?? ''),
            fields: JSON.parse(shadow) as NonNullable<Bond['shadow']>['fields'],
            ...(typeof lines === 'string' && { lines: JSON.parse(lines) as Record<string, string> }),
          }
        : null,
    version: givenOrNull(version ?? null),
    origin: origin as Bond['origin'],
    run: givenOrNull(run ?? null),
    tombstone: (tombstone ?? null) as Bond['tombstone'],
  };
}

type LineBond = Omit<EntryBond, 'entry'> & { readonly line: string };

async function lineBonds(
  wire: Wire,
  line: 'entry' | 'attachment',
  connection: string,
  tickets: readonly TicketId[],
): Promise<readonly LineBond[]> {
  if (tickets.length === 0) return [];
  const { rows } = await wire.use((session) =>
    session.run(
      each(`connection, ticket, ${line}, native`, `${line}_bond`, 'connection = $1 and ticket = wanted.id', 2),
      [kept(connection), textArray([...new Set(tickets)].map(kept))],
    ),
  );
  return rows.map((row) => ({
    connection: given(row[0] ?? ''),
    ticket: given(row[1] ?? ''),
    line: given(row[2] ?? ''),
    native: givenOrNull(row[3] ?? null),
  }));
}

export async function entryBonds(
  wire: Wire,
  connection: string,
  tickets: readonly TicketId[],
): Promise<readonly EntryBond[]> {
  const found = await lineBonds(wire, 'entry', connection, tickets);
  return found.map(({ line, ...bond }) => ({ ...bond, entry: line }));
}

export async function attachmentBonds(
  wire: Wire,
  connection: string,
  tickets: readonly TicketId[],
): Promise<readonly AttachmentBond[]> {
  const found = await lineBonds(wire, 'attachment', connection, tickets);
  return found.map(({ line, ...bond }) => ({ ...bond, attachment: line }));
}
