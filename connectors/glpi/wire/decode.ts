export type Encoding = 'legacy' | 'numeric' | 'raw';

/**
 * 9.5 keeps `<` and `>` as named entities, 10 keeps `<`, `>` and `&` as numbers, 11 keeps texts as they are. What came from an
 * older release keeps its old form after an upgrade, so 10 may show both (GLPI issues 8838 and 24233).
 */
export function encodingOf(version: string): Encoding {
  const major = Number(/^\d+/.exec(version)?.[0] ?? 10);
  return major < 10 ? 'legacy' : major === 10 ? 'numeric' : 'raw';
}

/** Takes exactly one layer off, and reads what 9.5 has no room for from the entities that we write for it. */
export function decoded(text: string, encoding: Encoding): string {
  if (encoding === 'raw') return text;
  if (encoding === 'legacy')
    text = text.replace(astralEntity, (entity, point: string) => astralOf(entity, Number(point)));
  if (encoding === 'numeric' && /&#(?:60|62|38);/.test(text))
    return text.replaceAll('&#60;', '<').replaceAll('&#62;', '>').replaceAll('&#38;', '&');
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>');
}

const astralEntity = /&#(\d{5,7});/g;

function astralOf(entity: string, point: number): string {
  return point > 0xffff && point <= 0x10ffff ? String.fromCodePoint(point) : entity;
}

/**
 * What a release is sent. 9.5 writes four question marks for every character beyond the basic plane (utf8mb3), so it is sent
 * the entity that browsers show as that character; a title keeps 255 characters of it, and no half of one.
 */
export function sendable(input: unknown, encoding: Encoding): unknown {
  if (encoding !== 'legacy') return input;
  if (Array.isArray(input)) return input.map((one: unknown) => sendable(one, encoding));
  if (typeof input === 'string') return Array.from(input, entityOf).join('');
  if (typeof input !== 'object' || input === null) return input;
  return Object.fromEntries(
    Object.entries(input).map(([key, value]) => [
      key,
      key === 'name' && typeof value === 'string' ? title(value) : sendable(value, encoding),
    ]),
  );
}

function title(text: string): string {
  let kept = '';
  for (const character of text) {
    const next = entityOf(character);
    if (kept.length + next.length > 255) break;
    kept += next;
  }
  return kept;
}

function entityOf(character: string): string {
  const point = character.codePointAt(0) ?? 0;
  return point > 0xffff ? `&#${point};` : character;
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
