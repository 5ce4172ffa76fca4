import { stripVTControlCharacters } from 'node:util';
import type { Language } from '@passerelle/runtime';
import type { Output } from '../output.js';
import { wordsOf } from '../words/language.js';

export interface Captured extends Output {
  /** What people read. */
  readonly said: string[];
  readonly warned: string[];
  /** What programs read. */
  readonly answers: unknown[];
  readonly text: string;
}

/** Where a command speaks in specs: both to people and to programs. */
export function captured(language: Language = 'fr'): Captured {
  const said: string[] = [];
  const warned: string[] = [];
  const answers: unknown[] = [];
  return {
    words: wordsOf(language),
    language,
    json: true,
    said,
    warned,
    answers,
    say: (text) => void said.push(stripVTControlCharacters(text)),
    warn: (text) => void warned.push(stripVTControlCharacters(text)),
    answer: (result) => void answers.push(JSON.parse(JSON.stringify(result))),
    get text() {
      return said.join('\n');
    },
  };
}
