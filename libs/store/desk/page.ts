import type { Row, Wire } from '../wire/session.js';
import { given, givenOrNull, kept } from '../wire/text.js';
import {
  BadCursor,
  type Keyed,
  type Listed,
  type ListedPage,
  type PageWish,
  type Sight,
  type Sort,
  type Travel,
} from './desk.js';
import { followedSql, leadSql, membersSql } from './family.js';
import type { Parameter } from './sight.js';
import { travelSql, unreadSql, whereOf } from './where.js';

/** Newest or highest first where it says `desc`; the other way round on demand. */
const orders: Readonly<Record<Exclude<Sort, 'relevance'>, { readonly key: string; readonly way: 'asc' | 'desc' }>> = {
  updated: { key: 'updated_key', way: 'desc' },
  created: { key: 'created_key', way: 'desc' },
  due: { key: 'due_key', way: 'asc' },
  priority: { key: 'priority_key', way: 'asc' },
  urgent: { key: 'urgent_key', way: 'asc' },
  number: { key: 'number_key', way: 'desc' },
};

/** Of what fits, so many of the latest are weighed against each other. */
const weighed = 1_000;

const shown = `l.ticket, l.number, l.title, l.kind, l.status, l.pending_reason, l.approval, l.escalation, l.audience,
  l.priority, l.category, l.team, l.agent, l.agent_name, l.requester, l.requester_name, l.site, l.organisation, l.turn,
  l.due, l.created, l.updated, to_json(l.connections), l.public_lines, l.all_lines, l.public_files, l.all_files`;

/** Of the rows that are shown, and not of all that fit: none of these is sorted by. */
function besides({ sight, reader }: PageWish, values: Parameter[]): string {
  const add = (value: Parameter): string => `$${values.push(value)}`;
  const account = add(kept(reader));
  return `${unreadSql(account)}, ${travelSql}, ${followedSql(account)}, ${leadSql(sight, add)}, ${membersSql(sight, add)}`;
}

/** A page behind a row, never behind a number of rows: what is added meanwhile neither repeats nor hides anything. */
export async function page(wire: Wire, wish: PageWish): Promise<ListedPage> {
  const { sql, values, query } = whereOf(wish);
  if (wish.sort === 'relevance' && query !== null) return byRelevance(wire, wish, sql, values, query);
  const { key, way } = orders[wish.sort === 'relevance' ? 'updated' : wish.sort];
  const down = (way === 'desc') !== wish.up;
  const after = wish.cursor === null ? null : placeOf(wish.cursor, wish.sort);
  const behind =
    after === null
      ? ''
      : `and (l.${key}, l.ticket) ${down ? '<' : '>'} (${after.map((one) => `$${values.push(kept(one))}`).join(', ')})`;
  const direction = down ? 'desc' : 'asc';
  const rows = await ask(
    wire,
    `select ${shown}, ${besides(wish, values)}, l.${key} from (
        select l.* from listing l where ${sql} ${behind}
        order by l.${key} ${direction}, l.ticket ${direction} limit $${values.push(wish.limit + 1)}) as l
      order by l.${key} ${direction}, l.ticket ${direction}`,
    values,
  );
  const last = rows.at(wish.limit - 1);
  const more = rows.length > wish.limit && last !== undefined;
  return {
    rows: rows.slice(0, wish.limit).map((row) => listedOf(row, wish.sight)),
    next: more ? cursorOf(wish.sort, [given(last.at(-1) ?? ''), given(last[0] ?? '')]) : null,
  };
}

async function byRelevance(
  wire: Wire,
  wish: PageWish,
  sql: string,
  values: Parameter[],
  query: string,
): Promise<ListedPage> {
  const skip = wish.cursor === null ? 0 : Number(placeOf(wish.cursor, wish.sort)[0]);
  if (!Number.isSafeInteger(skip) || skip < 0) throw new BadCursor();
  const words = wish.sight.internal ? 'all_words' : 'public_words';
  const rows = await ask(
    wire,
    `select ${shown}, ${besides(wish, values)} from (
        select l.* from (
          select *, ts_rank_cd(l.${words}, ${query}) as rank from listing l where ${sql}
          order by l.updated_key desc, l.ticket desc limit ${weighed}) as l
        order by l.rank desc, l.updated_key desc, l.ticket desc
        limit $${values.push(wish.limit + 1)} offset $${values.push(skip)}) as l
      order by l.rank desc, l.updated_key desc, l.ticket desc`,
    values,
  );
  const next = rows.length > wish.limit ? cursorOf('relevance', [String(skip + wish.limit), '']) : null;
  return { rows: rows.slice(0, wish.limit).map((row) => listedOf(row, wish.sight)), next };
}

async function ask(wire: Wire, sql: string, values: readonly Parameter[]): Promise<readonly Row[]> {
  const { rows } = await wire.use((session) => session.run(sql, values));
  return rows;
}

function listedOf(row: Row, { internal, connections }: Sight): Listed {
  const text = (at: number): string => given(row[at] ?? '');
  const maybe = (at: number): string | null => givenOrNull(row[at] ?? null);
  const keyed = (key: string | null, name: string | null): Keyed | null =>
    key === null ? null : { key, name: name ?? key };
  return {
    id: text(0),
    number: maybe(1),
    title: text(2),
    kind: text(3) as Listed['kind'],
    status: text(4) as Listed['status'],
    pendingReason: maybe(5) as Listed['pendingReason'],
    approval: text(6) as Listed['approval'],
    escalation: text(7) as Listed['escalation'],
    audience: text(8) as Listed['audience'],
    priority: row[9] === null ? null : Number(row[9]),
    category: maybe(10),
    team: keyed(maybe(11), null),
    agent: keyed(maybe(12), maybe(13)),
    requester: keyed(maybe(14), maybe(15)),
    site: maybe(16),
    organisation: maybe(17),
    turn: text(18) as Listed['turn'],
    due: maybe(19),
    created: maybe(20),
    updated: maybe(21),
    connections: (JSON.parse(row[22] ?? '[]') as string[])
      .map(given)
      .filter((name) => connections === null || connections.includes(name)),
    lines: Number(row[internal ? 24 : 23]),
    files: Number(row[internal ? 26 : 25]),
    unread: row[27] === 't',
    travel: text(28) as Travel,
    followed: row[29] === 't',
    lead: leadOf(row[30] ?? null),
    members: Number(row[31]),
  };
}

function leadOf(json: string | null): Listed['lead'] {
  if (json === null) return null;
  const [id, number, title, byHand] = JSON.parse(json) as [string, string | null, string, boolean];
  return { id: given(id), number: givenOrNull(number), title: given(title), byHand };
}

function cursorOf(sort: Sort, place: readonly [string, string]): string {
  return Buffer.from(JSON.stringify([sort, ...place])).toString('base64url');
}

function placeOf(cursor: string, sort: Sort): readonly [string, string] {
  try {
    const [of, key, id] = JSON.parse(Buffer.from(cursor, 'base64url').toString()) as unknown[];
    if (of === sort && typeof key === 'string' && typeof id === 'string') return [key, id];
  } catch {
    // Whatever else it is, no page gave it.
  }
  throw new BadCursor();
}
