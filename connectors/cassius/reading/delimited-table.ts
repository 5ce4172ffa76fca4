import { readDelimited } from './delimited.js';
import { findDialect } from './dialect.js';
import { encodingName, type Writing } from './encoding.js';
import { damageReader } from './letters.js';
import type { OpenOptions, Table } from './table.js';
import { headText, utf8Of } from './text.js';

export function delimitedTable(path: string, label: string, writing: Writing, options: OpenOptions): Table {
  const dialect = findDialect(headText(writing), options.delimiter, options.quotes !== 'none', options.known);
  const reading = {
    dialect,
    numberAt: options.numberAt(dialect.names),
    suspicious: options.quotes === 'check',
    fill: options.fill,
    most: options.limits.record,
  };
  const separator = dialect.delimiter === '\t' ? 'TSV' : `CSV, «${dialect.delimiter}»`;
  const encoded = encodingName(writing);
  return {
    label,
    unit: 'ligne',
    form: { fr: `${separator}, ${encoded.fr}`, en: `${separator}, ${encoded.en}` },
    kind: 'table',
    of: null,
    serials: false,
    names: dialect.names,
    pieces: (signal) => readDelimited(utf8Of(path, writing, signal), reading),
    spoiled: writing.spoiled,
    damageIn: damageReader(writing),
  };
}
