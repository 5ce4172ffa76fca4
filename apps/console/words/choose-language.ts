export type Language = 'fr' | 'en';

/** What was chosen here before, else the first of the browser's languages that is spoken, else French. */
export function chooseLanguage(kept: string | null, wanted: readonly string[]): Language {
  if (kept === 'fr' || kept === 'en') return kept;
  for (const tag of wanted) {
    const language = tag.slice(0, 2).toLowerCase();
    if (language === 'fr' || language === 'en') return language;
  }
  return 'fr';
}
