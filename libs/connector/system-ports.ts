import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Clock, Random } from './ports.js';

// This file alone reads the real time, real timers and real chance; an architecture test holds it to that.

/** The longest delay that a Node timer takes; a longer one would fire at once (Node documentation, "Timers"). */
const longest = 2 ** 31 - 1;

export const systemClock: Clock = {
  now: () => new Date(),
  sleep: async (ms, signal) => {
    signal?.throwIfAborted();
    for (let rest = ms; rest > 0; rest -= longest) {
      try {
        await sleep(Math.min(rest, longest), undefined, signal && { signal });
      } catch (error) {
        signal?.throwIfAborted();
        throw error;
      }
    }
  },
};

export const systemRandom: Random = {
  next: () => randomBytes(6).readUIntBE(0, 6) / 2 ** 48,
  hex: (length) =>
    randomBytes(Math.ceil(length / 2))
      .toString('hex')
      .slice(0, length),
};

/**
 * For deadlines of real sockets: a network takes real time whatever the clock port says, so a bent clock must not time it
 * out. Calls `act` once after `ms` milliseconds unless the function that it returns is called first. Holds no process open.
 */
export function startTimer(ms: number, act: () => void): () => void {
  const timer = setTimeout(act, Math.min(ms, longest)).unref();
  return () => clearTimeout(timer);
}
