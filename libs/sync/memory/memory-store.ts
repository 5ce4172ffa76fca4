import { dueTimers } from '@passerelle/workflow';
import type { Store } from '../ports/store.js';
import { apply } from './apply.js';
import { check } from './check.js';
import { leases as newLeases } from './leases.js';
import { dueRows, laneOf, nextDue, rowsOf } from './outbox.js';
import {
  bondsOf,
  bondsOfConnection,
  byNumber,
  conflicts,
  lineBonds,
  pausedTickets,
  runsOf,
  scan,
  tickets,
} from './read.js';
import { emptyState, pair } from './state.js';

/** The store that the simulation runs on. A commit is one synchronous step: checked as a whole, then kept as a whole. */
export function memoryStore(): Store {
  const state = emptyState();
  const leases = newLeases();
  return {
    commit: async (changes, fences = []) => {
      check(state, leases, changes, fences);
      apply(state, changes);
    },
    tickets: async (ids) => tickets(state, ids),
    scan: async (wanted) => scan(state, wanted),
    byNumber: async (number) => byNumber(state, number),
    bonds: async (connection, natives) => {
      const kept = state.bonds.get(connection)?.byNative;
      return new Map(
        natives.flatMap((native) => {
          const bond = kept?.get(native);
          return bond ? [[native, bond] as const] : [];
        }),
      );
    },
    bondsOf: async (ids) => bondsOf(state, ids),
    entryBonds: async (connection, ids) => lineBonds(state.entryBonds, connection, ids),
    attachmentBonds: async (connection, ids) => lineBonds(state.attachmentBonds, connection, ids),
    bondsOfConnection: async (connection, after, limit, origin) =>
      bondsOfConnection(state, connection, after, limit, origin),
    cursor: async (stream) => state.cursors.get(stream) ?? null,
    due: async (connection, now, limit, except) =>
      dueRows(state.outbox, connection, now, limit, [...except, ...pausedTickets(state)]),
    inState: async (connection, wanted, limit) =>
      [...rowsOf(state.outbox, connection)].filter((row) => row.state === wanted).slice(0, limit),
    outboxOf: async (ids) =>
      [...new Set(ids)].flatMap((id) => {
        const connections = new Set(state.outbox.byTicket.get(id)?.map(({ row }) => row.connection));
        return [...connections].toSorted().flatMap((connection) => laneOf(state.outbox, id, connection));
      }),
    intents: async (keys) =>
      new Map(
        keys.flatMap((key) => {
          const row = state.outbox.byKey.get(key)?.row;
          return row ? [[key, row] as const] : [];
        }),
      ),
    outboxTally: async (connection) => {
      const tally = { queued: 0, in_flight: 0, obeyed: 0, dead: 0 };
      for (const row of rowsOf(state.outbox, connection)) tally[row.state] += 1;
      return tally;
    },
    nextDue: async (connection) => nextDue(state.outbox, connection, pausedTickets(state)),
    quarantined: async (connection) =>
      [...(state.quarantine.get(connection)?.values() ?? [])].toSorted((a, b) =>
        a.at < b.at ? -1 : a.at > b.at ? 1 : 0,
      ),
    postponed: async (connection) => [...(state.postponed.get(connection)?.keys() ?? [])].toSorted(),
    madeUnder: async (connection, marks) =>
      new Map(
        [...(state.postponed.get(connection) ?? [])].flatMap(([native, mark]) =>
          mark !== null && marks.includes(mark) ? [[mark, native] as const] : [],
        ),
      ),
    conflicts: async (wanted) => conflicts(state, wanted),
    timersOf: async (ids) => [...state.timers.values()].filter(({ ticket }) => ids.includes(ticket)),
    dueTimers: async (now, limit) => dueTimers(state.timers.values(), now).slice(0, limit),
    pauses: async () => [...state.pauses.values()].toSorted((a, b) => (a.scope < b.scope ? -1 : 1)),
    personLinks: async (connection, persons) => {
      const kept = state.personLinks.get(connection);
      return new Map(
        persons.flatMap((person) => {
          const link = kept?.get(person);
          return link ? [[person, link] as const] : [];
        }),
      );
    },
    observations: async (connection, native) => [...(state.observations.get(pair(connection, native)) ?? [])],
    run: async (id) => state.runs.get(id) ?? null,
    runs: async (route) => runsOf(state, route),
    lease: async (connection, holder, now, ms) => leases.take(connection, holder, now, ms),
    release: async (fence, holder) => leases.release(fence, holder),
    leaseOf: async (connection) => leases.of(connection),
  };
}
