/**
 * The text with the part between `<!-- name:begin -->` and `<!-- name:end -->` replaced. For generated tables inside
 * READMEs. Throws where the marks are missing, since nothing would be generated and nobody would notice.
 */
export function betweenMarks(text: string, name: string, part: string): string {
  const begin = `<!-- ${name}:begin -->`;
  const end = `<!-- ${name}:end -->`;
  const from = text.indexOf(begin);
  const to = text.indexOf(end);
  if (from < 0 || to < from)
    throw new Error(
      `expected the marks ${begin} and ${end}, came a text without them; put them where the part belongs`,
    );
  return `${text.slice(0, from + begin.length)}\n\n${part.trim()}\n\n${text.slice(to)}`;
}
