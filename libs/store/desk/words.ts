/**
 * Words as they are looked for: without accents, stemmed as French. Without accents the stemmer no longer sees that
 * «imprimée» ends like «imprimé», so doubled endings are shortened first, in what is kept and in what is asked alike.
 */
const plain = (text: string): string => `regexp_replace(lower(unaccent(${text})), 'ees?\\M', 'e', 'g')`;

export const wordsSql = (text: string): string => `to_tsvector('french', ${plain(text)})`;

/** The parameters of a search: all of it, what stands before its last word, and the beginning of that word. */
export function searchOf(text: string): readonly [string, string, string] {
  const trimmed = text.trim();
  const at = trimmed.search(/\S+$/u);
  const last = trimmed.slice(Math.max(at, 0)).replaceAll(/[^\p{L}\p{N}]/gu, '');
  // In quotes or excluded it is meant as it stands.
  const begins = last.length >= 2 && !/["\-:]/.test(trimmed.slice(Math.max(at, 0)));
  return [trimmed, trimmed.slice(0, Math.max(at, 0)), begins ? last : ''];
}

/** Every word, in any inflection; the last one may be the beginning of a word. Takes three parameters from `$n` on. */
export function querySql(n: number): string {
  const whole = `websearch_to_tsquery('french', ${plain(`$${n}::text`)})`;
  const head = `websearch_to_tsquery('french', ${plain(`$${n + 1}::text`)})`;
  const begin = `case when $${n + 2}::text = '' then ''::tsquery else (${head} && to_tsquery('simple', lower(unaccent($${n + 2}::text)) || ':*')) end`;
  return `(${whole} || (${begin}))`;
}
