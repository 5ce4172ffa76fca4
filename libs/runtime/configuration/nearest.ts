import type { Told } from '@passerelle/connector';

/** The known word that is most like a mistyped one; null when none is alike enough to be meant. */
export function nearest(word: string, known: Iterable<string>): string | null {
  const allowed = Math.max(2, Math.floor(word.length / 3));
  const ranked = [...known]
    .map((candidate) => ({ candidate, steps: distance(word.toLowerCase(), candidate.toLowerCase()) }))
    .filter(({ steps }) => steps <= allowed)
    .sort((a, b) => a.steps - b.steps);
  return ranked[0]?.candidate ?? null;
}

/** What to say of an unknown word: the one that was meant, or all there are. */
export function suggested(word: string, known: readonly string[]): Told {
  const near = nearest(word, known);
  if (near !== null) return meant(near);
  if (known.length === 0) return { fr: 'retirez-le', en: 'remove it' };
  return { fr: `connus ici : ${known.join(', ')}`, en: `known here: ${known.join(', ')}` };
}

/** The same for the lines of faults that are English alone. */
export function suggestion(word: string, known: readonly string[]): string {
  return suggested(word, known).en;
}

export function meant(word: string): Told {
  return { fr: `vouliez-vous dire «${word}» ?`, en: `did you mean «${word}»?` };
}

/** Levenshtein distance. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1)
      next.push(
        Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1)),
      );
    row = next;
  }
  return row[b.length] ?? 0;
}
