import { saidBy } from '@passerelle/connector';
import { claim, nextWork } from './drain.js';
import { Halt, type Flow, type Tally } from './flow.js';
import { backlog, quotaOf } from './intend.js';
import { takeLeases, type FenceKeeper } from './lease.js';
import { pull } from './pull.js';
import { pushBatch } from './push.js';
import { reconsider } from './reconsider.js';
import { waysOf } from './route.js';
import { settle } from './settle.js';
import { startStream, type Stream } from './stream.js';
import { startCounting, type Counter } from './tally.js';
import { startTide, type Tide } from './tide.js';

/**
 * Runs one route, one way, from its source's cursor until the outbox has nothing left that may be sent. Throws Halt or a
 * Fault when it must stop earlier; what was done is kept, and the same call goes on from there.
 */
export async function runRoute(flow: Flow): Promise<Tally> {
  requireEnds(flow);
  const counter = startCounting(flow.tell);
  const keeper = await takeLeases(flow, [flow.mouth.connection, flow.spring.connection]);
  const stream = startStream(flow.clock.now().getTime());
  try {
    await settle(flow, keeper, counter, stream);
    await reconsider(flow, keeper);
    await bothBanks(flow, keeper, counter, stream);
    return counter.tally;
  } catch (error) {
    if (flow.signal.aborted && !isVisibility(error))
      throw new Halt(
        'aborted',
        {
          fr: 'arrêté à la demande ; la même commande reprend le passage',
          en: 'stopped on request; the same command resumes the run',
        },
        error,
      );
    throw error;
  } finally {
    // A lease that cannot be given back runs out by itself; the error that stopped the run says more.
    await keeper.release().catch((error: unknown) => flow.tell({ kind: 'trouble', message: saidBy(error) }));
  }
}

function requireEnds({ spring, mouth }: Flow): void {
  if (!spring.connector.source)
    throw new Error(`${spring.connection}: its connector reads no tickets; it cannot be the source of a route`);
  if (!mouth.connector.sink)
    throw new Error(`${mouth.connection}: its connector writes no tickets; it cannot be the target of a route`);
}

/** Pulls and pushes side by side. The first bank to fail stops the other behind its page or batch; both are at rest then. */
async function bothBanks(flow: Flow, keeper: FenceKeeper, counter: Counter, stream: Stream): Promise<void> {
  const tide = startTide();
  const stop = new AbortController();
  const signal = AbortSignal.any([flow.signal, stop.signal]);
  const errors: unknown[] = [];
  const failing = (error: unknown): void => {
    errors.push(error);
    stop.abort(error);
  };
  await Promise.all([
    bring({ ...flow, signal }, keeper, counter, tide)
      .catch(failing)
      .finally(() => tide.end()),
    drain(flow, signal, keeper, counter, stream, tide).catch(failing),
  ]);
  if (errors.length > 0) throw gravest(errors);
}

/**
 * First what the source says now, then what was heard earlier and never told: so nothing is told as it no longer is, when
 * its source has since taken it back.
 */
async function bring(flow: Flow, keeper: FenceKeeper, counter: Counter, tide: Tide): Promise<void> {
  const quota = quotaOf(flow.limits.tickets);
  await pull(flow, keeper, quota, counter, () => tide.rise());
  const [way] = waysOf(flow.route);
  if (!way) return;
  for await (const intents of backlog(flow, flow.route.from, way, quota)) {
    flow.signal.throwIfAborted();
    await keeper.hold();
    await flow.store.commit({ intents }, keeper.fences);
    counter.add({ planned: new Set(intents.map(({ ticket }) => ticket)).size });
    tide.rise();
  }
}

/** Lanes take batches of tickets side by side; one ticket is in one lane at a time, so its order holds. */
async function drain(
  flow: Flow,
  signal: AbortSignal,
  keeper: FenceKeeper,
  counter: Counter,
  stream: Stream,
  tide: Tide,
): Promise<void> {
  for (;;) {
    const busy = new Set<string>();
    const claims = queue();
    const errors: unknown[] = [];
    const lane = async (): Promise<void> => {
      while (errors.length === 0) {
        signal.throwIfAborted();
        // Seen before looking for work, so that what rises meanwhile is not slept through.
        const { level, ended } = tide;
        const rows = await claims(() => claim(flow, busy));
        if (rows.length > 0) {
          await pushBatch(flow, keeper, rows, counter, stream);
          for (const { ticket } of rows) busy.delete(ticket);
        } else if (ended) return;
        else await tide.after(level);
      }
    };
    const failing = (error: unknown): void => {
      errors.push(error);
      tide.rise();
    };
    await Promise.all(Array.from({ length: flow.limits.lanes }, () => lane().catch(failing)));
    if (errors.length > 0) throw gravest(errors);
    const at = await nextWork(flow, keeper, counter, stream);
    if (at === null) return;
    const wait = Date.parse(at) - flow.clock.now().getTime();
    // The lease must be renewed while waiting.
    if (wait > 0) await flow.clock.sleep(Math.min(wait, flow.limits.lease / 4), signal);
  }
}

/** What must not be overlooked because something else broke at the same time. */
function gravest(errors: readonly unknown[]): unknown {
  return errors.find(isVisibility) ?? errors[0];
}

function isVisibility(error: unknown): boolean {
  return error instanceof Halt && error.why === 'visibility';
}

/** One at a time, in order of asking. */
function queue(): <T>(work: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const mine = last.then(work);
    last = mine.catch(() => undefined);
    return mine;
  };
}
