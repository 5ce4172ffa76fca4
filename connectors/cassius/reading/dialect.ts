import { parse } from 'csv-parse/sync';

export type Delimiter = ';' | ',' | '\t' | '|';

/** How a file of separated values is written. */
export interface Dialect {
  readonly delimiter: Delimiter;
  /** false: the exporter quotes nothing. */
  readonly quoted: boolean;
  /** The line end of files of the old Mac, which hold no line feed. */
  readonly carriageReturns: boolean;
  /** Records before the one that holds the headings: a title, an empty line, Excel's `sep=;`. */
  readonly before: number;
  readonly names: readonly string[];
}

const candidates: readonly Delimiter[] = [';', '\t', ',', '|'];
/** Headings stand among the first records or there are none. */
const titleRecords = 20;

/**
 * The delimiter is the one that makes known headings appear: counting characters would take the commas of a Libellé for
 * one. `known` says how many headings of a record are ours. Where none is, the delimiter that cuts the first record most.
 */
export function findDialect(
  head: string,
  told: Delimiter | 'auto',
  quoted: boolean,
  known: (cells: readonly string[]) => number,
): Dialect {
  const carriageReturns = !head.includes('\n') && head.includes('\r');
  let best: { dialect: Dialect; known: number; width: number } | null = null;
  for (const delimiter of told === 'auto' ? candidates : [told]) {
    const records = recordsOf(head, delimiter, quoted, carriageReturns);
    for (const [before, names] of records.entries()) {
      const found = { known: known(names), width: before === 0 ? names.length : 0 };
      if (best && (found.known < best.known || (found.known === best.known && found.width <= best.width))) continue;
      best = { dialect: { delimiter, quoted, carriageReturns, before, names }, ...found };
    }
  }
  return best?.dialect ?? { delimiter: told === 'auto' ? ';' : told, quoted, carriageReturns, before: 0, names: [] };
}

export function recordEnds(carriageReturns: boolean): string[] {
  return carriageReturns ? ['\r'] : ['\r\n', '\n'];
}

function recordsOf(head: string, delimiter: Delimiter, quoted: boolean, carriageReturns: boolean): string[][] {
  const records: string[][] = [];
  try {
    parse(head, {
      delimiter,
      quote: quoted ? '"' : null,
      record_delimiter: recordEnds(carriageReturns),
      relax_column_count: true,
      relax_quotes: true,
      skip_empty_lines: true,
      to: titleRecords,
      on_record: (record: string[]) => void records.push(record.map((cell) => cell.trim())),
    });
  } catch {
    // What could be read of the head is enough to find the headings; the reading itself reports what is damaged.
  }
  return records;
}
