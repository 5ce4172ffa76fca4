import { createHash } from 'node:crypto';

/** Keeps the tickets whose numbers hash lowest: spread over the whole, and the same at every verification. */
export interface Sampler<T> {
  offer(number: string, make: () => T): void;
  readonly taken: readonly T[];
}

export function takeSample<T>(size: number): Sampler<T> {
  let kept: { readonly rank: string; readonly value: T }[] = [];
  return {
    offer: (number, make) => {
      const rank = createHash('sha256').update(number).digest('hex');
      if (kept.length >= size && rank >= (kept.at(-1)?.rank ?? '')) return;
      kept = [...kept, { rank, value: make() }].sort((a, b) => (a.rank < b.rank ? -1 : 1)).slice(0, size);
    },
    get taken() {
      return kept.map(({ value }) => value);
    },
  };
}
