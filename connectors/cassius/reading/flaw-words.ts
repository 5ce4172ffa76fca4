import { saidBy, type Told } from '@passerelle/connector';
import { shown } from '../words.js';

/** What several readers say of a broken piece. */
export const nothing: Told = { fr: 'rien', en: 'nothing' };
export const wholeFile: Told = { fr: 'un fichier entier', en: 'a whole file' };
export const endsInRecord: Told = {
  fr: 'un fichier qui s’arrête au milieu de cet enregistrement',
  en: 'the file ends in the middle of this record',
};

export function recordsOfAtMost(most: number): Told {
  return {
    fr: `des enregistrements d’au plus ${most} caractères (limits.record)`,
    en: `records of at most ${most} characters (limits.record)`,
  };
}

export function cellsAsHeadings(count: number): Told {
  return { fr: `${count} cellules, autant que de titres de colonne`, en: `${count} cells as in the headings` };
}

/** Something of ours that a parser of others lets through. */
export class TooDeep extends Error {
  readonly told: Told;

  constructor(told: Told) {
    super(told.en);
    this.told = told;
  }
}

/** What a parser objects to: its first line, which says it; the others say where it stands in the stream. */
export function objection(error: unknown): Told {
  const { fr, en } = saidBy(error);
  return { fr: shown(fr.split('\n')[0] ?? ''), en: shown(en.split('\n')[0] ?? '') };
}
