import type { Clock } from '@passerelle/connector';
import type { Mirror } from './mirror.js';
import type { Store } from './ports/store.js';
import { wake } from './wake.js';
import { takeTurn, type TurnReport, type TurnWish } from './turn.js';

/** How the turns of one connection in one synchronisation went. */
export interface Went {
  readonly connection: string;
  readonly reports: readonly TurnReport[];
  /** What stopped it; the other connections went on without it. */
  readonly error: unknown;
}

export interface Rounds {
  readonly store: Store;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly run: string;
  readonly wish: TurnWish;
  /** Milliseconds for which it waits for what is to be tried again or looked for later. */
  readonly patience: number;
  /** Somebody else waits for one of these connections: no other round is begun. */
  readonly enough?: () => boolean;
}

/**
 * Lets every connection take its turn, side by side, until nobody has anything to be told any more. One that fails stops
 * for itself; whatever it was to be told stays in the outbox.
 */
export async function syncOnce(mirror: Mirror, rounds: Rounds): Promise<readonly Went[]> {
  const { store, clock, signal, patience } = rounds;
  const went = new Map(mirror.connections.map((connection) => [connection, begun(connection)]));
  await wake(mirror.between(rounds.run));
  const until = clock.now().getTime() + patience;
  let wish = rounds.wish;
  let eager: readonly string[] = mirror.connections;
  for (;;) {
    const turns = await Promise.allSettled(
      eager.map((connection) => turnOf(mirror, rounds, wish, went.get(connection) ?? begun(connection), went)),
    );
    // Thrown once all are at rest: whoever is told that it stopped may rely on it.
    const broke = turns.find((turn) => turn.status === 'rejected');
    if (broke) throw broke.reason;
    // In quiet hours what is left is due all the time, and waits.
    if (wish.urgentOnly || rounds.enough?.()) break;
    wish = { pull: false, backlog: false };
    // What waits for somebody who is paused, or who cannot be told, is due all the time, and goes nowhere.
    const paused = new Set((await store.pauses()).map(({ scope }) => scope));
    if (paused.has('all')) break;
    const { parties } = mirror.between(rounds.run);
    const sound = mirror.connections.filter(
      (connection) =>
        went.get(connection)?.error === null &&
        !paused.has(`connection:${connection}`) &&
        parties.get(connection)?.connector.sink !== undefined,
    );
    const waits = await Promise.all(
      sound.map(async (connection) => {
        const times = [await store.nextDue(connection), went.get(connection)?.reports.at(-1)?.next ?? null];
        return { connection, at: times.filter((time) => time !== null).sort()[0] ?? null };
      }),
    );
    const waiting = waits.flatMap(({ connection, at }) => (at === null ? [] : [{ connection, at: Date.parse(at) }]));
    if (waiting.length === 0) break;
    const first = Math.min(...waiting.map(({ at }) => at));
    if (first > until) break;
    const wait = first - clock.now().getTime();
    if (wait > 0) await clock.sleep(wait, signal);
    const now = clock.now().getTime();
    eager = waiting.filter(({ at }) => at <= now).map(({ connection }) => connection);
  }
  return [...went.values()];
}

function begun(connection: string): Went {
  return { connection, reports: [], error: null };
}

async function turnOf(
  mirror: Mirror,
  { run, signal, enough }: Rounds,
  wish: TurnWish,
  before: Went,
  went: Map<string, Went>,
): Promise<void> {
  const { connection, reports } = before;
  try {
    const report = await takeTurn({ ...(await mirror.turn(connection, run)), ...(enough && { enough }) }, wish);
    went.set(connection, { connection, reports: [...reports, report], error: null });
  } catch (error) {
    if (signal.aborted) throw error;
    went.set(connection, { connection, reports, error });
  }
}
