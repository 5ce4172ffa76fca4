import type { TicketId } from '@passerelle/ticket';
import type { Bond, Conflict, KeptTicket, RunRecord } from '../ports/records.js';
import type { Store, TicketScan } from '../ports/store.js';
import { oldestFirst } from './journal-order.js';
import { numberKey } from './number-key.js';
import type { LineBonds, State } from './state.js';

export function tickets(state: State, ids: readonly TicketId[]): ReadonlyMap<TicketId, KeptTicket> {
  return new Map(
    ids.flatMap((id) => {
      const whole = wholeTicket(state, id);
      return whole ? [[id, whole] as const] : [];
    }),
  );
}

function wholeTicket(state: State, id: TicketId): KeptTicket | null {
  const kept = state.tickets.get(id);
  if (!kept) return null;
  return {
    ...kept,
    entries: oldestFirst(state.entries.byTicket.get(id)?.values() ?? []),
    attachments: oldestFirst(state.attachments.byTicket.get(id)?.values() ?? []),
  };
}

export function scan(state: State, { bondedTo, notBondedTo, after, limit }: TicketScan): readonly KeptTicket[] {
  const found: KeptTicket[] = [];
  if (limit <= 0) return found;
  for (const id of state.ticketOrder.from(after)) {
    const living = new Set<string>();
    for (const bond of state.bondsByTicket.get(id)?.values() ?? []) {
      if (bond.tombstone === null) living.add(bond.connection);
    }
    if (!living.has(bondedTo) || (notBondedTo !== undefined && living.has(notBondedTo))) continue;
    const whole = wholeTicket(state, id);
    if (whole) found.push(whole);
    if (found.length === limit) break;
  }
  return found;
}

export function byNumber(state: State, number: string): readonly TicketId[] {
  return [...(state.numbers.get(numberKey(number))?.keys() ?? [])].toSorted();
}

export function bondsOf(state: State, ids: readonly TicketId[]): readonly Bond[] {
  return [...new Set(ids)].flatMap((id) => [...(state.bondsByTicket.get(id)?.values() ?? [])]);
}

export function lineBonds<T>(
  all: ReadonlyMap<string, LineBonds<T>>,
  connection: string,
  ids: readonly TicketId[],
): readonly T[] {
  const byTicket = all.get(connection)?.byTicket;
  return [...new Set(ids)].flatMap((id) => [...(byTicket?.get(id)?.values() ?? [])]);
}

export function bondsOfConnection(
  state: State,
  connection: string,
  after: string | null,
  limit: number,
  origin?: Bond['origin'],
): readonly Bond[] {
  const bonds = state.bonds.get(connection);
  const found: Bond[] = [];
  if (!bonds || limit <= 0) return found;
  for (const native of bonds.order.from(after)) {
    const bond = bonds.byNative.get(native);
    if (!bond || (origin !== undefined && bond.origin !== origin)) continue;
    found.push(bond);
    if (found.length === limit) break;
  }
  return found;
}

export function runsOf(state: State, route: string): readonly RunRecord[] {
  return [...state.runs.values()]
    .filter((run) => run.route === route)
    .toSorted((a, b) => (a.started < b.started ? -1 : a.started > b.started ? 1 : 0));
}

export function conflicts(
  state: State,
  { state: wanted, ticket, limit }: Parameters<Store['conflicts']>[0],
): readonly Conflict[] {
  return [...state.conflicts.values()]
    .filter((one) => (wanted === undefined || one.state === wanted) && (ticket === undefined || one.ticket === ticket))
    .toSorted((a, b) => (a.at === b.at ? (a.id < b.id ? -1 : 1) : a.at < b.at ? 1 : -1))
    .slice(0, limit);
}

const ofTicket = 'ticket:';

export function pausedTickets({ pauses }: State): ReadonlySet<TicketId> {
  return new Set(
    [...pauses.keys()].flatMap((scope) => (scope.startsWith(ofTicket) ? [scope.slice(ofTicket.length)] : [])),
  );
}
