import type { Told } from '../told.js';

/** One thing that was looked at, and what is lost without it, in the words of an administrator. */
export interface Finding {
  /** For programs: the same whatever the language. */
  readonly name: string;
  readonly title: Told;
  readonly ok: boolean;
  readonly detail: Told;
  /** What to do about it; null when it is fine. */
  readonly advice: Told | null;
  /** Not fine, and nothing works without it. */
  readonly blocking: boolean;
}

export interface Health {
  readonly ok: boolean;
  readonly findings: readonly Finding[];
  readonly version: string | null;
  /** Names the very instance, so that a clone or another URL behind the same name is noticed. */
  readonly instance: string | null;
  /** Milliseconds that the tool's clock is ahead of ours; null where the tool shows none. */
  readonly clockOffset: number | null;
}
