/** Time, as everything that waits or stamps sees it. The simulation bends it, so nothing else may read the real one. */
export interface Clock {
  now(): Date;
  /** Resolves after `ms` milliseconds; rejects with the signal's reason when it is aborted first. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

/** Chance, from a seed in tests and from the system in production. */
export interface Random {
  /** In [0, 1). */
  next(): number;
  /** Lower-case hexadecimal, `length` characters. */
  hex(length: number): string;
}
