import type { Receipt } from '@passerelle/connector';
import type { Dialect } from './chains.js';
import { deliver, loadOf } from './deliver.js';
import { startRun, type Concluded, type Run } from './runs.js';
import type { Chain, Writer } from './step.js';

/** Receipts that may wait for one read-back: more would be held back for long. */
const alone = 20;
const batches = 4;

/**
 * Carries out the chains of some tickets side by side, in rounds: everything that can go out together goes, then what had
 * to wait for it. Entries are read back for several rounds at once, and their receipts are told then.
 */
export async function* runPack(
  writer: Writer,
  dialect: Dialect,
  pack: readonly Chain[],
  began: number,
  signal?: AbortSignal,
): AsyncGenerator<Receipt> {
  const { instance } = writer;
  const runs = pack.map((chain) => startRun(instance.connection, chain));
  const enough = instance.config.batch ? instance.config.batch.size * batches : alone;
  const told = new Map<Run, number>();
  const fresh = (): Concluded[] =>
    runs.flatMap((run) => {
      const from = told.get(run) ?? 0;
      told.set(run, run.concluded.length);
      return run.concluded.slice(from);
    });
  let waiting: Concluded[] = [];
  // What was written is looked at even when no more is to be sent.
  const tell = async function* (): AsyncGenerator<Receipt> {
    const ready = waiting;
    waiting = [];
    if (ready.length > 0) yield* await dialect.readBack(ready, began);
  };
  for (;;) {
    if (signal?.aborted) for (const run of runs) run.stop();
    const busy = await round(writer, runs, signal);
    waiting.push(...fresh());
    if (!busy) break;
    if (waiting.length >= enough) yield* tell();
  }
  yield* tell();
}

/** False when nothing was left to do. */
async function round(writer: Writer, runs: readonly Run[], signal?: AbortSignal): Promise<boolean> {
  const { instance } = writer;
  const loads = loadOf(runs, instance.batch.open ? instance.batch.size : alone);
  if (loads.length > 0) {
    await deliver(instance, loads, signal);
    return true;
  }
  const working = runs.filter((run) => run.work() !== null);
  await Promise.all(
    working.map(async (run) => {
      const step = run.work();
      if (step) run.take(step, await step.run(signal));
      run.settle();
    }),
  );
  return working.length > 0;
}

/** What several generators give, as it comes. An error waits until the others are done: what they sent has been sent. */
export async function* together<T>(sources: readonly AsyncGenerator<T>[]): AsyncGenerator<T> {
  type Step = {
    readonly source: AsyncGenerator<T>;
    readonly result?: IteratorResult<T, void>;
    readonly error?: unknown;
  };
  const next = (source: AsyncGenerator<T>): Promise<Step> =>
    source.next().then(
      (result): Step => ({ source, result: result as IteratorResult<T, void> }),
      (error: unknown): Step => ({ source, error }),
    );
  const pending = new Map(sources.map((source) => [source, next(source)]));
  const errors: unknown[] = [];
  while (pending.size > 0) {
    const { source, result, error } = await Promise.race(pending.values());
    if (result && !result.done) {
      pending.set(source, next(source));
      yield result.value;
      continue;
    }
    pending.delete(source);
    if (!result) errors.push(error);
  }
  if (errors.length > 0) throw errors[0];
}
