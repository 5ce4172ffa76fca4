import { asIs, Fault, type Connector, type Receipt } from '@passerelle/connector';
import type { Resolution } from '@passerelle/sync';
import { type Bug, toys } from './bug.js';
import { believesOthersAtOnce } from './misdeeds.js';
import { mirrorRoute } from './routes.js';
import { withCommits, withReceipts, withSinks, withSources } from './planted.js';

/** In what is made of an answer that was cut short, and of what others sent: each was once written. */
export const bugsOfAnswers: readonly Bug[] = [
  {
    name: 'an answer that was cut short is taken for a refusal',
    plot: { tools: ['intranet-form', 'glpi'], weather: { partial: 0.1 } },
    spoil: withReceipts((receipt) =>
      receipt.outcome === 'failed' && receipt.fault.kind === 'malformed' ? refused(receipt) : receipt,
    ),
  },
  {
    name: 'a sink goes on past a line that failed',
    plot: toys,
    spoil: withSinks((sink) => ({
      apply: async function* (batch, ...more) {
        for (const command of batch) yield* sink.apply([command], ...more);
      },
    })),
  },
  {
    name: 'a ticket that was made and could not be read back is told to have failed',
    plot: { ...toys, weather: { partial: 0.1, kill: 0.95 } },
    spoil: withSinks((sink, { source }) => ({
      apply: async function* (batch, ...more) {
        const made = new Set(batch.flatMap(({ kind, key }) => (kind === 'create' ? [key] : [])));
        for await (const receipt of sink.apply(batch, ...more)) {
          const fault = receipt.outcome === 'done' && made.has(receipt.key) ? await unread(source, receipt.id) : null;
          yield fault ? { key: receipt.key, outcome: 'failed', fault } : receipt;
        }
      },
    })),
  },
  {
    name: 'what another host sent is believed not to have landed',
    plot: { ...toys, weather: { rival: 1, zombie: 0.15 } },
    spoil: believesOthersAtOnce,
  },
  {
    name: 'a cursor keeps up with a clock that may be set back',
    plot: { ...toys, weather: { step: 0.3 } },
    spoil: withSources((source) => ({
      pull: async function* (cursor, signal) {
        for await (const page of source.pull(cursor, signal))
          yield { ...page, cursor: new Date(Date.parse(page.cursor) + 10_000).toISOString() };
      },
    })),
  },
  {
    name: 'what a closed ticket refused is never tried again',
    plot: { tools: ['toy', 'glpi'], routes: [mirrorRoute(['alpha', 'beta'], { closes: 'alpha' })] },
    spoil: withCommits(async (changes, store, { tools }) => {
      const dead = new Set<string>();
      for (const name of tools.keys()) for (const { key } of await store.inState(name, 'dead', 1_000)) dead.add(key);
      const revives = ({ key, state }: Resolution): boolean => state === 'queued' && dead.has(key);
      return { ...changes, resolutions: (changes.resolutions ?? []).filter((one) => !revives(one)) };
    }),
  },
];

function refused({ key, fault }: Extract<Receipt, { readonly outcome: 'failed' }>): Receipt {
  const { connection, message } = fault;
  return {
    key,
    outcome: 'refused',
    fault: new Fault({ kind: 'rejected', connection, message: asIs(message), landed: 'no' }),
  };
}

async function unread(source: Connector['source'], id: string): Promise<Fault | null> {
  try {
    for await (const native of source?.read([id]) ?? []) if (native.id === id) return null;
    return null;
  } catch (error) {
    if (error instanceof Fault) return error;
    throw error;
  }
}
