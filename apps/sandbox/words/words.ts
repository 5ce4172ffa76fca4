import { en } from './en.js';
import { fr } from './fr.js';

/** Everything that the control page says; the English words give the shape. */
export type Words = typeof en;

export type Language = 'fr' | 'en';

export const wordsOf: Readonly<Record<Language, Words>> = { fr, en };
