/** How two names compare. near: one may well be short for the other. unknown: one of them says nothing. */
export type NameMatch = 'same' | 'near' | 'differs' | 'unknown';

/** Letters that have no plain form in Unicode's own decomposition. */
const ligatures: Readonly<Record<string, string>> = {
  œ: 'oe',
  æ: 'ae',
  ß: 'ss',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ı: 'i',
};

/** Written before names or between their parts by some, left out by others. */
const particles = new Set(
  // Of one letter none: it may be an initial.
  'de du des la le les van von der den ter ten da di do dos das del della el al ben bin ibn'.split(' '),
);
const titles = new Set('mme mlle monsieur madame mademoiselle mr mrs ms dr pr me'.split(' '));

/** Lower case, without accents. */
export function fold(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[œæßøłđðþı]/gu, (letter) => ligatures[letter] ?? letter);
}

/** The words of a name in the order in which it was written, what stands in brackets left out. */
export function nameWords(name: string): readonly string[] {
  return fold(name)
    .replace(/[([][^)\]]*[)\]]/gu, ' ')
    .split(/[\s,;'’ʼ`´.\-‐‑–_/]+/u)
    .filter((word) => word !== '' && !titles.has(word));
}

/** `DUPONT Éric`, `Éric Dupont` and `eric  dupont` are one name; `Jean-Éric` and `Jean Eric` too. */
export function nameKey(name: string): string {
  return nameWords(name).toSorted().join(' ');
}

/**
 * The same name whatever its order, accents, hyphens and blanks. Near: a particle, a second given name or one half of a
 * double name is missing, or a word is written as its initial. Two names of which neither contains the other differ.
 */
export function compareNames(a: string | null, b: string | null): NameMatch {
  const [one, other] = [nameWords(a ?? ''), nameWords(b ?? '')];
  if (one.length === 0 || other.length === 0) return 'unknown';
  if (one.toSorted().join(' ') === other.toSorted().join(' ') || isTurned(one, other)) return 'same';
  const [bare, otherBare] = [withoutParticles(one), withoutParticles(other)];
  if (bare.length < 2 || otherBare.length < 2) return 'differs';
  const [few, many] = bare.length <= otherBare.length ? [bare, otherBare] : [otherBare, bare];
  return isShortFor(few, many) ? 'near' : 'differs';
}

/** `De La Tour Jean` and `Jean Delatour`: the same letters once the words are joined, begun at another word. */
function isTurned(one: readonly string[], other: readonly string[]): boolean {
  const turns = new Set(one.map((_, at) => [...one.slice(at), ...one.slice(0, at)].join('')));
  return other.some((_, at) => turns.has([...other.slice(at), ...other.slice(0, at)].join('')));
}

function withoutParticles(words: readonly string[]): readonly string[] {
  return words.filter((word) => !particles.has(word));
}

/** Each word of the shorter name stands for another word of the longer one, at least one of them in full. */
function isShortFor(few: readonly string[], many: readonly string[]): boolean {
  const left = [...many];
  const take = (fits: (word: string) => boolean): boolean => {
    const at = left.findIndex(fits);
    if (at >= 0) left.splice(at, 1);
    return at >= 0;
  };
  const rest = few.filter((word) => word.length === 1 || !take((other) => other === word));
  if (rest.length === few.length) return false;
  return rest.every((word) => take((other) => isInitialOf(word, other) || isInitialOf(other, word)));
}

function isInitialOf(short: string, word: string): boolean {
  return short.length === 1 && word.startsWith(short);
}
