import { stringify, type Stringifier } from 'csv-stringify';

/**
 * A CSV that French and English spreadsheets open as it is: semicolons, a byte-order mark, and cells that would run as a
 * formula made text by an apostrophe (OWASP, «CSV Injection»). Only exports are changed so, never stored data.
 */
export function spreadsheet(headings: readonly string[]): Stringifier {
  const sheet = stringify({ delimiter: ';', bom: true, record_delimiter: 'windows', escape_formulas: true });
  sheet.write([...headings]);
  return sheet;
}
