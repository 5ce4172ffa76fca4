import type { Keyed, NativeCommand } from '@passerelle/connector';
import { type Bug, toys } from './bug.js';
import { without, landed, backwards, attemptsKeptLate, valuesOfThePlan } from './misdeeds.js';
import { withStore, withCommits, withConnectors, withSinks, withSources, withRoutes } from './planted.js';

/** In whose word stands, in what is kept and when, and in the order of things. */
export const bugsOfFolding: readonly Bug[] = [
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
    name: 'what a tool was heard to say is not kept',
    plot: toys,
    fast: true,
    spoil: withCommits((changes) => without(changes, 'observations')),
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
