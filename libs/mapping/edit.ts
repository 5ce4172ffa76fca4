import { isMap, isSeq, parseDocument } from 'yaml';

/**
 * Adds decided rows under `decisions:` of an overlay, and leaves everything else, comments included, as it was.
 * `rows` are lines as a WordUse gives them, with or without their hyphen. Empty text becomes a new overlay of `base`.
 */
export function addRows(text: string, rows: readonly string[], base: string): string {
  const start = text.trim() === '' ? `# yaml-language-server: $schema=../schema.json\nextends: ${base}\n` : text;
  if (rows.length === 0) return start;
  const document = parseDocument(start);
  if (document.errors.length > 0 || !isMap(document.contents))
    throw new Error(
      `expected a mapping file to add rows to, ${document.errors[0]?.message ?? 'no map of keys'} came; correct the file first`,
    );
  const decisions = document.get('decisions');
  if (!isSeq(decisions)) document.set('decisions', document.createNode([]));
  for (const row of rows) {
    const { contents, errors } = parseDocument(row.replace(/^\s*-\s*/, ''));
    if (errors.length > 0 || !isMap(contents))
      throw new Error(`expected a row such as - { for: status, native: "x", is: new }, «${row}» came; correct it`);
    // The node itself, so that words keep their quotes.
    document.addIn(['decisions'], contents);
  }
  return document.toString({ lineWidth: 0 });
}
