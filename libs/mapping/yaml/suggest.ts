import type { Told } from '@passerelle/connector';

/** Asks whether the known word that is most like this one was meant; where none is, says what to do otherwise. */
export function meant(word: string, known: Iterable<string>, otherwise: Told): Told {
  const near = nearest(word, known);
  return near === null ? otherwise : { fr: `vouliez-vous dire «${near}» ?`, en: `did you mean «${near}»?` };
}

/** The known word that is most like a mistyped one; null when none is alike enough to be meant. */
export function nearest(word: string, known: Iterable<string>): string | null {
  let best: string | null = null;
  // Numbers and codes of a letter or two are all alike: there only another case counts as mistyped.
  let least = /^\d*$|^.{0,2}$/u.test(word) ? 1 : Math.max(2, Math.floor(word.length / 3)) + 1;
  for (const candidate of known) {
    const steps = distance(word.toLowerCase(), candidate.toLowerCase(), least);
    if (steps < least) {
      best = candidate;
      least = steps;
    }
  }
  return best;
}

/** Levenshtein distance, given up once it reaches `limit`. */
function distance(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) >= limit) return limit;
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const change = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(change, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return Math.min(row[b.length] ?? limit, limit);
}
