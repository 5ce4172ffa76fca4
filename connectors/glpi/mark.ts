import type { IdempotencyKey } from '@passerelle/connector';
import { isHtml } from './wire/decode.js';

// Before 11 a ticket has no column for somebody else's number, so what we made says so at the end of its description, in words
// that people understand and that the search engine finds. Readers never see it: it is taken off.

export function markOf(key: IdempotencyKey): string {
  return `[réf. passerelle ${key}]`;
}

/** What the search engine is asked for: plain ASCII, whatever the collation. */
export function soughtMark(key: IdempotencyKey): string {
  return `passerelle ${key}]`;
}

const found = /(?:<p>\s*)?(?:\r?\n)*\[réf\. passerelle ([0-9a-f]{32})\](?:\s*<\/p>)?(?:\s*$)?/g;

export interface Unmarked {
  readonly text: string;
  readonly mark: string | null;
  /** The key of the command that made it. */
  readonly key: IdempotencyKey | null;
}

/** The text without its mark, and the mark: the last one, for people write below it, and quote others above. */
export function unmarked(text: string): Unmarked {
  const match = [...text.matchAll(found)].at(-1);
  if (!match) return { text, mark: null, key: null };
  const rest = text.slice(0, match.index) + text.slice(match.index + match[0].length);
  const [, key = ''] = match;
  return { text: rest, mark: markOf(key), key };
}

/** A mark as the last line, in the form that the text has. */
export function marked(text: string, mark: string): string {
  if (text.includes(mark)) return text;
  if (isHtml(text)) return `${text}<p>${mark}</p>`;
  return text.trim() === '' ? mark : `${text}\n\n${mark}`;
}

const ending = /\[réf\. passerelle [0-9a-f]{32}\]\s*(?:<\/p>\s*)?$/;

/**
 * Whether a solution is one that we wrote for a ticket that was resolved elsewhere. Its mark is its last word: whoever quotes
 * ours says something below it.
 */
export function isOurs(solution: string): boolean {
  return ending.test(solution);
}
