import { Halt, type Flow, type Tally } from './flow.js';
import { backlog, quotaOf } from './intend.js';
import { takeLease, type FenceKeeper } from './lease.js';
import type { OutboxRow } from './ports/records.js';
import { pull } from './pull.js';
import { pushBatch, type Stream } from './push.js';
import { settle } from './settle.js';
import { startCounting, type Counter } from './tally.js';
import { startTide, type Tide } from './tide.js';

/**
 * Runs one route, one way, from its source's cursor until the outbox has nothing left that may be sent. Throws Halt or a
 * Fault when it must stop earlier; what was done is kept, and the same call goes on from there.
 */
export async function runRoute(flow: Flow): Promise<Tally> {
  const counter = startCounting(flow.tell);
  const keeper = await takeLease(flow);
  const stream: Stream = { answered: new Set(), downs: 0 };
  try {
    await settle(flow, keeper.fence, counter, stream.answered);
    const quota = quotaOf(flow.limits.tickets);
    for await (const intents of backlog(flow, quota)) {
      await flow.store.commit({ intents }, [keeper.fence]);
      counter.add({ planned: new Set(intents.map(({ ticket }) => ticket)).size });
    }
    const tide = startTide();
    const stop = new AbortController();
    const inner: Flow = { ...flow, signal: AbortSignal.any([flow.signal, stop.signal]) };
    const banks = [
      pull(inner, keeper.fence, quota, counter, tide).finally(() => tide.end()),
      drain(inner, keeper, counter, stream, tide),
    ];
    // The first bank to fail stops the other; both are at rest before the lease is given back.
    const ends = await Promise.allSettled(
      banks.map((bank) =>
        bank.catch((error: unknown) => {
          stop.abort(error);
          throw error;
        }),
      ),
    );
    const failed = ends.find((end) => end.status === 'rejected');
    if (flow.signal.aborted) throw new Halt('aborted', 'stopped on request; the same command resumes the run');
    if (failed) throw stop.signal.reason;
    return counter.tally;
  } finally {
    await keeper.release();
  }
}

/** Lanes take batches of tickets side by side; one ticket is in one lane at a time, so its order holds. */
async function drain(flow: Flow, keeper: FenceKeeper, counter: Counter, stream: Stream, tide: Tide): Promise<void> {
  for (;;) {
    const busy = new Set<string>();
    const claims = queue();
    let failed = false;
    const lane = async (): Promise<void> => {
      while (!failed) {
        flow.signal.throwIfAborted();
        const rows = await claims(() => claim(flow, busy));
        if (rows.length > 0) {
          await pushBatch(flow, keeper, rows, counter, stream);
          for (const { ticket } of rows) busy.delete(ticket);
        } else if (tide.ended) return;
        else await tide.next();
      }
    };
    const lanes = Array.from({ length: flow.limits.lanes }, lane);
    // The first lane to fail stops the others behind their batch; all are at rest before the error goes on.
    for (const one of lanes) one.catch(() => (failed = true));
    const ends = await Promise.allSettled(lanes);
    const broke = ends.find((end) => end.status === 'rejected');
    if (broke) throw broke.reason;
    const wait = await nextWork(flow, keeper, counter, stream);
    if (wait === null) return;
    if (wait > 0) await flow.clock.sleep(wait, flow.signal);
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
  const settleAt = await settle(flow, keeper.fence, counter, stream.answered);
  const dueAt = await store.nextDue(mouth.connection);
  const at = [settleAt, dueAt].filter((instant) => instant !== null).sort()[0];
  if (at === undefined) return null;
  const wait = Math.max(Date.parse(at) - clock.now().getTime(), 0);
  // The lease must be renewed while waiting.
  const step = Math.min(wait, flow.limits.lease / 4);
  if (wait > 1_000) flow.tell({ kind: 'waiting', until: at, why: at === settleAt ? 'settling' : 'retry' });
  return step;
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
