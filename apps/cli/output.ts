import type { Language } from '@passerelle/runtime';
import type { Words } from './words/words.js';

/** Where a command speaks: to people in their language, or to programs, whose last line is one JSON object. */
export interface Output {
  readonly words: Words;
  readonly language: Language;
  readonly json: boolean;
  /** For people; silent with --json. */
  say(text: string): void;
  /** What goes wrong, in either case, on the error stream. */
  warn(text: string): void;
  /** The result for programs; silent without --json. */
  answer(result: unknown): void;
}

export function openOutput(words: Words, language: Language, json: boolean): Output {
  return {
    words,
    language,
    json,
    say: (text) => void (json || process.stdout.write(`${text}\n`)),
    warn: (text) => void process.stderr.write(`${text}\n`),
    answer: (result) => void (json && process.stdout.write(`${JSON.stringify(result)}\n`)),
  };
}
