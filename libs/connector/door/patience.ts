import type { Random } from '../ports.js';

/** Reads only: a gateway's way to say that the tool did not answer. */
export const retryable: ReadonlySet<number> = new Set([502, 503, 504]);
export const retries = 3;
/** Milliseconds; where a 429 names no time. It doubles with every refusal of the same request. */
export const firstRefusal = 5_000;
/** Milliseconds; a 503 that asks for more is an answer rather than a pause. */
export const worthWaiting = 60_000;

/** Milliseconds before the nth retry (from 0): about 1, 2 and 4 s, spread so that many readers do not come back together. */
export function backoff(nth: number, random: Random): number {
  return 1_000 * 2 ** nth * (0.5 + random.next() / 2);
}
