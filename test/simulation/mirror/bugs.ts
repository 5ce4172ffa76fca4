import type { Keyed, NativeCommand } from '@passerelle/connector';
import type { Changes, KeptTicket, OutboxRow } from '@passerelle/sync';
import type { Sabotage } from './host.js';
import {
  withCommands,
  withCommits,
  withConnectors,
  withNatives,
  withReceipts,
  withRoutes,
  withSinks,
  withSources,
  withStore,
} from './planted.js';
import type { Bug } from './bug.js';
import { without, landed, backwards, attemptsKeptLate, valuesOfThePlan } from './misdeeds.js';

export type { Bug } from './bug.js';

const toys = { tools: ['toy', 'toy'] } as const;

export const bugs: readonly Bug[] = [
  {
    name: 'nobody looks for the mark before a retry',
    plot: toys,
    fast: true,
    spoil: withSinks(() => ({ find: () => Promise.resolve({ verdict: 'not-landed' }) })),
  },
  { name: '«not landed» is believed at once', plot: toys, spoil: withSinks(() => ({ settled: 0 })) },
  {
    name: 'a 500 is taken for done',
    plot: toys,
    fast: true,
    spoil: withReceipts((receipt, command) =>
      receipt.outcome === 'unknown' && command && command.kind !== 'create' && typeof command.id === 'string'
        ? { key: receipt.key, outcome: 'done', id: command.id }
        : receipt,
    ),
  },
  {
    name: 'unknown is taken for failed',
    plot: toys,
    fast: true,
    spoil: withReceipts((receipt) => (receipt.outcome === 'unknown' ? { ...receipt, outcome: 'failed' } : receipt)),
  },
  {
    name: 'an internal line that is sent again is sent in public',
    plot: toys,
    spoil: withCommands((command, nth) =>
      nth > 0 && command.kind === 'append'
        ? { ...command, entry: { ...command.entry, journal: 'reply', audience: 'public' } }
        : command,
    ),
  },
  {
    name: 'a public journal is declared internal',
    plot: toys,
    fast: true,
    spoil: (ground, site) => {
      const spoilt = withCommands((command) =>
        command.kind === 'append'
          ? { ...command, entry: { ...command.entry, journal: 'reply', audience: 'public' } }
          : command,
      );
      return spoilt(ground, site);
    },
  },
  {
    name: 'copies of lines are not known again',
    plot: toys,
    fast: true,
    spoil: withCommits(({ entryBonds, ...rest }) => ({
      ...rest,
      entryBonds:
        entryBonds?.map((bond) => ({ ...bond, native: bond.native === null ? null : `x${bond.native}` })) ?? [],
    })),
  },
  {
    name: 'copies of files are not known again',
    plot: toys,
    fast: true,
    spoil: withStore(() => ({ attachmentBonds: () => Promise.resolve([]) })),
  },
  {
    name: 'whatever carries a header is taken for ours',
    plot: toys,
    fast: true,
    spoil: withNatives((native) => ({
      ...native,
      entries: native.entries.filter(({ text }) => !/^\[\S+ \S+ · \d+ ·/u.test(text)),
    })),
  },
  {
    name: 'whatever holds the mark is taken for landed',
    plot: toys,
    spoil: withSinks((sink, { source }) => ({
      find: async (sought, others) => {
        if (sought.kind !== 'append' || typeof sought.id !== 'string') return sink.find(sought, others);
        for await (const native of source?.read([sought.id]) ?? []) {
          const held = native.entries.find(({ text }) => text.includes(sought.entry.mark));
          const receipt = { key: sought.key, outcome: 'done', id: native.id, part: held?.id ?? null } as const;
          if (held) return { verdict: 'landed', receipt };
        }
        return { verdict: 'not-landed' };
      },
    })),
  },
  {
    name: 'a line is given a header at every hop',
    plot: { tools: ['toy', 'toy', 'toy'] },
    fast: true,
    spoil: withCommands((command) =>
      command.kind === 'append'
        ? {
            ...command,
            entry: {
              ...command.entry,
              text: `[alpha TOY00001 · 9 · X · Y]\n${command.entry.text}\n[beta TOY00001 · 9 · X]`,
            },
          }
        : command,
    ),
  },
  {
    name: 'a ticket that we made ourselves is taken for a new one',
    plot: toys,
    spoil: withNatives((native) => without(native, 'createdBy')),
  },
  {
    name: 'the shadow is not brought up to date after a write',
    plot: toys,
    spoil: withCommits(async (changes, store) => {
      const before = await store.bondsOf((changes.bonds ?? []).map(({ ticket }) => ticket));
      const bonds = (changes.bonds ?? []).map((bond) => {
        const known = before.find(({ connection, native }) => connection === bond.connection && native === bond.native);
        return bond.shadow?.digest === 'written' && known ? { ...bond, shadow: known.shadow } : bond;
      });
      return { ...changes, bonds };
    }),
  },
  {
    name: 'the shadow is whatever the tool says now',
    plot: toys,
    spoil: withCommits(async (changes, _store, site) => {
      const bonds = await Promise.all(
        (changes.bonds ?? []).map(async (bond) => {
          const source = site.tools.get(bond.connection)?.hand.source;
          if (bond.shadow?.digest !== 'written') return bond;
          for await (const native of source?.read([bond.native]) ?? [])
            return { ...bond, shadow: { digest: 'written', fields: native.fields } };
          return bond;
        }),
      );
      return { ...changes, bonds };
    }),
  },
  {
    name: 'the owner of a field is ignored',
    plot: toys,
    spoil: withRoutes((route) => ({ ...route, owns: {} })),
  },
  {
    name: 'the direction of a field is ignored',
    plot: toys,
    spoil: withRoutes((route) => ({ ...route, fields: {} })),
  },
  {
    name: 'a tool closes that does not close',
    plot: { tools: ['toy', 'servicenow'] },
    spoil: withRoutes((route) => ({ ...route, closes: null })),
  },
  {
    name: 'a conflict is decided and not told',
    plot: toys,
    spoil: withCommits((changes) => without(changes, 'conflicts')),
  },
  {
    name: 'a ticket is compared while something is in flight to it',
    plot: { ...toys, weather: { silent: 0.15, doneThenError: 0.15 } },
    spoil: withStore((store) => ({ outboxOf: async (ids) => (await store.outboxOf(ids)).map(landed) })),
  },
  {
    name: 'what was postponed is forgotten',
    plot: toys,
    spoil: withCommits((changes) => without(changes, 'postponed')),
  },
  {
    name: 'a page is kept although another tool was heard meanwhile',
    plot: toys,
    spoil: withCommits(({ tickets, ...rest }) => ({
      ...rest,
      ...(tickets && { tickets: tickets.map((ticket) => without(ticket, 'was')) }),
    })),
  },
  {
    name: 'the cursor is saved before the work',
    plot: { ...toys, weather: { kill: 0.95 } },
    spoil: withCommits(async ({ cursors, ...rest }, store) => {
      if (cursors && cursors.length > 0) await store.commit({ cursors });
      return rest;
    }),
  },
  {
    name: 'the cursor is our own clock',
    plot: toys,
    spoil: withSources((source, site) => ({
      pull: async function* (cursor, signal) {
        for await (const page of source.pull(cursor, signal))
          yield { ...page, cursor: new Date(site.time.now()).toISOString() };
      },
    })),
  },
  {
    name: 'the cursor leaves out the second that is still open',
    plot: toys,
    spoil: withSources((source) => ({
      pull: (cursor, signal) =>
        source.pull(cursor === null ? null : new Date(Date.parse(cursor) + 1_000).toISOString(), signal),
    })),
  },
  {
    name: 'a short page is taken for the last',
    plot: toys,
    spoil: withSources((source) => ({
      pull: async function* (cursor, signal) {
        for await (const page of source.pull(cursor, signal)) {
          yield page;
          return;
        }
      },
    })),
  },
  {
    name: 'an attempt is not kept before it is sent',
    plot: { ...toys, weather: { kill: 0.95 } },
    spoil: attemptsKeptLate,
  },
  {
    name: 'the order within a ticket is not kept',
    plot: toys,
    fast: true,
    spoil: withStore((store) => ({ due: async (...asked) => backwards(await store.due(...asked)) })),
  },
  {
    name: 'values are sent as they were when they were planned',
    plot: toys,
    spoil: withStore(valuesOfThePlan),
  },
  {
    name: 'the fence is ignored',
    plot: { ...toys, weather: { freeze: 0.9, kill: 0 } },
    spoil: withStore((store) => ({
      commit: (changes) => store.commit(changes),
      lease: (connection) => Promise.resolve({ connection, epoch: 1 }),
    })),
  },
  {
    name: 'every retry has a key of its own',
    plot: toys,
    spoil: withSinks((sink) => {
      let nth = 0;
      return {
        apply: async function* (batch, signal) {
          const fresh = new Map(
            batch.map(({ key }) => [key, `${key.slice(0, 24)}${String((nth += 1)).padStart(8, '0')}`]),
          );
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
      };
    }),
  },
  {
    name: 'what was taken back is told again',
    plot: toys,
    spoil: withStore((store) => ({
      bondsOf: async (ids) => {
        const bonds = await store.bondsOf(ids);
        const gone = bonds.filter(({ tombstone }) => tombstone !== null);
        if (gone.length > 0)
          await store.commit({ forgotten: gone.map(({ connection, ticket }) => ({ connection, ticket })) });
        return bonds.filter(({ tombstone }) => tombstone === null);
      },
    })),
  },
  {
    name: 'the pace is forgotten',
    plot: { ...toys, unpaced: true },
    fast: true,
    spoil: (ground) => ground,
  },
  {
    name: 'nobody looks whether somebody changed the ticket there',
    plot: toys,
    spoil: withConnectors(({ source }, name, { store }) =>
      source
        ? {
            source: {
              ...source,
              read: async function* (ids, signal) {
                const bonds = await store.bonds(name, ids);
                for await (const native of source.read(ids, signal)) {
                  const fields = bonds.get(native.id)?.shadow?.fields;
                  yield fields ? { ...native, fields } : native;
                }
              },
            },
          }
        : {},
    ),
  },
];
