import type { TicketId } from '@passerelle/ticket';
import type { Changes } from '../ports/store.js';
import { forgetIntents } from './outbox.js';
import { at, countNumbers, pair, type LineBonds, type State } from './state.js';

/** Tickets by connection. */
export function grouped(forgotten: NonNullable<Changes['forgotten']>): ReadonlyMap<string, ReadonlySet<TicketId>> {
  const tickets = new Map<string, Set<TicketId>>();
  for (const { connection, ticket } of forgotten) at(tickets, connection, () => new Set()).add(ticket);
  return tickets;
}

/** Whatever tied these tickets to one connection goes; the tickets stay. */
export function forget(state: State, connection: string, tickets: ReadonlySet<TicketId>): void {
  for (const ticket of tickets) {
    const bonds = state.bondsByTicket.get(ticket);
    for (const bond of bonds?.values() ?? []) {
      if (bond.connection !== connection) continue;
      bonds?.delete(pair(connection, bond.native));
      state.bonds.get(connection)?.byNative.delete(bond.native);
      countNumbers(state, ticket, [bond.number], -1);
    }
    forgetLines(state.entryBonds.get(connection), ticket);
    forgetLines(state.attachmentBonds.get(connection), ticket);
  }
  forgetIntents(state.outbox, connection, tickets);
}

function forgetLines<T extends { readonly native: string | null }>(
  bonds: LineBonds<T> | undefined,
  ticket: TicketId,
): void {
  for (const [line, { native }] of bonds?.byTicket.get(ticket) ?? []) {
    bonds?.byLine.delete(line);
    if (native !== null) bonds?.lineOf.delete(pair(ticket, native));
  }
  bonds?.byTicket.delete(ticket);
}
