import { fold } from './names.js';

/** A team, an organisation or a site, by its name. */
export interface Place {
  readonly name: string;
  /** What it is known by beside its name. */
  readonly codes?: readonly string[];
}

export interface PlaceMatch<T> {
  readonly evidence: 'name' | 'code' | 'ambiguous' | 'none';
  readonly place: T | null;
  readonly candidates: readonly T[];
}

/** An establishment's UAI (seven digits and a letter), a cost centre such as P98888, a number behind a hash. */
const codes = /\b\d{7}[a-z]\b|\b[a-z]{1,3}\d{4,}\b|#\d{3,}/giu;

/** The identifiers that a name carries: of `Lycée Bellevue (0310094J)` that is `0310094J`. */
export function codesOf(name: string): readonly string[] {
  return [...new Set([...name.matchAll(codes)].map(([code]) => code.replace('#', '').toUpperCase()))];
}

/** `LYCÉE  Bellevue` and `Lycee Bellevue (0310094J)` without its code. */
export function placeKey(name: string): string {
  return fold(name.replace(codes, ' '))
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

/**
 * The same name to the letter, else the same code, else the same name whatever its case, accents and punctuation. Two that
 * fit alike, or a name whose code is another, are nobody's guess.
 */
export function matchPlace<T extends Place>(name: string, places: readonly T[]): PlaceMatch<T> {
  const exact = places.filter((place) => place.name === name);
  if (exact.length === 1 && exact[0]) return { evidence: 'name', place: exact[0], candidates: exact };
  const own = codesOf(name);
  const byCode = places.filter((place) => allCodes(place).some((code) => own.includes(code)));
  if (byCode.length > 0) return one('code', byCode);
  const key = placeKey(name);
  const byName = key === '' ? [] : places.filter((place) => placeKey(place.name) === key);
  const clashing = byName.some((place) => own.length > 0 && allCodes(place).length > 0);
  if (clashing) return { evidence: 'ambiguous', place: null, candidates: byName };
  return byName.length > 0 ? one('name', byName) : { evidence: 'none', place: null, candidates: [] };
}

function allCodes({ name, codes: kept = [] }: Place): readonly string[] {
  return [...codesOf(name), ...kept.map((code) => code.toUpperCase())];
}

function one<T>(evidence: 'name' | 'code', fitting: readonly T[]): PlaceMatch<T> {
  const [place] = fitting;
  return fitting.length === 1 && place
    ? { evidence, place, candidates: fitting }
    : { evidence: 'ambiguous', place: null, candidates: fitting };
}
