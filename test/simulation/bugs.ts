import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import {
  asIs,
  Fault,
  type Connector,
  type Keyed,
  type NativeCommand,
  type Receipt,
  type TicketSink,
  type TicketSource,
} from '@passerelle/connector';
import { intentKey, type Changes, type Flow, type OutboxRow, type Store } from '@passerelle/sync';
import { fairWeather, type Weather } from './chance.js';
import type { Sabotage } from './process.js';

/** A bug that somebody might write, planted from outside by wrapping a port. */
export interface Bug {
  readonly name: string;
  readonly spoil: Sabotage;
  /** Weather in which it shows; else what the seeds draw. */
  readonly weather?: Partial<Weather>;
  /** Where the first processes die, where chance would seldom find the place. */
  readonly kills?: (seed: number) => readonly number[];
}

const withStore =
  (change: (store: Store, flow: Flow) => Partial<Store>): Sabotage =>
  (flow) => ({ ...flow, store: { ...flow.store, ...change(flow.store, flow) } });

const withTarget =
  (change: (connector: Connector) => Partial<Connector>): Sabotage =>
  (flow) => {
    const connector = { ...flow.mouth.connector, ...change(flow.mouth.connector) };
    return { ...flow, mouth: { ...flow.mouth, connector } };
  };

const withSink = (change: (sink: TicketSink) => Partial<TicketSink>): Sabotage =>
  withTarget(({ sink }) => (sink ? { sink: { ...sink, ...change(sink) } } : {}));

/** Every receipt passes through; null drops it. */
const withReceipts = (change: (receipt: Receipt, command: Keyed<NativeCommand> | undefined) => Receipt): Sabotage =>
  withSink((sink) => ({
    apply: async function* (batch, signal) {
      const commands = new Map(batch.map((command) => [command.key, command]));
      for await (const receipt of sink.apply(batch, signal)) yield change(receipt, commands.get(receipt.key));
    },
  }));

const withCommits = (change: (changes: Changes, store: Store, flow: Flow) => Promise<Changes> | Changes): Sabotage =>
  withStore((store, flow) => ({
    commit: async (changes, fences) => store.commit(await change(changes, store, flow), fences),
  }));

function as(fault: Fault, kind: Fault['kind'], status: number | undefined): Fault {
  return new Fault({
    kind,
    connection: 'target',
    message: asIs(fault.message),
    ...(status === undefined ? {} : { status }),
  });
}

/** The rows of each ticket but its creation, the other way round. */
function backwards(rows: readonly OutboxRow[]): readonly OutboxRow[] {
  return [...Map.groupBy(rows, ({ ticket }) => ticket).values()].flatMap((own) => {
    const creation = own.filter(({ act }) => act.kind === 'create');
    return [...creation, ...own.filter(({ act }) => act.kind !== 'create').toReversed()];
  });
}

const attemptsKeptLate = (): Sabotage => {
  return withStore((store) => {
    const held = new Map<string, NonNullable<Changes['attempts']>[number]>();
    return {
      commit: (changes, fences) => {
        for (const one of changes.attempts ?? []) held.set(one.key, one);
        const attempts = (changes.resolutions ?? []).flatMap(({ key }) => {
          const late = held.get(key);
          held.delete(key);
          return late ? [late] : [];
        });
        return store.commit({ ...changes, attempts }, fences);
      },
    };
  });
};

export const bugs: readonly Bug[] = [
  {
    name: 'nobody looks for the mark before a retry',
    spoil: withSink(() => ({ find: () => Promise.resolve({ verdict: 'not-landed' }) })),
  },
  { name: '«not landed» is believed at once', spoil: withSink(() => ({ settled: 0 })) },
  {
    name: 'the error of a gateway is taken for an answer of the tool',
    spoil: withReceipts((receipt) =>
      receipt.outcome === 'unknown' && receipt.fault.status === 504
        ? { ...receipt, fault: as(receipt.fault, 'unavailable', 500) }
        : receipt,
    ),
  },
  {
    name: 'the cursor is saved before the work',
    weather: fairWeather,
    kills: (seed) => [17 + (seed % 8)],
    spoil: withCommits(async ({ cursors, ...rest }, store) => {
      if (cursors && cursors.length > 0) await store.commit({ cursors });
      return rest;
    }),
  },
  { name: 'an attempt is not kept before it is sent', spoil: (flow) => attemptsKeptLate()(flow) },
  {
    name: 'the order within a ticket is not kept',
    spoil: withStore((store) => ({ due: async (...asked) => backwards(await store.due(...asked)) })),
  },
  {
    name: 'what follows a dead intent is sent all the same',
    spoil: withStore((store) => ({
      due: async (connection, now, limit, except) => {
        const dead = new Set((await store.inState(connection, 'dead', 1_000)).map(({ ticket }) => ticket));
        const queued = await store.inState(connection, 'queued', 1_000);
        const freed = queued.filter(({ ticket }) => dead.has(ticket) && !except.includes(ticket));
        return [...(await store.due(connection, now, limit, except)), ...freed];
      },
    })),
  },
  {
    name: 'a receipt that says nothing is taken for done',
    spoil: withReceipts((receipt, command) =>
      receipt.outcome === 'unknown' && command && command.kind !== 'create' && typeof command.id === 'string'
        ? { key: receipt.key, outcome: 'done', id: command.id }
        : receipt,
    ),
  },
  {
    name: 'unknown is taken for failed',
    spoil: withReceipts((receipt) => (receipt.outcome === 'unknown' ? { ...receipt, outcome: 'failed' } : receipt)),
  },
  {
    name: 'a public journal is declared internal',
    spoil: (flow) => {
      const mapping = { ...flow.mouth.mapping, journalFor: () => 'comments' };
      const connector: Connector = { ...flow.mouth.connector, journals: { comments: 'internal' } };
      return { ...flow, mouth: { ...flow.mouth, mapping, connector } };
    },
  },
  {
    name: 'public attachments are declared internal',
    spoil: withTarget(() => ({ attachments: 'internal' })),
  },
  {
    name: 'tickets that are there already are not adopted',
    spoil: withSink(() => ({ adoptable: () => Promise.resolve(new Map()) })),
  },
  {
    name: 'the fence is ignored',
    weather: { freeze: 0.9, kill: 0 },
    spoil: withStore((store) => ({
      commit: (changes) => store.commit(changes),
      lease: (connection) => Promise.resolve({ connection, epoch: 1 }),
    })),
  },
  {
    name: 'a new mapping is ignored',
    spoil: (flow) => ({ ...flow, spring: { ...flow.spring, mappingDigest: 'the same for ever' } }),
  },
  {
    name: 'nobody looks whether somebody changed the ticket there',
    spoil: (flow) =>
      withTarget(({ source }) => (source ? { source: { ...source, read: asRemembered(flow, source) } } : {}))(flow),
  },
  {
    name: 'the shadow is whatever the tool says now',
    spoil: withCommits(async (changes, _store, flow) => {
      const ours = (changes.bonds ?? []).filter(({ connection }) => connection === 'target');
      if (ours.length === 0) return changes;
      const says = new Map<string, NonNullable<(typeof ours)[number]['shadow']>['fields']>();
      for await (const native of flow.mouth.connector.source?.read(ours.map(({ native: id }) => id)) ?? [])
        says.set(native.id, native.fields);
      const bonds = (changes.bonds ?? []).map((bond) => {
        const fields = bond.connection === 'target' ? says.get(bond.native) : undefined;
        return fields ? { ...bond, shadow: { digest: 'said', fields } } : bond;
      });
      return { ...changes, bonds };
    }),
  },
  {
    name: 'a file is cut short on its way',
    spoil: (flow) => ({
      ...flow,
      files: {
        ...flow.files,
        open: async (hash) => {
          const whole = await buffer(await flow.files.open(hash));
          return Readable.from([whole.subarray(0, Math.max(whole.length - 1, 0))], { objectMode: false });
        },
      },
    }),
  },
  {
    name: 'every retry has a key of its own',
    spoil: (flow) =>
      withSink((sink) => ({
        apply: async function* (batch, signal) {
          const fresh = new Map(batch.map(({ key }) => [key, `${key.slice(0, 16)}${flow.random.hex(16)}`]));
          const own = new Map([...fresh].map(([key, other]) => [other, key]));
          const drawn = batch.map((command): Keyed<NativeCommand> => {
            const key = fresh.get(command.key) ?? command.key;
            if (command.kind === 'create' || typeof command.id === 'string') return { ...command, key };
            return {
              ...command,
              key,
              id: { createdBy: fresh.get(command.id.createdBy) ?? '' },
            } as Keyed<NativeCommand>;
          });
          for await (const receipt of sink.apply(drawn, signal)) yield { ...receipt, key: own.get(receipt.key) ?? '' };
        },
      }))(flow),
  },
  {
    name: 'a ticket that becomes again what it was is not told',
    spoil: withStore((store) => ({
      outboxOf: async (tickets) => {
        const rows = await store.outboxOf(tickets);
        return rows.filter(({ act, state }) => act.kind !== 'update' || state !== 'obeyed');
      },
    })),
  },
  {
    name: 'a change that is heard while its ticket is being created is not told',
    spoil: withCommits(async (changes, store) => {
      if (!changes.intents) return changes;
      const bonds = await store.bondsOf(changes.intents.map(({ ticket }) => ticket));
      const there = new Set(bonds.filter(({ connection }) => connection === 'target').map(({ ticket }) => ticket));
      const end = intentEnds(changes);
      const intents = changes.intents.filter(
        ({ act, ticket, key }) => act.kind !== 'update' || there.has(ticket) || end.has(key),
      );
      return { ...changes, intents };
    }),
  },
  {
    name: 'a wrong password buries what it met',
    spoil: withReceipts((receipt) =>
      receipt.outcome !== 'done' && receipt.fault.kind === 'unauthorized'
        ? { key: receipt.key, outcome: 'refused', fault: as(receipt.fault, 'rejected', 403) }
        : receipt,
    ),
  },
  {
    name: 'what closes a ticket is told before its journal',
    spoil: withStore((store) => ({
      due: async (...asked) => {
        const rows = await store.due(...asked);
        return [...Map.groupBy(rows, ({ ticket }) => ticket).values()].flatMap((own) => [
          ...own.filter(({ act }) => act.kind !== 'append'),
          ...own.filter(({ act }) => act.kind === 'append'),
        ]);
      },
    })),
  },
];

/** The words that end a ticket have the key that is derived from them. */
function intentEnds({ intents }: Changes): ReadonlySet<string> {
  return new Set(intents?.map(({ connection, ticket }) => intentKey(connection, ticket, 'update', 'end')));
}

/** Shows every bonded ticket as it was when we last wrote to it. */
function asRemembered({ store }: Flow, source: TicketSource): TicketSource['read'] {
  return async function* (ids, signal) {
    const bonds = await store.bonds('target', ids);
    for await (const native of source.read(ids, signal)) {
      const fields = bonds.get(native.id)?.shadow?.fields;
      yield fields ? { ...native, fields } : native;
    }
  };
}
