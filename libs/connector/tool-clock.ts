import type { Clock } from './ports.js';

/** A tool's clock, as far as the Date headers of its answers tell (RFC 9110, 6.6.1): whole seconds, said somewhere between question and answer. */
export interface ToolClock {
  /** An answer: its Date header, and our own instants right before the question and right after the answer. */
  hear(date: string | undefined, began: number, ended: number): void;
  /** The likeliest instant there, in milliseconds since 1970; our own where it never told. */
  now(): number;
  /** It is not earlier there. What a cursor is held back from: a wait for our turn or a slow answer makes a guess too late. */
  earliest(): number;
  /** It is not later there. */
  latest(): number;
  /** Milliseconds that it is ahead of us, likeliest; null where it never told. */
  offset(): number | null;
}

export function openToolClock(clock: Clock): ToolClock {
  let known: { readonly least: number; readonly most: number } | null = null;
  const ours = (): number => clock.now().getTime();
  return {
    hear: (date, began, ended) => {
      const told = Date.parse(date ?? '');
      if (!Number.isNaN(told)) known = { least: told - ended, most: told + 1_000 - began };
    },
    now: () => ours() + (known ? (known.least + known.most) / 2 : 0),
    earliest: () => ours() + (known?.least ?? 0),
    latest: () => ours() + (known?.most ?? 0),
    offset: () => (known ? (known.least + known.most) / 2 : null),
  };
}
