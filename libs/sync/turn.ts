import { saidBy } from '@passerelle/connector';
import { Halt, type Hearing, type Tally, type Telling } from './flow.js';
import { backlog, quotaOf } from './intend.js';
import { takeLeases, type FenceKeeper } from './lease.js';
import { holdBrake } from './brake.js';
import { claim, nextWork } from './drain.js';
import { keep, pull, resume } from './pull.js';
import { pushBatch } from './push.js';
import { reconsider } from './reconsider.js';
import { settle } from './settle.js';
import type { Stream } from './stream.js';
import { startCounting, type Counter } from './tally.js';
import { waysOf } from './route.js';

/** One connection, both ways; a tool that cannot be read, or cannot be written, has one of them. */
export interface Turn {
  readonly connection: string;
  readonly hearing: Hearing | null;
  readonly telling: Telling | null;
  /** What this process knows of its own sending there; it outlives the turns. */
  readonly stream: Stream;
  /** Somebody else waits for this connection: the turn ends after the batch under way, what is left stays queued. */
  readonly enough?: () => boolean;
}

export interface TurnWish {
  /** Listen, rather than only tell what is queued. */
  readonly pull: boolean;
  /** Look for tickets that were heard earlier and are to begin now, and ask again what was refused: at a start and on a slow clock. */
  readonly backlog: boolean;
  /** Only what somebody said just now is told; the rest waits for the end of the quiet hours. */
  readonly urgentOnly?: true;
}

export interface TurnReport {
  readonly tally: Tally;
  /** When there may be something to do again for what is queued or in flight; null when nothing is left but what waits for a human. */
  readonly next: string | null;
}

/**
 * One connection's turn: what is in flight there is settled, what people changed there is heard, what waits for it is told.
 * Listening and telling never overlap on one connection, so no page is older than our own last word there (law 5).
 */
export async function takeTurn(turn: Turn, wish: TurnWish): Promise<TurnReport> {
  const flow = turn.telling ?? turn.hearing;
  if (!flow) throw new Error(`${turn.connection}: its connector neither reads tickets nor writes any`);
  const counter = startCounting(flow.tell);
  const paused = await flow.store.pauses();
  const scopes = ['all', `connection:${turn.connection}`];
  if (paused.some(({ scope }) => scopes.includes(scope))) return { tally: counter.tally, next: null };
  const keeper = await takeLeases(flow, [turn.connection]);
  if (turn.stream.first) turn.stream.since = flow.clock.now().getTime();
  try {
    if (turn.telling) await settle(turn.telling, keeper, counter, turn.stream);
    if (turn.telling && wish.backlog) await reconsider(turn.telling, keeper);
    if (turn.hearing && wish.pull) {
      await pull(turn.hearing, keeper, quotaOf(null), counter, () => undefined);
      turn.hearing.pulled?.add(turn.connection);
    } else if (turn.hearing) await resume(turn.hearing, keeper, quotaOf(null), counter);
    if (turn.hearing && wish.backlog) await begin(turn.hearing, keeper, counter);
    const { telling } = turn;
    const next = telling ? await tell({ ...turn, telling }, wish, keeper, counter) : null;
    return { tally: counter.tally, next };
  } catch (error) {
    if (flow.signal.aborted && !(error instanceof Halt && error.why === 'visibility'))
      throw new Halt(
        'aborted',
        {
          fr: 'arrêté à la demande ; la même commande reprend',
          en: 'stopped on request; the same command goes on',
        },
        error,
      );
    throw error;
  } finally {
    await keeper.release().catch((error: unknown) => flow.tell({ kind: 'trouble', message: saidBy(error) }));
  }
}

/** Plans tickets that were heard earlier on every way that leads away from here. */
async function begin(flow: Hearing, keeper: FenceKeeper, counter: Counter): Promise<void> {
  const from = flow.spring.connection;
  const ways = flow.routes
    .filter(({ name }) => flow.begins.has(name))
    .flatMap(waysOf)
    .filter((way) => way.from.includes(from));
  for (const way of ways) {
    for await (const intents of backlog(flow, from, way, quotaOf(null))) {
      flow.signal.throwIfAborted();
      await keeper.hold();
      await flow.store.commit({ intents }, keeper.fences);
      counter.add({ planned: new Set(intents.map(({ ticket }) => ticket)).size });
    }
  }
}

/** Sends what may be sent now, and returns when there may be more. */
async function tell(
  turn: Turn & { readonly telling: Telling },
  wish: TurnWish,
  keeper: FenceKeeper,
  counter: Counter,
): Promise<string | null> {
  const flow = turn.telling;
  const brake = await holdBrake(flow);
  const busy = new Set<string>();
  const telling = turn.hearing ? { ...flow, hearNow: hearer(turn.hearing, keeper, counter) } : flow;
  for (;;) {
    flow.signal.throwIfAborted();
    const rows = turn.enough?.() ? [] : await claim(telling, busy, wish.urgentOnly);
    if (rows.length === 0) return nextWork(telling, keeper, counter, turn.stream);
    await brake(rows);
    await pushBatch(telling, keeper, rows, counter, turn.stream);
    busy.clear();
  }
}

/** Hears what a check before writing happened to read: it is fresher than any page. */
function hearer(flow: Hearing, keeper: FenceKeeper, counter: Counter): NonNullable<Telling['hearNow']> {
  return (items) => keep(flow, keeper, quotaOf(null), counter, { items, broken: [], cursor: '' }, null);
}
