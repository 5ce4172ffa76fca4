import {
  Fault,
  receiptOf,
  type CommandKind,
  type Done,
  type IdempotencyKey,
  type NativeId,
  type Receipt,
  type TicketSink,
} from '@passerelle/connector';
import { identityOf } from './health.js';
import { ticketNumber } from './id.js';
import { headsByIds } from './reading/read-heads.js';
import { carryOut } from './writing/carry-out.js';
import type { Act, Came, Steps } from './writing/acts.js';
import { chainsOf, obey } from './writing/chains.js';
import { find } from './writing/find.js';
import { normalise } from './writing/normal.js';
import type { Writer } from './writing/writer.js';

const accepts: ReadonlySet<CommandKind> = new Set([
  'create',
  'update',
  'transition',
  'append',
  'amend',
  'retract',
  'attach',
  'link',
  'unlink',
  'relate',
  'remove',
] as const);

interface Running {
  readonly steps: Steps<void>;
  acts: readonly Act[];
}

export function openSink(writer: Writer): TicketSink {
  const { server, names } = writer;
  const { config } = server;
  const made = new Map<IdempotencyKey, Done>();

  const pinned = async (signal?: AbortSignal): Promise<Fault | null> => {
    if (config.instance === undefined) return null;
    const found = identityOf(server, await server.session(signal));
    if (found === config.instance) return null;
    return server.fault('unauthorized', {
      fr: `c’est ${found}, et non ${config.instance}, pour laquelle la connexion a été faite ; rien n’y est écrit`,
      en: `this is ${found} and not ${config.instance}, which the connection was set up against; nothing is written to it`,
    });
  };

  return {
    accepts,
    settled: config.settled * 1000,
    async keeps() {
      // 9.5 mails the requester of a new ticket whatever it is told.
      const hushed = config.silent && (await server.encoding()) !== 'legacy';
      return { author: true, instant: true, silence: hushed };
    },
    async *apply(batch, signal, others) {
      const keys = new Set<string>();
      const once = batch.filter(({ key }) => !keys.has(key) && keys.add(key));
      if (once.length === 0) return;
      if (signal?.aborted)
        throw server.fault('unavailable', {
          fr: 'arrêté ; ce qui n’a pas d’accusé n’a pas été envoyé',
          en: 'stopped; what has no receipt was not sent',
        });
      try {
        const foreign = await pinned(signal);
        if (foreign) throw foreign;
      } catch (error) {
        if (!(error instanceof Fault)) throw error;
        yield* once.map(({ key }) => receiptOf(key, error));
        return;
      }
      const told: Receipt[] = [];
      let running: Running[] = chainsOf(once, made).flatMap((chain) =>
        advance(obey(writer, chain, made, (receipt) => void told.push(receipt), others)),
      );
      yield* told.splice(0);
      while (running.length > 0) {
        if (signal?.aborted)
          throw server.fault('unavailable', {
            fr: 'arrêté ; ce qui n’a pas d’accusé a peut-être été envoyé',
            en: 'stopped; what has no receipt may have been sent',
          });
        const came = await carryOut(
          server,
          names,
          running.flatMap(({ acts }) => acts),
          signal,
        );
        let from = 0;
        running = running.flatMap(({ steps, acts }) => {
          const mine = came.slice(from, from + acts.length);
          from += acts.length;
          return advance(steps, mine);
        });
        yield* told.splice(0);
      }
    },
    find: (sought, others) => find(writer, sought, others),
    normal: (_nativeClass, field, value) => normalise(config, field, value),
    async adoptable(numbers) {
      const found = new Map<string, readonly NativeId[]>();
      const asked = [...new Set(numbers)].filter((number) => ticketNumber(number) !== null);
      for (let from = 0; from < asked.length; from += 40)
        for (const [id, head] of await headsByIds(server, names, asked.slice(from, from + 40)))
          if (head.mark === null) found.set(id, [id]);
      return found;
    },
  };
}

/** Goes on to the next thing that has to be done outside; nothing when it is over. */
function advance(steps: Steps<void>, came?: readonly Came[]): Running[] {
  const next = came === undefined ? steps.next() : steps.next(came);
  return next.done ? [] : [{ steps, acts: next.value }];
}
