import {
  Halt,
  syncOnce,
  type Mirror,
  type Rounds,
  type RunRecord,
  type Pause,
  type TurnWish,
  type Went,
} from '@passerelle/sync';
import type { House } from '../house/house.js';
import { explain } from '../explain.js';
import { keptError, type OperatorError } from '../operator-error.js';
import {
  crossedIn,
  errorOf,
  isEventful,
  isGreen,
  leftIn,
  sumOf,
  type ConnectionReceipt,
  type SyncReceipt,
} from './receipt.js';
import { listenOnce } from './listen-once.js';
import { closeWindows, windowsEnd } from './windows.js';

export interface Synchronisation {
  readonly wish: TurnWish;
  /** Nothing is told: what is heard waits in the outbox. */
  readonly listenOnly?: true;
  /** Only these are listened to, and everybody is told; all where it is absent. */
  readonly listenTo?: readonly string[];
  /** Milliseconds for which it waits for what is to be tried again or looked for later. */
  readonly patience: number;
  /** Somebody else waits for these connections: what is left stays queued. */
  readonly enough?: () => boolean;
  readonly signal: AbortSignal;
  /**
   * Whether a run in which nothing happened leaves a record; one that is not green does. `moved`: only where something
   * happened or failed, for turns that come every few seconds while something waits for a human for days.
   */
  readonly records: 'always' | 'eventful' | 'moved';
  /** Told what stopped a connection, for people: the receipt has it for programs. */
  readonly stopped?: (connection: string, error: OperatorError) => void;
}

/** The route that runs of mirrors are kept under: one synchronisation goes over all of them. */
export const mirrorRuns = 'mirror';

/**
 * Lets all connections of a mirror take their turns, and keeps a record with the receipt. Never throws for one connection
 * that fails, since the others went on: the receipt says it. Throws what stops all of them.
 */
export async function synchronise(
  house: Pick<House, 'store' | 'clock' | 'random' | 'connected'>,
  mirror: Mirror,
  wanted: Synchronisation,
): Promise<SyncReceipt> {
  const { wish, signal, records, listenTo } = wanted;
  const { store, clock } = house;
  const started = clock.now().toISOString();
  const run = `${started.slice(0, 19)}-${house.random.hex(6)}`;
  const record: RunRecord = {
    id: run,
    route: mirrorRuns,
    verb: 'sync',
    state: 'going',
    started,
    ended: null,
    report: {},
  };
  if (records === 'always') await store.commit({ runs: [record] });
  const end = (state: RunRecord['state'], report: object): Promise<void> =>
    store.commit({ runs: [{ ...record, state, ended: clock.now().toISOString(), report: { ...report } }] });
  /** A record that says «going» for ever would be taken for a run that hangs. */
  const breakOff = async (error: unknown): Promise<never> => {
    const stopped = signal.aborted || error instanceof Halt;
    const told = keptError(explain(error));
    await end(stopped ? 'stopped' : 'failed', { message: told.message, error: told }).catch(() => undefined);
    throw error;
  };
  const before = await startOf(house, mirror).catch(breakOff);
  const went = await letGo(mirror, { store, clock, run, ...wanted }).catch(breakOff);
  for (const one of went) {
    const error = errorOf(one);
    if (error) wanted.stopped?.(one.connection, error);
  }
  const receipt = await receiptOf(
    house,
    { run, started, heard: new Set(wish.pull ? (listenTo ?? mirror.connections) : []) },
    went,
    before,
  ).catch(breakOff);
  const windows = receipt.connections.flatMap(({ connection, window }) => (window ? [{ connection, ...window }] : []));
  await closeWindows(store, run, windows).catch(breakOff);
  const failed = receipt.connections.some(({ error }) => error !== null);
  const told = records === 'moved' ? failed : !receipt.green;
  if (records === 'always' || told || isEventful(receipt)) await end(failed ? 'failed' : 'done', receipt);
  return receipt;
}

async function letGo(mirror: Mirror, wanted: Rounds & Synchronisation): Promise<readonly Went[]> {
  const { wish, listenOnly, listenTo, run, signal } = wanted;
  if (listenOnly) return listenOnce(mirror, run, wish, signal);
  if (!listenTo) return syncOnce(mirror, wanted);
  const some = { ...mirror, connections: mirror.connections.filter((one) => listenTo.includes(one)) };
  const heard = new Map((await listenOnce(some, run, wish, signal)).map((one) => [one.connection, one]));
  const told = await syncOnce(mirror, { ...wanted, wish: { pull: false, backlog: wish.backlog } });
  return told.map((one) => {
    const before = heard.get(one.connection);
    return before ? { ...one, reports: [...before.reports, ...one.reports], error: before.error ?? one.error } : one;
  });
}

interface Start {
  readonly pauses: readonly Pause[];
  readonly calls: ReadonlyMap<string, number | null>;
}

type Parts = Pick<House, 'store' | 'clock' | 'connected'>;

async function startOf(house: Parts, { connections }: Mirror): Promise<Start> {
  const calls = await Promise.all(connections.map(async (name) => [name, await callsOf(house, name)] as const));
  return { pauses: await house.store.pauses(), calls: new Map(calls) };
}

/** Null also for a connection that cannot be opened. */
async function callsOf(house: Parts, name: string): Promise<number | null> {
  const connected = await house.connected(name).catch(() => null);
  return connected?.calls?.().calls ?? null;
}

async function receiptOf(
  house: Parts,
  { run, started, heard }: { readonly run: string; readonly started: string; readonly heard: ReadonlySet<string> },
  went: readonly Went[],
  before: Start,
): Promise<SyncReceipt> {
  const { store, clock } = house;
  const pauses = await store.pauses();
  // Paused at either end: part of the time between may not have been heard.
  const deaf = new Set([...before.pauses, ...pauses].map(({ scope }) => scope));
  const ends = await windowsEnd(
    store,
    went.map(({ connection }) => connection),
  );
  const connections = await Promise.all(
    went.map(async (one): Promise<ConnectionReceipt> => {
      const { connection } = one;
      const error = errorOf(one);
      const whole =
        heard.has(connection) && error === null && !deaf.has('all') && !deaf.has(`connection:${connection}`);
      const reads = whole && (await house.connected(connection)).connector.source !== undefined;
      const calls = await callsOf(house, connection);
      return {
        connection,
        window: reads ? { from: ends.get(connection) ?? null, to: started } : null,
        tally: sumOf(one),
        calls: calls === null ? null : calls - (before.calls.get(connection) ?? 0),
        left: await leftIn(store, connection),
        error: error && keptError(error),
      };
    }),
  );
  const receipt = {
    run,
    started,
    ended: clock.now().toISOString(),
    connections,
    internal: { seen: connections.reduce((sum, { tally }) => sum + tally.internal, 0), crossed: crossedIn(went) },
    conflicts: (await store.conflicts({ state: 'open', limit: 1_000 })).length,
    paused: pauses.map(({ scope }) => scope),
  };
  return { ...receipt, green: isGreen(receipt) };
}
