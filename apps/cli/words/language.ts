import { en } from './en.js';
import { fr } from './fr.js';
import type { Words } from './words.js';

export type Language = 'fr' | 'en';

/** French unless English is asked for, by option or by the terminal's own language. */
export function languageOf(
  option: string | undefined,
  environment: Readonly<Record<string, string | undefined>>,
): Language {
  const asked = option ?? environment['PASSERELLE_LANG'] ?? environment['LC_ALL'] ?? environment['LANG'] ?? '';
  return asked.toLowerCase().startsWith('en') ? 'en' : 'fr';
}

export function wordsOf(language: Language): Words {
  return language === 'en' ? en : fr;
}
