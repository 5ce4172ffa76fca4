import { fileFaultText, type FileFault, type Told } from '@passerelle/connector';

/** Something in a configuration file that keeps it from being used; `came` is never a value that may be secret. */
export type ConfigurationFault = FileFault;

/** Each once, in reading order. */
export function inReadingOrder(faults: readonly ConfigurationFault[]): readonly ConfigurationFault[] {
  const unique = new Map(faults.map((fault) => [fileFaultText(fault).en, fault]));
  return [...unique.values()].sort((a, b) => a.line - b.line || a.column - b.column);
}

/** What several faults say. */
export const knownKey: Told = { fr: 'une clé connue', en: 'a known key' };
export const connectionHere: Told = { fr: 'une connexion de ce fichier', en: 'a connection of this file' };

/** Of several words. */
export function oneOf(words: readonly string[]): Told {
  const list = words.join(', ');
  return { fr: words.length === 1 ? list : `une valeur parmi ${list}`, en: `one of ${list}` };
}
