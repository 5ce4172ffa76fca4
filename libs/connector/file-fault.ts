import { about, asIs, type Told } from './told.js';

/** Something in a file written by hand that keeps the whole of it from being used. Lines and columns count from 1. */
export interface FileFault {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly expected: Told;
  readonly came: Told;
  /** What to do about it. */
  readonly advice: Told;
}

/** One line for people: place, what was expected, what came, what to do. */
export function fileFaultText({ file, line, column, expected, came, advice }: FileFault): Told {
  return about(`${file}:${line}:${column}`, {
    fr: `attendu ${expected.fr}, reçu ${came.fr} ; ${advice.fr}`,
    en: `expected ${expected.en}, ${came.en} came; ${advice.en}`,
  });
}

/** What came in the place of what was expected, where it was no word to quote. */
export const whatCame = {
  nothing: { fr: 'rien', en: 'nothing' },
  none: { fr: 'rien', en: 'none' },
  neither: { fr: 'ni l’un ni l’autre', en: 'neither' },
  both: { fr: 'les deux', en: 'both' },
} as const satisfies Readonly<Record<string, Told>>;

export function quoted(word: string | number): Told {
  return asIs(`«${word}»`);
}
