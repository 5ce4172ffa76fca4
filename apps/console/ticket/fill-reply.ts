/** Puts a ticket's own words into a canned reply; a name that is not known stays as it is, so that it is seen. */
export function fillReply(text: string, words: Readonly<Record<string, string>>): string {
  return text.replace(/\{\{\s*(\w+)\s*\}\}/g, (whole, name: string) =>
    Object.hasOwn(words, name) ? (words[name] ?? whole) : whole,
  );
}
