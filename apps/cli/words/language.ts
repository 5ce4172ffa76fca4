import type { Language } from '@passerelle/runtime';
import { en } from './en.js';
import { fr } from './fr.js';
import type { Words } from './words.js';

export function wordsOf(language: Language): Words {
  return language === 'en' ? en : fr;
}
