import { oldestFirst, type KeptTicket, type TicketScan } from '@passerelle/sync';
import type { Attachment, Entry, EntryDetails, Person, TaskDetail, Ticket, TicketId } from '@passerelle/ticket';
import { inTransaction, type Row, type Session, type Wire } from '../wire/session.js';
import { given, givenOrNull, kept, keptOrNull } from '../wire/text.js';
import { each } from './each.js';
import { textArray } from '../wire/text-array.js';

/** Read as of one moment: a ticket never comes with the entries of a later one. */
export async function tickets(wire: Wire, ids: readonly TicketId[]): Promise<ReadonlyMap<TicketId, KeptTicket>> {
  if (ids.length === 0) return new Map();
  const wanted = textArray([...new Set(ids)].map(kept));
  return wire.use((session) =>
    inTransaction(session, 'read', async () => {
      const [kept, lines] = await Promise.all([
        session.run(each('said, why, revision', 'ticket', 'id = wanted.id', 1), [wanted]),
        linesOf(session, wanted),
      ]);
      return new Map(kept.rows.map((row) => wholeOf(row, lines)).map((whole) => [whole.ticket.id, whole]));
    }),
  );
}

const scanSql = `select t.said, t.why, t.revision from ticket t
  where t.id > $1 and (
    select coalesce(bool_or(b.connection = $2), false) and not coalesce(bool_or(b.connection = $3), false)
    from bond b where b.ticket = t.id and b.tombstone is null)
  order by t.id limit $4`;

export async function scan(wire: Wire, wanted: TicketScan): Promise<readonly KeptTicket[]> {
  const { bondedTo, notBondedTo, after, limit } = wanted;
  return wire.use((session) =>
    inTransaction(session, 'read', async () => {
      const { rows } = await session.run(scanSql, [
        kept(after ?? ''),
        kept(bondedTo),
        keptOrNull(notBondedTo ?? null),
        Math.max(limit, 0),
      ]);
      if (rows.length === 0) return [];
      const ids = rows.map(([said]) => (JSON.parse(said ?? '') as Ticket).id);
      const lines = await linesOf(session, textArray(ids.map(kept)));
      return rows.map((row) => wholeOf(row, lines));
    }),
  );
}

const entryColumns = 'id, ticket, kind, audience, text, author, at, connection, native, ordinal, task, details';
const attachmentColumns = 'id, ticket, name, mime, size, sha256, audience, author, at, connection, native, ordinal';

interface Lines {
  readonly entries: ReadonlyMap<TicketId, Entry[]>;
  readonly attachments: ReadonlyMap<TicketId, Attachment[]>;
}

async function linesOf(session: Session, tickets: Buffer): Promise<Lines> {
  const [entries, attachments] = await Promise.all([
    session.run(each(entryColumns, 'entry', 'ticket = wanted.id', 1), [tickets]),
    session.run(each(attachmentColumns, 'attachment', 'ticket = wanted.id', 1), [tickets]),
  ]);
  return { entries: byTicket(entries.rows.map(entryOf)), attachments: byTicket(attachments.rows.map(attachmentOf)) };
}

function byTicket<T extends { readonly ticket: TicketId }>(lines: readonly T[]): ReadonlyMap<TicketId, T[]> {
  const found = new Map<TicketId, T[]>();
  for (const line of lines) {
    const list = found.get(line.ticket);
    if (list) list.push(line);
    else found.set(line.ticket, [line]);
  }
  return found;
}

function wholeOf([said, why, revision]: Row, lines: Lines): KeptTicket {
  const ticket = JSON.parse(said ?? '') as Ticket;
  return {
    ticket,
    why: JSON.parse(why ?? '{}') as KeptTicket['why'],
    revision: Number(revision),
    entries: oldestFirst(lines.entries.get(ticket.id) ?? []),
    attachments: oldestFirst(lines.attachments.get(ticket.id) ?? []),
  };
}

function entryOf(row: Row): Entry {
  const [id, ticket, kind, audience, text, author, at, connection, native, ordinal, task, details] = row;
  return {
    id: given(id ?? ''),
    ticket: given(ticket ?? ''),
    kind: kind as Entry['kind'],
    audience: audience as Entry['audience'],
    text: given(text ?? ''),
    author: parsed<Person>(author),
    at: at ?? null,
    origin: { connection: given(connection ?? ''), native: given(native ?? ''), ordinal: Number(ordinal) },
    task: parsed<TaskDetail>(task),
    ...parsed<Omit<EntryDetails, 'task'>>(details),
  };
}

function attachmentOf(row: Row): Attachment {
  const [id, ticket, name, mime, size, sha256, audience, author, at, connection, native, ordinal] = row;
  return {
    id: given(id ?? ''),
    ticket: given(ticket ?? ''),
    name: given(name ?? ''),
    mime: givenOrNull(mime ?? null),
    size: size === null ? null : Number(size),
    sha256: sha256 ?? null,
    audience: audience as Attachment['audience'],
    author: parsed<Person>(author),
    at: at ?? null,
    origin: { connection: given(connection ?? ''), native: given(native ?? ''), ordinal: Number(ordinal) },
  };
}

function parsed<T>(json: string | null | undefined): T | null {
  return json === null || json === undefined ? null : (JSON.parse(json) as T);
}
