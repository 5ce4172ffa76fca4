import { Fault } from '../fault.js';
import type { Random } from '../ports.js';
import type { Pace } from './door.js';

/** Reads only: a gateway's way to say that the tool did not answer. */
export const retryable: ReadonlySet<number> = new Set([502, 503, 504]);
export const retries = 3;
/** Milliseconds; a 503 that asks for more is an answer rather than a pause. */
export const worthWaiting = 60_000;

/** Milliseconds before the nth retry (from 0): about 1, 2 and 4 s, spread so that many readers do not come back together. */
export function backoff(nth: number, random: Random): number {
  return 1_000 * 2 ** nth * (0.5 + random.next() / 2);
}

/**
 * Milliseconds to pause after the nth refusal (from 0) of the same request: never less than the tool told; where it told
 * nothing, 5 s doubling, and a little more by chance. A tool that goes on telling too little is asked ever more rarely.
 */
export function refusalPause(told: number | null, nth: number, random: Random): number {
  if (told === null) return 5_000 * 2 ** nth * (1 + random.next() / 4);
  return nth === 0 ? told : Math.max(told, 500 * 2 ** nth);
}

/** A budget remembers as many requests as it allows: 8 bytes each. */
const mostRemembered = 5_000_000;

export function checkedPace(connection: string, pace: Pace): Pace {
  for (const [name, limit] of [
    ['concurrency', pace.concurrency],
    ['perSecond', pace.perSecond],
    ['perHour', pace.perHour],
  ] as const) {
    const whole = name !== 'concurrency' || Number.isInteger(limit);
    if (limit === undefined || (limit > 0 && limit <= mostRemembered && whole)) continue;
    const isWhole = name === 'concurrency';
    const message = {
      fr: `attendu pour pace.${name} un nombre ${isWhole ? 'entier ' : ''}supérieur à 0 et au plus égal à ${mostRemembered}, reçu ${limit} ; corrigez la configuration`,
      en: `expected pace.${name} to be a ${isWhole ? 'whole ' : ''}number above 0 and up to ${mostRemembered}, came ${limit}; correct the configuration`,
    };
    throw new Fault({ kind: 'rejected', connection, message });
  }
  return pace;
}
