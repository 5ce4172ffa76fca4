import {
  Fault,
  type CommandKind,
  type Keyed,
  type NativeCommand,
  type Receipt,
  type TicketSink,
} from '@passerelle/connector';
import type { Companion } from './companion/detect.js';
import { companionDialect } from './companion/dialect.js';
import { loginsFor } from './companion/logins.js';
import { adoptable } from './writing/adoptable.js';
import { chainsOf, tableDialect } from './writing/chains.js';
import { landedEarlier, type Others } from './writing/earlier.js';
import { find } from './writing/find.js';
import { normalise } from './writing/normal.js';
import { runPack, together } from './writing/pack.js';
import { receiptOf } from './writing/receipts.js';
import type { Chain, Writer } from './writing/step.js';

const accepts: ReadonlySet<CommandKind> = new Set([
  'create',
  'update',
  'transition',
  'append',
  'attach',
  'relate',
  'remove',
] as const);

/** Tickets of a pack where each request travels by itself. */
const withoutBatches = 20;

export interface SinkParts {
  readonly writer: Writer;
  readonly companion: Companion;
  /** A Fault when this is not the instance that the connection was set up against. */
  readonly pinned: (signal?: AbortSignal) => Promise<Fault | null>;
}

export function openSink({ writer, companion, pinned }: SinkParts): TicketSink {
  const { instance } = writer;
  const { config } = instance;
  const prepare = async (batch: readonly Keyed<NativeCommand>[], signal?: AbortSignal, others?: Others) => {
    const foreign = await pinned(signal);
    if (foreign) throw foreign;
    const dialect = (await companion.active(signal))
      ? companionDialect(writer, await loginsFor(instance, batch, signal))
      : tableDialect(writer);
    const began = instance.tool.earliest();
    const earlier = await landedEarlier(writer, batch, signal, others);
    const packs = packsOf(chainsOf(writer, dialect, batch, earlier), config.batch ? config.batch.size : withoutBatches);
    return packs.map((pack) => runPack(writer, dialect, pack, began, signal));
  };
  return {
    accepts,
    // The quota of Table, Import Set and Attachment API; a batch has 30 s (product documentation, default quota rules).
    settled: config.settled * 1000,
    async keeps() {
      const kept = await companion.active();
      return { author: kept, instant: kept, silence: kept };
    },
    async *apply(batch, signal, others) {
      const keys = new Set<string>();
      const once = batch.filter(({ key }) => !keys.has(key) && keys.add(key));
      let packs: readonly AsyncGenerator<Receipt>[];
      try {
        packs = await prepare(once, signal, others);
      } catch (error) {
        if (!(error instanceof Fault)) throw error;
        // Nothing has been sent yet.
        yield* once.map(({ key }) => receiptOf(key, error));
        return;
      }
      yield* together(packs);
    },
    find: (sought, others) => find(writer, sought, others),
    normal: (nativeClass, field, value) => normalise(writer.layouts, writer.lengths, nativeClass, field, value),
    adoptable: (numbers) => adoptable(writer, numbers),
  };
}

/** Tickets that share batches and read-backs. */
function packsOf(chains: readonly Chain[], size: number): Chain[][] {
  return Array.from({ length: Math.ceil(chains.length / size) }, (_, at) => chains.slice(at * size, (at + 1) * size));
}
