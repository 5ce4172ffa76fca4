import type { Clock } from '../../ports.js';

export interface VirtualClock extends Clock {
  /** Lets the work happen: whenever nobody can go on, time jumps to the next sleeper. Fails when nobody sleeps either. */
  run<T>(work: Promise<T>): Promise<T>;
}

interface Sleeper {
  readonly at: number;
  readonly wake: () => void;
}

/** A clock on which concurrent sleepers wake in order, each at its own instant. For work without sockets. */
export function virtualClock(start = '2026-01-05T08:00:00Z'): VirtualClock {
  let now = Date.parse(start);
  const sleepers: Sleeper[] = [];

  const next = (): Sleeper | undefined => {
    let first = 0;
    for (let k = 1; k < sleepers.length; k++) if (sleepers[k]!.at < sleepers[first]!.at) first = k;
    return sleepers.splice(first, 1)[0];
  };

  return {
    now: () => new Date(now),
    sleep(ms, signal) {
      return new Promise((resolve, reject) => {
        if (signal?.aborted) return reject(signal.reason as Error);
        const abort = (): void => {
          sleepers.splice(sleepers.indexOf(sleeper), 1);
          reject(signal?.reason as Error);
        };
        const wake = (): void => {
          signal?.removeEventListener('abort', abort);
          resolve();
        };
        const sleeper = { at: now + ms, wake };
        sleepers.push(sleeper);
        signal?.addEventListener('abort', abort, { once: true });
      });
    },
    async run(work) {
      let settled = false;
      const finish = (): void => void (settled = true);
      work.then(finish, finish);
      for (;;) {
        // Twice: work that was handed on by setImmediate has its say before time moves.
        await new Promise(setImmediate);
        await new Promise(setImmediate);
        if (settled) return work;
        const sleeper = next();
        if (!sleeper)
          throw new Error('expected somebody to sleep or the work to end; everybody waits for somebody else');
        now = Math.max(now, sleeper.at);
        sleeper.wake();
      }
    },
  };
}
