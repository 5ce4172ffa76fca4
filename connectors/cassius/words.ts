/**
 * A heading or a word as it is compared: without case, accents, blanks, apostrophes and punctuation, so that `N° `,
 * `Numéro`, `Groupe d’affectation` and `GROUPE D'AFFECTATION` meet. Only for comparison, never kept.
 */
export function fold(text: string): string {
  return text
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll('œ', 'oe')
    .replaceAll('æ', 'ae')
    .replace(/[^\p{L}\p{N}]+/gu, '');
}

/** A word that people may show in a message: one line, 120 characters at most, no control characters. */
export function shown(text: string, most = 120): string {
  // oxlint-disable-next-line no-control-regex -- control characters are what is taken out
  const line = text.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/gu, ' ').trim();
  return line.length > most ? `${line.slice(0, most - 1)}…` : line;
}
