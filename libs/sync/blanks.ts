/** Tools fold line ends and outer blanks of journals each in their way: a line is the same line whatever blanks it has. */
export function withoutBlanks(text: string): string {
  return text.normalize('NFC').replace(/\s+/gu, ' ').trim();
}
