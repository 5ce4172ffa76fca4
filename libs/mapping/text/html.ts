import type { Markdown } from '@passerelle/ticket';
import sanitizeHtml from 'sanitize-html';
import TurndownService from 'turndown';
import { plainFrom } from './plain.js';

const allowed: sanitizeHtml.IOptions = {
  allowedTags: [...sanitizeHtml.defaults.allowedTags, 'img', 'del', 'ins'],
  allowedAttributes: { a: ['href', 'title'], img: ['src', 'alt', 'title'], ol: ['start'] },
  allowedSchemes: ['http', 'https', 'mailto', 'tel'],
  allowProtocolRelative: false,
};

const turndown = new TurndownService({
  headingStyle: 'atx',
  codeBlockStyle: 'fenced',
  bulletListMarker: '-',
  emDelimiter: '*',
  br: '\\',
});

/** HTML as Markdown. Scripts, styles and foreign schemes are dropped before anything else looks at it. */
export function markdownFromHtml(html: string): Markdown {
  return turndown.turndown(sanitizeHtml(html, allowed));
}

/** Markdown as harmless HTML: its text, escaped, with its line breaks. */
export function htmlFrom(markdown: Markdown): string {
  return plainFrom(markdown)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replace(/\r\n|\n|\r/g, '<br>\n');
}
