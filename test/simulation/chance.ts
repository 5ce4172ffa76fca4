import { seededRandom } from '@passerelle/connector/testing';
import type { Random } from '@passerelle/connector';

export interface Chance extends Random {
  /** A whole number from 0 up to, and without, the limit. */
  below(limit: number): number;
  pick<T>(list: readonly T[]): T;
  happens(probability: number): boolean;
}

export function chance(seed: number): Chance {
  const random = seededRandom(seed);
  const below = (limit: number): number => Math.floor(random.next() * limit);
  return {
    ...random,
    below,
    pick: <T>(list: readonly T[]): T => list[below(list.length)] as T,
    happens: (probability) => random.next() < probability,
  };
}

/** How likely each misfortune is, for one request, page or run. */
export interface Weather {
  /** Refused for now, certainly without effect. */
  readonly limited: number;
  readonly unreachable: number;
  /** Done, and answered with an error. */
  readonly landedThenError: number;
  /** Not done, and answered with the same error. */
  readonly errorOnly: number;
  /** No answer, and done later: perhaps after its sender died. */
  readonly zombie: number;
  /** No answer, and never done. */
  readonly lost: number;
  /** The sink gives up in the middle of a batch. */
  readonly givingUp: number;
  /** A look or a read of the target fails. */
  readonly blind: number;
  /** A page, or the content of a file, cannot be read now. */
  readonly sourceDown: number;
  /** The process dies somewhere on its way. */
  readonly kill: number;
  /** The process hears nothing for longer than its lease. */
  readonly freeze: number;
  /** Somebody presses Ctrl-C. */
  readonly abort: number;
  /** The password is wrong until somebody mends it. */
  readonly password: number;
}

export const fairWeather: Weather = {
  limited: 0,
  unreachable: 0,
  landedThenError: 0,
  errorOnly: 0,
  zombie: 0,
  lost: 0,
  givingUp: 0,
  blind: 0,
  sourceDown: 0,
  kill: 0,
  freeze: 0,
  abort: 0,
  password: 0,
};

const storms: Weather = {
  limited: 0.1,
  unreachable: 0.1,
  landedThenError: 0.12,
  errorOnly: 0.12,
  zombie: 0.12,
  lost: 0.1,
  givingUp: 0.1,
  blind: 0.05,
  sourceDown: 0.12,
  kill: 0.7,
  freeze: 0.4,
  abort: 0.3,
  password: 0.3,
};

/** Swarm: each seed has its own kinds of misfortune and their strength; one in ten has none, one in ten only kills. */
export function drawWeather(by: Chance): Weather {
  const kind = by.next();
  if (kind < 0.1) return fairWeather;
  if (kind < 0.2) return { ...fairWeather, kill: 0.9 };
  const drawn = Object.entries(storms).map(([name, most]) => [name, by.happens(0.5) ? most * by.next() : 0]);
  return Object.fromEntries(drawn) as unknown as Weather;
}
