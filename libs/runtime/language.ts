import type { Told } from '@passerelle/connector';

export type Language = keyof Told;

/** Of a program that is started: French unless English is asked for, by option or by the terminal's own language. */
export function languageOf(
  option: string | undefined,
  environment: Readonly<Record<string, string | undefined>>,
): Language {
  const asked = option ?? environment['PASSERELLE_LANG'] ?? environment['LC_ALL'] ?? environment['LANG'] ?? '';
  return asked.toLowerCase().startsWith('en') ? 'en' : 'fr';
}
