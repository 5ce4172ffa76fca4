import { blankTicket, type TicketId } from '@passerelle/ticket';
import { bondsOf } from '../read/bonds.js';
import { tickets } from '../read/tickets.js';
import { given as unnested } from '../commit/table.js';
import { inTransaction, type Wire } from '../wire/session.js';
import { arrayLiteral, given, kept } from '../wire/text.js';
import { textArray } from '../wire/text-array.js';
import { listingOf, type MadeListing } from './row.js';
import { wordsSql } from './words.js';

/** The river only adds to what is stale; whoever makes listings takes rows that nobody else is taking. */
const takeSql = `delete from stale where id in (
    select id from stale order by id limit $1 for update skip locked) returning ticket`;

/**
 * Taken and made in one transaction: a process that dies leaves what it took to the next. A ticket that changes meanwhile
 * is stale again under another row.
 */
export async function refresh(wire: Wire, limit: number): Promise<readonly TicketId[]> {
  return wire.use((session) =>
    inTransaction(session, 'write', async () => {
      const { rows } = await session.run(takeSql, [limit]);
      const ids = [...new Set(rows.map(([id]) => given(id ?? '')))].sort();
      if (ids.length > 0) await make(wire, session, ids);
      return ids;
    }),
  );
}

export async function refreshNow(wire: Wire, ids: readonly TicketId[]): Promise<void> {
  const sorted = [...new Set(ids)].sort();
  if (sorted.length > 0)
    await wire.use((session) => inTransaction(session, 'write', () => make(wire, session, sorted)));
}

type Session = Parameters<Parameters<Wire['use']>[0]>[0];

async function make(wire: Wire, session: Session, ids: readonly TicketId[]): Promise<void> {
  const [wholes, bonds] = await Promise.all([tickets(wire, ids), bondsOf(wire, ids)]);
  const byTicket = Map.groupBy(bonds, ({ ticket }) => ticket);
  const made = [...wholes.values()].map((whole) => listingOf(whole, byTicket.get(whole.ticket.id) ?? []));
  if (made.length === 0) return;
  const cells = columns.map(({ value }) => textArray(made.map(value)));
  await session.run(upsertSql, cells);
}

interface Column {
  readonly name: string;
  readonly cast?: string;
  readonly value: (made: MadeListing) => string | null;
}

const casts: Readonly<Record<string, string>> = {
  open: 'boolean',
  priority: 'int',
  public_lines: 'int',
  all_lines: 'int',
  public_files: 'int',
  all_files: 'int',
};

/** Every listing has the same columns, whatever its ticket says. */
const blank = { ...blankTicket, id: '', number: null, references: [] };
const named = Object.keys(listingOf({ ticket: blank, entries: [], attachments: [], why: {}, revision: 0 }, []).columns);

const columns: readonly Column[] = [
  { name: 'ticket', value: ({ ticket }) => kept(ticket) },
  { name: 'revision', cast: 'int', value: ({ revision }) => String(revision) },
  ...named.map((name): Column => ({
    name,
    ...(casts[name] !== undefined && { cast: casts[name] }),
    value: (made) => {
      const cell = made.columns[name] ?? null;
      return cell === null ? null : kept(String(cell));
    },
  })),
  { name: 'connections', cast: 'text[]', value: ({ connections }) => arrayLiteral(connections) },
  { name: 'assets', cast: 'text[]', value: ({ assets }) => arrayLiteral(assets) },
  ...(['a', 'b', 'publicC', 'allC'] as const).map((part): Column => ({
    name: `text_${part}`,
    value: ({ texts }) => kept(texts[part]),
  })),
];

const plain = columns.filter(({ name }) => !name.startsWith('text_'));
const at = (name: string): string => `x.c${columns.findIndex((column) => column.name === name)}`;
const heavy = (text: string, weight: string): string => `setweight(${wordsSql(at(text))}, '${weight}')`;
/** An older reading of the same ticket never replaces a newer one. */
const upsertSql = `insert into listing (${plain.map(({ name }) => name).join(', ')}, public_words, all_words)
  select ${plain.map(({ name, cast }) => (cast ? `${at(name)}::${cast}` : at(name))).join(', ')}, p.words,
    case when ${at('text_publicC')} = ${at('text_allC')} then p.words else h.words || ${heavy('text_allC', 'C')} end
  from ${unnested(columns.length)}
  cross join lateral (select ${heavy('text_a', 'A')} || ${heavy('text_b', 'B')} as words offset 0) as h
  cross join lateral (select h.words || ${heavy('text_publicC', 'C')} as words offset 0) as p
  on conflict (ticket) do update set seq = excluded.seq,
    ${[...plain.map(({ name }) => name).filter((name) => name !== 'ticket'), 'public_words', 'all_words']
      .map((name) => `${name} = excluded.${name}`)
      .join(', ')}
  where listing.revision <= excluded.revision`;
