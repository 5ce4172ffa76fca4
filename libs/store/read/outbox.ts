import type { Act, Attempt, IntentState, OutboxRow, Trouble } from '@passerelle/sync';
import type { Instant, TicketId } from '@passerelle/ticket';
import type { Row, Wire } from '../wire/session.js';
import { bothOf, given, givenOrNull, kept } from '../wire/text.js';
import { textArray } from '../wire/text-array.js';
import { each } from './each.js';

const columns = `key, connection, ticket, act, position, route, run, state, due, tries,
  array_to_json(attempts) as attempts, trouble_kind, trouble_message, trouble_french, since, urgent, seq`;

/**
 * Walks the queue in the order in which it was filled and stops at the limit. An intent opens its ticket when it is the
 * first of it in the queue and nothing of the ticket waits for anything; the correlated aggregate keeps that a look at a
 * few rows per ticket, whatever the planner believes of the table.
 */
const dueSql = `with open as materialized (
    select o.ticket, o.seq from outbox o
    where o.connection = $1 and o.state = 'queued' and o.ticket <> all($4::text[])
      and not exists (select from pause p where p.scope = 'ticket:' || o.ticket) and (
      select bool_and(e.state = 'obeyed' or (e.state = 'queued' and e.due <= $2 and e.seq >= o.seq))
      from outbox e where e.ticket = o.ticket and e.connection = o.connection)
    order by o.seq limit $3)
  select o.* from open cross join lateral (
    select ${columns} from outbox where ticket = open.ticket and connection = $1 offset 0) as o
  where o.state = 'queued' order by open.seq, o.position, o.seq`;

/**
 * Whole tickets of which something is urgent, the same way. They have an index of their own, and the state is asked in a form
 * that the one of all open intents does not serve: the planner would walk through that.
 */
const urgentSql = `with open as materialized (
    select o.ticket, min(o.seq) as seq from outbox o
    where o.connection = $1 and o.urgent and case when o.state = 'queued' then true else false end and o.ticket <> all($4::text[])
      and not exists (select from pause p where p.scope = 'ticket:' || o.ticket) and (
      select bool_and(e.state = 'obeyed' or (e.state = 'queued' and e.due <= $2))
      from outbox e where e.ticket = o.ticket and e.connection = o.connection)
    group by o.ticket order by 2 limit $3)
  select o.* from open cross join lateral (
    select ${columns} from outbox where ticket = open.ticket and connection = $1 offset 0) as o
  where o.state = 'queued' order by open.seq, o.position, o.seq`;

export async function due(
  wire: Wire,
  connection: string,
  now: Instant,
  limit: number,
  except: readonly TicketId[],
): Promise<readonly OutboxRow[]> {
  return wire.use(async (session) => {
    const ask = async (sql: string, most: number, passed: readonly TicketId[]): Promise<readonly OutboxRow[]> => {
      const values = [kept(connection), now, Math.max(most, 0), textArray(passed.map(kept))];
      return (await session.run(sql, values)).rows.map(rowOf);
    };
    const urgent = await ask(urgentSql, limit, except);
    const tickets = [...new Set(urgent.map(({ ticket }) => ticket))];
    return [...urgent, ...(await ask(dueSql, limit - tickets.length, [...except, ...tickets]))];
  });
}

export async function inState(
  wire: Wire,
  connection: string,
  state: IntentState,
  limit: number,
): Promise<readonly OutboxRow[]> {
  const { rows } = await wire.use((session) =>
    session.run(`select ${columns} from outbox where connection = $1 and state = $2 order by seq limit $3`, [
      kept(connection),
      state,
      Math.max(limit, 0),
    ]),
  );
  return rows.map(rowOf);
}

export async function outboxOf(wire: Wire, tickets: readonly TicketId[]): Promise<readonly OutboxRow[]> {
  if (tickets.length === 0) return [];
  const { rows } = await wire.use((session) =>
    session.run(`${each(columns, 'outbox', 'ticket = wanted.id', 1)} order by ticket, connection, position, seq`, [
      textArray([...new Set(tickets)].map(kept)),
    ]),
  );
  return rows.map(rowOf);
}

export async function intents(wire: Wire, keys: readonly string[]): Promise<ReadonlyMap<string, OutboxRow>> {
  if (keys.length === 0) return new Map();
  const { rows } = await wire.use((session) =>
    session.run(each(columns, 'outbox', 'key = wanted.id', 1), [textArray([...new Set(keys)].map(kept))]),
  );
  return new Map(rows.map(rowOf).map((row) => [row.key, row]));
}

export async function outboxTally(wire: Wire, connection: string): Promise<Readonly<Record<IntentState, number>>> {
  const { rows } = await wire.use((session) =>
    session.run('select state, count(*) from outbox where connection = $1 group by state', [kept(connection)]),
  );
  const count = (state: IntentState): number => Number(rows.find(([name]) => name === state)?.[1] ?? 0);
  return { queued: count('queued'), in_flight: count('in_flight'), obeyed: count('obeyed'), dead: count('dead') };
}

const nextDueSql = `select min(due) from (
    select max(due) as due from outbox o where connection = $1 and state <> 'obeyed'
      and not exists (select from pause p where p.scope = 'ticket:' || o.ticket)
    group by ticket having bool_and(state = 'queued')) as ready`;

export async function nextDue(wire: Wire, connection: string): Promise<Instant | null> {
  const { rows } = await wire.use((session) => session.run(nextDueSql, [kept(connection)]));
  return rows[0]?.[0] ?? null;
}

function rowOf(row: Row): OutboxRow {
  const [key, connection, ticket, act, position, route, run, state, due, tries, attempts, ...rest] = row;
  const [troubleKind, troubleMessage, troubleFrench, since, urgent] = rest;
  return {
    key: given(key ?? ''),
    connection: given(connection ?? ''),
    ticket: given(ticket ?? ''),
    act: JSON.parse(act ?? '') as Act,
    position: Number(position),
    route: given(route ?? ''),
    run: given(run ?? ''),
    state: state as IntentState,
    due: due ?? '',
    tries: Number(tries),
    attempts: JSON.parse(attempts ?? '[]') as Attempt[],
    trouble:
      typeof troubleKind === 'string'
        ? {
            kind: troubleKind as Trouble['kind'],
            message: bothOf(givenOrNull(troubleMessage ?? null) ?? '', givenOrNull(troubleFrench ?? null)),
          }
        : null,
    since: since ?? null,
    ...(urgent === 't' && { urgent: true }),
  };
}
