import { Halt, type Flow, type Tally } from './flow.js';
import { backlog, quotaOf } from './intend.js';
import { takeLease, type FenceKeeper } from './lease.js';
import type { OutboxRow } from './ports/records.js';
import { pull } from './pull.js';
import { pushBatch } from './push.js';
import { reconsider } from './reconsider.js';
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
  const keeper = await takeLease(flow);
  const stream = startStream(flow.clock.now().getTime());
  try {
    await settle(flow, keeper, counter, stream);
    await reconsider(flow, keeper);
    await bothBanks(flow, keeper, counter, stream);
    return counter.tally;
  } catch (error) {
    if (flow.signal.aborted && !isVisibility(error))
      throw new Halt('aborted', 'stopped on request; the same command resumes the run', error);
    throw error;
  } finally {
    // A lease that cannot be given back runs out by itself; the error that stopped the run says more.
    await keeper.release().catch((error: unknown) => flow.tell({ kind: 'trouble', message: String(error) }));
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
  await pull(flow, keeper, quota, counter, tide);
  for await (const intents of backlog(flow, quota)) {
    flow.signal.throwIfAborted();
    await keeper.hold();
    await flow.store.commit({ intents }, [keeper.fence]);
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
    const wait = await nextWork(flow, keeper, counter, stream);
    if (wait === null) return;
    if (wait > 0) await flow.clock.sleep(wait, signal);
  }
}

async function claim(flow: Flow, busy: Set<string>): Promise<readonly OutboxRow[]> {
  const { store, mouth, clock, limits } = flow;
  const rows = await store.due(mouth.connection, clock.now().toISOString(), limits.batch, [...busy]);
  for (const { ticket } of rows) busy.add(ticket);
  return rows;
}

/** Milliseconds until there may be something to send again; null when nothing is left but what waits for a human. */
async function nextWork(flow: Flow, keeper: FenceKeeper, counter: Counter, stream: Stream): Promise<number | null> {
  const { store, mouth, clock } = flow;
  await keeper.hold();
  const settleAt = await settle(flow, keeper, counter, stream);
  const dueAt = await store.nextDue(mouth.connection);
  const at = [settleAt, dueAt].filter((instant) => instant !== null).sort()[0];
  if (at === undefined) return null;
  const wait = Math.max(Date.parse(at) - clock.now().getTime(), 0);
  // The lease must be renewed while waiting.
  const step = Math.min(wait, flow.limits.lease / 4);
  if (wait > 1_000) flow.tell({ kind: 'waiting', until: at, why: at === settleAt ? 'settling' : 'retry' });
  return step;
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
