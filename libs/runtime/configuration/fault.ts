import { asIs, type Told } from '@passerelle/connector';

/** Something in a configuration file that keeps it from being used. Lines and columns count from 1. */
export interface ConfigurationFault {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly expected: Told;
  /** Never a value that may be secret. */
  readonly came: Told;
  readonly advice: Told;
}

/** One line for people: place, what was expected, what came, what to do. */
export function faultLine({ file, line, column, expected, came, advice }: ConfigurationFault): Told {
  const place = `${file}:${line}:${column}`;
  return {
    fr: `${place} : attendu ${expected.fr}, reçu ${came.fr} ; ${advice.fr}`,
    en: `${place}: expected ${expected.en}, ${came.en} came; ${advice.en}`,
  };
}

/** Each once, in reading order. */
export function inReadingOrder(faults: readonly ConfigurationFault[]): readonly ConfigurationFault[] {
  const unique = new Map(faults.map((fault) => [faultLine(fault).en, fault]));
  return [...unique.values()].sort((a, b) => a.line - b.line || a.column - b.column);
}

export function quoted(word: string): Told {
  return asIs(`«${word}»`);
}

/** What several faults say. */
export const nothing: Told = { fr: 'rien', en: 'nothing' };
export const knownKey: Told = { fr: 'une clé connue', en: 'a known key' };
export const connectionHere: Told = { fr: 'une connexion de ce fichier', en: 'a connection of this file' };

/** Of several words. */
export function oneOf(words: readonly string[]): Told {
  const list = words.join(', ');
  return { fr: words.length === 1 ? list : `l’un de ${list}`, en: `one of ${list}` };
}
