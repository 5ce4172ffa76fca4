import type { Told } from '@passerelle/connector';

/**
 * What is read but should be known: dates that no clock showed, words that nobody declared. Each kind is told in full a few
 * times and then counted, so that a million rows do not make a million lines; what was told once is not told again.
 */
export interface Notices {
  /** `where` is null for the export as a whole. */
  tell(kind: Told, where: string | null, what: Told): void;
  /** A whole message, once. */
  say(message: Told): void;
  /** Says how many more there were of each kind, and starts counting anew. */
  sum(): void;
}

const inFull = 5;

export function notices(warn: (message: Told) => void): Notices {
  const counts = new Map<string, { readonly kind: Told; count: number }>();
  const told = new Set<string>();
  const once = (message: Told): void => {
    if (told.has(message.en)) return;
    told.add(message.en);
    warn(message);
  };
  return {
    say: once,
    tell(kind, where, what) {
      const known = counts.get(kind.en) ?? { kind, count: 0 };
      counts.set(kind.en, known);
      known.count += 1;
      if (known.count <= inFull)
        once({ fr: `${where ?? 'l’export'} : ${what.fr}`, en: `${where ?? 'the export'}: ${what.en}` });
    },
    sum() {
      for (const { kind, count } of counts.values()) {
        const more = count - inFull;
        if (more > 0) once({ fr: `${kind.fr} : ${more} de plus`, en: `${kind.en}: ${more} more like these` });
      }
      counts.clear();
    },
  };
}
