export type Encoding = 'legacy' | 'numeric' | 'raw';

/**
 * 9.5 keeps `<` and `>` as named entities, 10 keeps `<`, `>` and `&` as numbers, 11 keeps texts as they are. What came from an
 * older release keeps its old form after an upgrade, so 10 may show both (GLPI issues 8838 and 24233).
 */
export function encodingOf(version: string): Encoding {
  const major = Number(/^\d+/.exec(version)?.[0] ?? 10);
  return major < 10 ? 'legacy' : major === 10 ? 'numeric' : 'raw';
}

/** Takes exactly one layer off. */
export function decoded(text: string, encoding: Encoding): string {
  if (encoding === 'raw') return text;
  if (encoding === 'numeric' && /&#(?:60|62|38);/.test(text))
    return text.replaceAll('&#60;', '<').replaceAll('&#62;', '>').replaceAll('&#38;', '&');
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>');
}

const markup = /<\/?[a-z][^<>]*>|&(?:[a-z]+|#\d+);/i;

export function isHtml(text: string): boolean {
  return markup.test(text);
}

/** A text without markup as GLPI shows it: marks of HTML as words, lines as lines. */
export function shownAsHtml(text: string): string {
  if (isHtml(text)) return text;
  const words = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  return words.replace(/\r\n?|\n/g, '<br>\n');
}
