import type { IdempotencyKey } from '@passerelle/connector';
import { isHtml } from './wire/decode.js';

// Before 11 a ticket has no column for somebody else's number, so what we made says so at the end of its description, in words
// that people understand and that the search engine finds. Readers never see it: it is taken off.

export function markOf(key: IdempotencyKey): string {
  return `[réf. passerelle ${key.slice(0, 20)}]`;
}

/** What the search engine is asked for: plain ASCII, whatever the collation. */
export function soughtMark(key: IdempotencyKey): string {
  return `passerelle ${key.slice(0, 20)}]`;
}

const found = /(?:<p>\s*)?(?:\r?\n)*\[réf\. passerelle ([0-9a-f]{20})\](?:\s*<\/p>)?(?:\s*$)?/g;

/** The text without its mark, and the mark: the last one, for people write below it, and quote others above. */
export function unmarked(text: string): { readonly text: string; readonly mark: string | null } {
  const match = [...text.matchAll(found)].at(-1);
  if (!match) return { text, mark: null };
  const rest = text.slice(0, match.index) + text.slice(match.index + match[0].length);
  return { text: rest, mark: `[réf. passerelle ${match[1] ?? ''}]` };
}

/** A mark as the last line, in the form that the text has. */
export function marked(text: string, mark: string): string {
  if (text.includes(mark)) return text;
  if (isHtml(text)) return `${text}<p>${mark}</p>`;
  return text.trim() === '' ? mark : `${text}\n\n${mark}`;
}
