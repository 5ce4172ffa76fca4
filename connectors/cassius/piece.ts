import { asIs, type BrokenPiece, type Told } from '@passerelle/connector';
import { type CellWords, textOf } from './cell.js';
import type { InstantReader } from './instant.js';
import type { Notices } from './notices.js';
import type { Flaw, Row } from './reading/row.js';
import type { Table } from './reading/table.js';
import { shown } from './words.js';

export function flawIn(row: Row, index: number | undefined, number: string | null, expected: Told, came: Told): Flaw {
  const column = index === undefined ? null : (row.names[index] ?? null);
  return { line: row.line, lastLine: row.line, column, number, expected, came };
}

/** `tickets.csv, ligne 12, colonne «Créé»`. */
export function placeOf(table: Table, line: number, lastLine = line, column: string | null = null): string {
  const lines = lastLine > line ? `${table.unit}s ${line} à ${lastLine}` : `${table.unit} ${line}`;
  return `${table.label}, ${lines}${column === null ? '' : `, colonne «${shown(column)}»`}`;
}

export function brokenOf(table: Table, flaw: Flaw): BrokenPiece {
  const where = placeOf(table, flaw.line, flaw.lastLine, flaw.column);
  return { where, number: flaw.number, expected: flaw.expected, came: flaw.came };
}

/** A date cell as an instant in UTC, null where it is empty, or what is wrong with it. */
export function readDate(
  row: Row,
  index: number,
  table: Table,
  instants: InstantReader,
  words: CellWords,
  notices: Notices,
): string | null | Flaw {
  const cell = row.cells[index];
  const text = storedText(cell, words);
  if (text === null) return null;
  const serial = table.serials && /^\d{1,6}(\.\d+)?$/.test(text) ? Number(text) : null;
  const instant =
    cell instanceof Date
      ? instants.wall(Math.round(cell.getTime() / 1000) * 1000)
      : serial !== null
        ? instants.wall(Math.round((serial - daysTo1970) * 86_400) * 1000)
        : instants.read(text);
  if (instant === null || !/^[12]\d{3}-/.test(instant.at))
    return flawIn(row, index, null, dateExpected, asIs(`«${shown(text)}»`));
  if (instant.doubt !== null) {
    const where = placeOf(table, row.line, row.line, row.names[index] ?? null);
    const { at } = instant;
    if (instant.doubt === 'shifted')
      notices.tell({ fr: 'heures qu’aucune horloge n’a affichées', en: 'hours that no clock showed' }, where, {
        fr: `aucune horloge n’a affiché ${text} (passage à l’heure d’été) ; lu comme ${at}`,
        en: `no clock showed ${text} (summer time began); read as ${at}`,
      });
    else
      notices.tell({ fr: 'heures affichées deux fois', en: 'hours that clocks showed twice' }, where, {
        fr: `les horloges ont affiché ${text} deux fois (passage à l’heure d’hiver) ; la première est retenue, ${at}`,
        en: `clocks showed ${text} twice (summer time ended); the first is taken, ${at}`,
      });
  }
  return instant.at;
}

const dateExpected: Told = {
  fr: 'une date comme 18/11/2025 11:54:35 (dates.formats)',
  en: 'a date such as 18/11/2025 11:54:35 (dates.formats)',
};

/** Excel counts days from 1899-12-30 (with its 29 February 1900), so 1970-01-01 is day 25569. */
const daysTo1970 = 25_569;

/** Of a date that has both, the database's value: the display follows the zone of whoever exported. */
function storedText(cell: Row['cells'][number] | undefined, words: CellWords): string | null {
  if (typeof cell === 'object' && cell !== null && !(cell instanceof Date)) return textOf(cell.value, words);
  return textOf(cell, words);
}
