import type { Clock, Random } from '../../ports.js';

export interface ManualClock extends Clock {
  advance(ms: number): void;
}

/** A clock that stands still until somebody moves it; `sleep` moves it. */
export function manualClock(start = '2026-01-05T08:00:00Z'): ManualClock {
  let now = Date.parse(start);
  return {
    now: () => new Date(now),
    sleep: async (ms, signal) => {
      signal?.throwIfAborted();
      now += ms;
    },
    advance: (ms) => void (now += ms),
  };
}

/** Mulberry32 (public domain, Tommy Ettinger 2017): the same seed gives the same run on every machine. */
export function seededRandom(seed: number): Random {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
  return {
    next,
    hex: (length) => Array.from({ length }, () => Math.floor(next() * 16).toString(16)).join(''),
  };
}
