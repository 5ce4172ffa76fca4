/** JSON as the house's formatter leaves it: indented by two, lists of plain words on one line where they fit. */
export function jsonText(value: object): string {
  const text = JSON.stringify(value, null, 2);
  const short = text.replaceAll(
    /^(.*)\[\n([^[\]{}]*)\n *\](,?)$/gm,
    (long, head: string, words: string, comma: string) => {
      const line = `${head}[${words.replaceAll(/\n? {2,}/g, ' ').trim()}]${comma}`;
      return line.length <= 120 ? line : long;
    },
  );
  return `${short}\n`;
}
