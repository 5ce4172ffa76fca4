import type { TicketSink } from '@passerelle/connector';
import type { Changes, KeptTicket, OutboxRow } from '@passerelle/sync';
import type { Sabotage } from './host.js';
import { withCommits, type withStore } from './planted.js';

export function without<T extends object, K extends keyof T>(value: T, key: K): Omit<T, K> {
  const { [key]: _gone, ...rest } = value;
  return rest;
}

export function landed(row: OutboxRow): OutboxRow {
  return row.state === 'in_flight' ? { ...row, state: 'obeyed' } : row;
}

/** The rows of each ticket but its creation, the other way round. */
export function backwards(rows: readonly OutboxRow[]): readonly OutboxRow[] {
  return [...Map.groupBy(rows, ({ ticket }) => ticket).values()].flatMap((own) => {
    const creation = own.filter(({ act }) => act.kind === 'create');
    return [...creation, ...own.filter(({ act }) => act.kind !== 'create').toReversed()];
  });
}

export const attemptsOf = (held: Map<string, NonNullable<Changes['attempts']>[number]>, { resolutions }: Changes) =>
  (resolutions ?? []).flatMap(({ key }) => {
    const late = held.get(key);
    held.delete(key);
    return late ? [late] : [];
  });

export function attemptsKeptLate(...[ground, site]: Parameters<Sabotage>): ReturnType<Sabotage> {
  const held = new Map<string, NonNullable<Changes['attempts']>[number]>();
  const spoil = withCommits((changes) => {
    for (const one of changes.attempts ?? []) held.set(one.key, one);
    return { ...changes, attempts: attemptsOf(held, changes) };
  });
  return spoil(ground, site);
}

/** A ticket is told as it was when the oldest of what waits for it was planned. */
export function valuesOfThePlan(store: Parameters<Parameters<typeof withStore>[0]>[0]): Partial<typeof store> {
  const planned = new Map<string, KeptTicket['ticket']>();
  const claimed = new Set<string>();
  return {
    commit: async (changes, fences) => {
      await store.commit(changes, fences);
      for (const { ticket: id, connection, act } of changes.intents ?? []) {
        const kept = changes.tickets?.find(({ ticket }) => ticket.id === id)?.ticket;
        const place = `${connection} ${id}`;
        if (act.kind === 'update' && kept && !planned.has(place)) planned.set(place, kept);
      }
    },
    due: async (connection, ...asked) => {
      const rows = await store.due(connection, ...asked);
      for (const { ticket } of rows) claimed.add(`${connection} ${ticket}`);
      return rows;
    },
    tickets: async (ids) => {
      const kept = await store.tickets(ids);
      return new Map(
        [...kept].map(([id, whole]) => {
          const place = [...claimed].find((one) => one.endsWith(id));
          const then = place === undefined ? undefined : planned.get(place);
          if (place === undefined) return [id, whole];
          claimed.delete(place);
          planned.delete(place);
          return [id, then ? { ...whole, ticket: then } : whole];
        }),
      );
    },
  };
}

/** Waits for late effects of what it sent itself and of what was sent before it began, and for no others. */
export function believesOthersAtOnce(...[ground, { time }]: Parameters<Sabotage>): ReturnType<Sabotage> {
  const connected = [...ground.connected].map(([name, one]) => {
    const { sink } = one.connector;
    if (!sink) return [name, one] as const;
    let last = time.now();
    const hasty: TicketSink = Object.defineProperty({ ...sink }, 'settled', {
      get: () => (time.now() - last >= sink.settled ? 0 : sink.settled),
    });
    const apply: TicketSink['apply'] = async function* (...given) {
      try {
        yield* sink.apply(...given);
      } finally {
        last = time.now();
      }
    };
    return [name, { ...one, connector: { ...one.connector, sink: Object.assign(hasty, { apply }) } }] as const;
  });
  return { ...ground, connected: new Map(connected) };
}
