import type { Fold } from './class-view.js';

/** Codes are compared as they are; labels from a screen whatever their case, blanks, apostrophes and composition of accents. */
export function foldOf(compare: 'exact' | 'label'): Fold {
  return compare === 'exact' ? (word) => word : foldLabel;
}

export function foldLabel(word: string): string {
  return word
    .normalize('NFC')
    .replace(/[’ʼ´`]/g, "'")
    .replace(/\s+/gu, ' ')
    .trim()
    .toLocaleLowerCase('fr');
}
