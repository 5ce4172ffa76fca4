import type { Markdown } from '@passerelle/ticket';

const lineEnd = /(\r\n|\n|\r)/;
const markup = /[\\`*_[\]<>&~#|]/g;
const needsCare = /[\\`*_[\]<>&~#|\r\n]|^[\s\-+=\d]/;
const lineStart = /^(?:([ \t])|([-+=])|(\d{1,9})([.)]))/;

/**
 * Plain text as Markdown that shows exactly this text: markup is escaped, line ends are hard breaks, leading blanks stay.
 * `plainFrom` gives back the same characters, CRLF and all.
 */
export function markdownFrom(plain: string): Markdown {
  if (!needsCare.test(plain)) return plain;
  const pieces = plain.split(lineEnd);
  let out = '';
  for (let index = 0; index < pieces.length; index += 2) {
    const line = pieces[index] ?? '';
    const end = pieces[index + 1] ?? '';
    const blank = line.trim() === '';
    out += blank ? line : escapeLine(line);
    const broken = !blank && end !== '' && (pieces[index + 2] ?? '').trim() !== '';
    out += broken ? `\\${end}` : end;
  }
  return out;
}

/** A blank at the start of a line would be dropped or make a code block, so it is written as its number. */
function escapeLine(line: string): string {
  const escaped = line.replace(markup, '\\$&');
  return escaped.replace(lineStart, (_, blank?: string, sign?: string, digits?: string, stop?: string) => {
    if (blank !== undefined) return blank === ' ' ? '&#32;' : '&#9;';
    return sign === undefined ? `${digits}\\${stop}` : `\\${sign}`;
  });
}

const escapes = /\\(\r\n|[!-/:-@[-`{-~\r\n])|&#(32|9);/g;

/** Markdown as plain text: escapes are undone, and markup that was meant stays readable as it stands (`**urgent**`). */
export function plainFrom(markdown: Markdown): string {
  if (!markdown.includes('\\') && !markdown.includes('&#')) return markdown;
  return markdown.replace(escapes, (_, escaped?: string, code?: string) => escaped ?? (code === '32' ? ' ' : '\t'));
}
