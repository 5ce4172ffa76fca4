import sanitizeHtml from 'sanitize-html';

const blocks = /<(?:p|h[1-6]|ul|ol|table|pre|blockquote|figure|hr|div)\b/i;
/** What iTop 3.2.0 leaves behind where somebody sent nothing but blanks. */
export const junk =
  '<!DOCTYPE html PUBLIC "-//W3C//DTD HTML 4.0 Transitional//EN" "http://www.w3.org/TR/REC-html40/loose.dtd">\n<?xml encoding="UTF-8"?>\n';

const options: sanitizeHtml.IOptions = {
  allowedTags: [
    'h1',
    'h2',
    'h3',
    'h4',
    'h5',
    'h6',
    'p',
    'div',
    'b',
    'strong',
    'i',
    'em',
    'u',
    's',
    'del',
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
    'caption',
    'pre',
    'code',
    'blockquote',
    'a',
    'img',
    'hr',
    'br',
    'figure',
    'figcaption',
    'sub',
    'sup',
  ],
  allowedAttributes: {
    '*': ['style'],
    a: ['href', 'target', 'title'],
    img: ['src', 'alt', 'width', 'height', 'data-img-id', 'data-img-secret'],
    table: ['border'],
    td: ['colspan', 'rowspan'],
    th: ['colspan', 'rowspan'],
    code: ['class'],
    pre: ['class'],
  },
  allowedStyles: { '*': { color: [/.*/], 'background-color': [/.*/], 'text-align': [/.*/] } },
  allowedSchemes: ['http', 'https', 'mailto', 'ftp'],
  allowedSchemesByTag: { img: ['http', 'https', 'data'] },
  transformTags: {
    // A picture whose source is no address loses it; one of this iTop is marked with its id where its secret is hexadecimal.
    img: (tagName, { 'data-img-id': _id, 'data-img-secret': _secret, ...attribs }) => {
      const { src = '', ...rest } = attribs;
      if (!/^(?:https?:|data:)/i.test(src)) return { tagName, attribs: rest };
      const [, id, secret] = /operation=download_inlineimage&(?:amp;)?id=(\d+)&(?:amp;)?s=([0-9a-f]+)$/.exec(src) ?? [];
      const mark = id && secret ? { 'data-img-id': id, 'data-img-secret': secret } : {};
      return { tagName, attribs: { ...attribs, ...mark } };
    },
  },
};

/** What iTop keeps of HTML that it is sent. Plain text is parsed as HTML too, and loses what looks like tags. */
export function sanitise(sent: string): string {
  const kept = sanitizeHtml(sent, options).replace(/ \/>/g, '>').replaceAll('\r', '&#13;');
  if (kept.trim() === '') return junk;
  return blocks.test(kept) ? kept : `<p>${kept}</p>`;
}

/** The plain rendering of an entry: links in brackets, line ends collapsed. */
export function rendered(html: string): string {
  return decode(
    html
      .replace(/<a\b[^>]*?href="([^"]*)"[^>]*>(.*?)<\/a>/gis, '[$2]($1)')
      .replace(/<[^>]*>/g, '')
      .replace(/\s+/g, ' ')
      .trim(),
  );
}

export function decode(text: string): string {
  return text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#13;', '\r')
    .replaceAll('&amp;', '&');
}

/** An entry that was sent as text: nothing of it is taken for markup. */
export function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replace(/\r\n|\r|\n/g, '<br/>');
}
