import type { Quirks } from './quirks.js';

/** How a release stores a text that it is given. What looks encoded already is not encoded again. */
export function stored(text: string, { encoding, losesEmoji }: Quirks): string {
  const kept = losesEmoji ? text.replace(/[\u{10000}-\u{10FFFF}]/gu, '????') : text;
  if (encoding === 'raw') return kept;
  if (encoding === 'legacy')
    return /&lt;|&gt;/.test(kept) ? kept : kept.replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  if (/&lt;|&gt;|&#60;|&#62;|&#38;/.test(kept)) return kept;
  return kept.replaceAll('&', '&#38;').replaceAll('<', '&#60;').replaceAll('>', '&#62;');
}

/** What a browser, a mail and the header `X-GLPI-Sanitized-Content: false` make of it. */
export function plain(text: string): string {
  if (/&#(60|62|38);/.test(text))
    return text.replaceAll('&#60;', '<').replaceAll('&#62;', '>').replaceAll('&#38;', '&');
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>');
}

/** Cut to the length of a column, in characters. */
export function cut(text: string, length: number): string {
  const letters = Array.from(text);
  return letters.length > length ? letters.slice(0, length).join('') : text;
}
