import type { Told } from '@passerelle/connector';
import { besides } from '../clauses.js';
import type { MappingFault } from '../fault.js';
import { placeOf, type Located } from '../load/layers.js';
import { faultAt } from '../yaml/place.js';

export interface Claim {
  /** Canonical word, or situation in text. */
  readonly word: string;
  /** Named under `writes:`, rather than following from `is:`. */
  readonly explicit: boolean;
}

export interface Writers<T> {
  readonly writers: ReadonlyMap<string, Located<T>>;
  readonly faults: readonly MappingFault[];
}

/**
 * Which row is used to say each canonical word: at most one. Within one file two claims are a fault. An overlay takes a
 * word over by naming it under `writes:`; by `is:` alone it only speaks for words that nobody below it writes.
 */
export function writersOf<T>(
  rows: readonly Located<T>[],
  claims: (row: T) => readonly Claim[],
  what: Told,
): Writers<T> {
  const writers = new Map<string, Located<T>>();
  const faults: MappingFault[] = [];
  for (const layer of [...new Set(rows.map((row) => row.layer))].sort((a, b) => a - b)) {
    const fresh = new Map<string, Located<T>>();
    for (const located of rows.filter((row) => row.layer === layer)) {
      for (const { word, explicit } of claims(located.row)) {
        const other = fresh.get(word);
        if (other !== undefined && other !== located) {
          faults.push(
            faultAt(
              placeOf(located, explicit ? 'writes' : 'is'),
              {
                fr: `une seule ligne qui écrive «${word}» (${what.fr})`,
                en: `one row that writes the ${what.en} «${word}»`,
              },
              besides(placeOf(other)),
              {
                fr: 'mettez «writes: []» à l’une des deux, pour qu’elle serve seulement à lire',
                en: 'give one of the two «writes: []», so that it only reads',
              },
            ),
          );
        } else if (explicit || !writers.has(word)) fresh.set(word, located);
      }
    }
    for (const [word, located] of fresh) writers.set(word, located);
  }
  return { writers, faults };
}
