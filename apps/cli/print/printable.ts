/** Text of tools on a terminal: no control sequence of theirs may reach it, and a cell is one line. */
export function printable(text: string): string {
  return text
    .replace(/[\t\n\r]+/gu, ' ')
    .replace(/\p{Cc}/gu, '\u{FFFD}')
    .replace(/[\u{202A}-\u{202E}\u{2066}-\u{2069}]/gu, '');
}
