import sax from 'sax';

/** Rows of the first worksheet of a SpreadsheetML 2003 workbook, by the text of their headings; null where it is torn. */
export function sheetRows(xml: string): readonly Readonly<Record<string, string>>[] | null {
  const rows: string[][] = [];
  let [sheets, depth, inData, failed] = [0, 0, false, false];
  // Strict: a file that was cut must not pass for a short one.
  const parser = sax.parser(true, { trim: false });
  parser.onerror = () => {
    failed = true;
    parser.error = null as never;
  };
  parser.onopentag = ({ name, attributes }) => {
    depth += 1;
    if (name === 'Worksheet') sheets += 1;
    if (sheets !== 1) return;
    if (name === 'Row') rows.push([]);
    if (name === 'Cell') {
      const index = Number(attributes['ss:Index'] ?? 0);
      const row = rows.at(-1);
      while (row && index > 0 && row.length < index - 1) row.push('');
      row?.push('');
    }
    inData = name === 'Data';
  };
  parser.onclosetag = () => {
    depth -= 1;
    inData = false;
  };
  const add = (text: string): void => {
    const row = rows.at(-1);
    if (sheets === 1 && inData && row && row.length > 0) row[row.length - 1] += text;
  };
  parser.ontext = add;
  parser.oncdata = add;
  try {
    parser.write(xml).close();
  } catch {
    return null;
  }
  const [heads, ...body] = rows;
  if (failed || depth !== 0 || !heads) return null;
  return body.map((cells) => Object.fromEntries(heads.map((head, place) => [head.trim(), cells[place] ?? ''])));
}
