import type { Told } from '@passerelle/connector';

/*
 * PostgreSQL holds no U+0000 in text, and UTF-8 no lone half of a surrogate pair; tools send both (fields cut in the
 * middle of an emoji, padded fixed-width columns). They are kept as U+0001 and four hexadecimal digits, U+0001 itself
 * too, so that nothing is lost and two different texts stay different.
 */
// oxlint-disable-next-line no-control-regex -- control characters are what is looked for
const control = /[\u0000\u0001]/;
// oxlint-disable-next-line no-control-regex -- control characters are what is looked for
const unkeepables = /[\u0000\u0001\p{Surrogate}]/gu;
// oxlint-disable-next-line no-control-regex -- control characters are what is looked for
const escaped = /\u0001([0-9a-f]{4})/g;

/** Text as PostgreSQL can hold it. */
export function kept(text: string): string {
  if (text.isWellFormed() && !control.test(text)) return text;
  return text.replace(unkeepables, (unit) => `\u0001${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** The text as it was before `kept`. */
export function given(text: string): string {
  if (!text.includes('\u0001')) return text;
  return text.replace(escaped, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));
}

export function keptOrNull(text: string | null): string | null {
  return text === null ? null : kept(text);
}

export function givenOrNull(text: string | null): string | null {
  return text === null ? null : given(text);
}

/** What people read; a row that was kept before there were two languages has the English words alone. */
export function bothOf(en: string, fr: string | null): Told {
  return { fr: fr ?? en, en };
}

/** One element list as PostgreSQL writes arrays in text, for a column of arrays. */
export function arrayLiteral(texts: readonly string[]): string {
  return `{${texts.map((text) => `"${kept(text).replaceAll(/["\\]/g, '\\$&')}"`).join(',')}}`;
}
