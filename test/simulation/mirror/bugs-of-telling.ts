import { type Bug, toys } from './bug.js';
import { believesEveryAnswer } from './misdeeds-of-answers.js';
import { without } from './misdeeds.js';
import {
  withConnectors,
  withStore,
  withCommits,
  withSinks,
  withNatives,
  withCommands,
  withReceipts,
} from './planted.js';

/** In what is sent, what is believed of an answer, and what is known again. */
export const bugsOfTelling: readonly Bug[] = [
  {
    name: 'nobody looks for the mark before a retry',
    plot: toys,
    fast: true,
    spoil: withSinks(() => ({ find: () => Promise.resolve({ verdict: 'not-landed' }) })),
  },
  {
    name: 'nobody asks which moves a tool has',
    plot: { tools: ['itop', 'glpi', 'servicenow'] },
    spoil: withConnectors(() => ({ lifecycle: { classes: {} } })),
  },
  {
    name: 'what a tool says after a write is taken for its own doing',
    // Somebody must type in the seconds between our creation and our look back at it.
    plot: { tools: ['glpi', 'servicenow'], weather: { slow: 0.15 } },
    spoil: believesEveryAnswer,
  },
  {
    name: 'what was tried before is forgotten when it is tried again',
    plot: { tools: ['itop', 'glpi'] },
    spoil: withStore((store) => ({
      due: async (...wanted) => (await store.due(...wanted)).map((row) => ({ ...row, attempts: [] })),
    })),
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
];
