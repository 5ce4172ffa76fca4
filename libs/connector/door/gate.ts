import { Fault } from '../fault.js';
import type { Clock } from '../ports.js';
import { budget, type Budget } from './budget.js';
import type { Pace } from './door.js';

/** Where every attempt of a door passes, retries included: the budgets and the pauses that the tool asked for. */
export interface Gate {
  /**
   * The nth request (from 0) may leave now, or once the promise resolves. Rejects with the signal's reason, or with
   * `rate-limited` when the tool's pause ends later than the request's patience.
   */
  pass(patience: Patience, signal?: AbortSignal): number | Promise<number>;
  arrived(nth: number, slow: boolean): void;
  /** No request of this door leaves in the next `ms` milliseconds. */
  pause(ms: number): void;
}

/** How long one request lets itself be held back by refusals, all its attempts together; counted from the first. */
export interface Patience {
  readonly ms: number;
  until: number | null;
}

export function gate(connection: string, pace: Pace, clock: Clock): Gate {
  const now = steady(clock);
  const budgets = limits(pace, now());
  let nth = 0;
  let pausedUntil = 0;
  let queued = 0;
  let last: Promise<unknown> = Promise.resolve();

  const wait = (at: number): number => {
    let longest = pausedUntil - at;
    for (const each of budgets) longest = Math.max(longest, each.wait(at));
    return longest;
  };
  const leave = (at: number): number => {
    for (const each of budgets) each.leave(at);
    return nth++;
  };
  const hold = async (patience: Patience, signal?: AbortSignal): Promise<number> => {
    for (;;) {
      signal?.throwIfAborted();
      const at = now();
      if (pausedUntil > at) endure(patience, at);
      const ms = wait(at);
      if (ms <= 0) return leave(at);
      await clock.sleep(Math.ceil(ms), signal);
    }
  };
  const endure = (patience: Patience, at: number): void => {
    patience.until ??= at + patience.ms;
    if (pausedUntil <= patience.until) return;
    const retryAfter = pausedUntil - at;
    const seconds = Math.ceil(retryAfter / 1000);
    throw new Fault({
      kind: 'rate-limited',
      connection,
      message: {
        fr: `l’outil refuse les requêtes pendant encore ${seconds} s ; réessayez alors, ou ralentissez cette connexion`,
        en: `the tool refuses requests for another ${seconds} s; try again then, or lower this connection's pace`,
      },
      status: 429,
      retryAfter,
    });
  };

  return {
    pass(patience, signal) {
      const at = now();
      if (queued === 0 && wait(at) <= 0) return leave(at);
      queued += 1;
      // One at a time: whoever waits sees what those before have really taken, and leaves after them.
      const mine = last.then(() => hold(patience, signal)).finally(() => (queued -= 1));
      last = mine.catch(() => undefined);
      return signal ? abortable(mine, signal) : mine;
    },
    arrived(which, slow) {
      if (budgets.length === 0) return;
      const at = now();
      for (const each of budgets) each.arrived(which, at, slow);
    },
    pause(ms) {
      pausedUntil = Math.max(pausedUntil, now() + ms);
    },
  };
}

function limits(pace: Pace, start: number): readonly Budget[] {
  const found: Budget[] = [];
  // 50 ms of lag absorb late timers and collections of garbage without loss; 15 ms of transit stand for a network's jitter.
  if (pace.perSecond !== undefined)
    found.push(budget({ limit: pace.perSecond, span: 1_000, lag: 50, transit: 15 }, start));
  if (pace.perHour !== undefined)
    found.push(budget({ limit: pace.perHour, span: 3_600_000, lag: 2_000, transit: 15 }, start));
  return found;
}

/** Milliseconds that never go back: a clock that is set back must neither stop the door nor empty its windows. */
function steady(clock: Clock): () => number {
  let last = Number.NEGATIVE_INFINITY;
  let shift = 0;
  return () => {
    const at = clock.now().getTime() + shift;
    if (at < last) shift += last - at;
    return (last = Math.max(at, last));
  };
}

function abortable<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const stop = (): void => reject(signal.reason as Error);
    signal.addEventListener('abort', stop, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop));
  });
}
