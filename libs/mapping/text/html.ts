import type { Markdown } from '@passerelle/ticket';
import sanitizeHtml from 'sanitize-html';
import TurndownService from 'turndown';
import { markdownFrom, plainFrom } from './plain.js';

const allowed: sanitizeHtml.IOptions = {
  allowedTags: [...sanitizeHtml.defaults.allowedTags, 'img', 'del', 'ins'],
  allowedAttributes: { a: ['href', 'title'], img: ['src', 'alt', 'title'], ol: ['start'] },
  allowedSchemes: ['http', 'https', 'mailto', 'tel'],
  allowProtocolRelative: false,
  nestingLimit: 100,
};

const turndown = new TurndownService({
  headingStyle: 'atx',
  codeBlockStyle: 'fenced',
  bulletListMarker: '-',
  emDelimiter: '*',
  br: '\\',
});

/** Deeper than any editor nests. The libraries take a time that grows with the square of it. */
const deepest = 1000;

/**
 * HTML as Markdown. Scripts, styles and foreign schemes are dropped before anything else looks at it. What is nested too
 * deep to have been written by anybody is kept as the text that it is.
 */
export function markdownFromHtml(html: string): Markdown {
  if (isTooDeep(html)) return markdownFrom(html);
  return turndown.turndown(sanitizeHtml(html, allowed));
}

function isTooDeep(html: string): boolean {
  let depth = 0;
  for (const tag of html.matchAll(/<(\/?)(?!(?:br|hr|img|input|col|wbr)\b)[a-z]/gi)) {
    depth += tag[1] === '' ? 1 : -1;
    if (depth > deepest) return true;
  }
  return false;
}

/** Markdown as harmless HTML: its text, escaped, with its line breaks and the blanks at the beginning of its lines. */
export function htmlFrom(markdown: Markdown): string {
  return plainFrom(markdown)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replace(/^[ \t]+/gm, (blanks) => '&nbsp;'.repeat(blanks.length))
    .replace(/\r\n|\n|\r/g, '<br>\n');
}
