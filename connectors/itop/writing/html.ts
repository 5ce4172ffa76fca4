import sanitizeHtml from 'sanitize-html';
import { storedHtml } from '../reading/stored-html.js';

// iTop parses whatever it is sent as HTML: «<john@x.com>» vanishes, and so does everything it takes for a tag it does
// not allow (HTMLDOMSanitizer, whitelist of 3.2). What is none of these tags is therefore a text, and sent as one.
const tags = [
  'h1',
  'h2',
  'h3',
  'h4',
  'h5',
  'h6',
  'p',
  'b',
  'strong',
  'i',
  'em',
  'u',
  's',
  'mark',
  'span',
  'ul',
  'ol',
  'li',
  'table',
  'thead',
  'tbody',
  'tr',
  'th',
  'td',
  'pre',
  'code',
  'blockquote',
  'a',
  'img',
  'hr',
  'br',
  'figure',
] as const;
const known = new RegExp(`<(?!/?(?:${tags.join('|')})(?:\\s[^<>]*)?/?>)`, 'gi');
const blocks = /<(?:p|h[1-6]|ul|ol|table|pre|blockquote|figure|hr)\b/i;

const options: sanitizeHtml.IOptions = {
  allowedTags: [...tags],
  allowedAttributes: {
    '*': ['style'],
    a: ['href', 'target'],
    img: ['src', 'alt', 'width', 'data-img-id', 'data-img-secret'],
    table: ['border'],
    td: ['colspan'],
    th: ['colspan'],
    pre: ['class'],
    code: ['class'],
  },
  allowedStyles: { '*': { color: [/.*/], 'background-color': [/.*/] } },
  allowedSchemes: ['http', 'https', 'mailto'],
  allowedSchemesByTag: { img: ['http', 'https', 'data'] },
};

/** HTML that iTop keeps as it is: tags that it does not allow are text, and every word of them stays. */
export function sendable(html: string): string {
  const text = html.toWellFormed().replace(/\r\n?/g, '\n').replace(known, '&lt;');
  return sanitizeHtml(text, options).replace(/ \/>/g, '>').trim();
}

/** With our mark at its end, unless the text holds it already. */
export function marked(html: string, mark: string): string {
  const body = sendable(html);
  const words = escaped(mark);
  if (mark === '' || plain(body).includes(squeezed(mark))) return body;
  if (body === '') return words;
  return blocks.test(body) ? `${body}\n<p>${words}</p>` : `${body}<br>\n${words}`;
}

export function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/**
 * What iTop makes of HTML, and what it is compared by: without the paragraph that it wraps around bare text, line breaks
 * written one way, no outer blanks.
 */
export function normalHtml(html: string): string {
  let text = sendable(html.replaceAll('&#13;', '\n'));
  for (let inner = storedHtml(text); inner !== text; inner = storedHtml(text)) text = inner.trim();
  return text;
}

/** The words alone, blanks squeezed: what a mark is looked for in. */
export function plain(html: string): string {
  const text = html.replace(/<[^>]*>/g, ' ');
  const decoded = text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&nbsp;', ' ')
    .replaceAll('&amp;', '&');
  return squeezed(decoded);
}

export function squeezed(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
