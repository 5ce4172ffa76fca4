/** Tools fold line ends and outer blanks of journals each in their way: a line is the same line whatever blanks it has. */
export function withoutBlanks(text: string): string {
  return text.normalize('NFC').replace(/\s+/gu, ' ').trim();
}

/** Enough of a text to find it by. */
export function textField(text: string): string {
  const short = withoutBlanks(text);
  return short.length <= 80 ? short : `${short.slice(0, 79).toWellFormed()}…`;
}
