import { readFile } from 'node:fs/promises';
import type { Told } from '@passerelle/connector';
import readXlsxFile from 'read-excel-file/universal';
import { cellsAsHeadings } from './flaw-words.js';
import type { Cell, Piece, Pieces } from './row.js';
import { UnreadableFile } from './table.js';
import { unzip, zipEntries } from './zip.js';

/** A workbook's sheet: rows of cells as they lie, the first row first. */
export interface Sheet {
  readonly name: string;
  readonly rows: readonly (readonly Cell[])[];
}

export interface SheetLimits {
  /** Bytes of the file. */
  readonly sheet: number;
  /** Bytes of all its parts. */
  readonly unpacked: number;
}

/** Rows times columns of one sheet: the library makes all of them, filled or not. */
const mostCells = 5_000_000;
const mostParts = 10_000;

/** A workbook is read whole, so its sizes are looked at first. Formulas give their last result. */
export async function readWorkbook(path: string, size: number, limits: SheetLimits): Promise<readonly Sheet[]> {
  if (size > limits.sheet)
    throw new UnreadableFile({
      fr: `attendu au plus ${limits.sheet} octets (limits.sheet), reçu ${size} ; enregistrez-le en CSV`,
      en: `expected at most ${limits.sheet} bytes (limits.sheet), came ${size}; save it as CSV`,
    });
  const bytes = await readFile(path);
  refuseBombs(bytes, limits.unpacked);
  const buffer = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer;
  try {
    const sheets = await readXlsxFile<string>(buffer, { trim: false, parseNumber: numberText });
    return sheets.map(({ sheet, data }) => ({ name: sheet, rows: data.map((row) => row.map(cellOf)) }));
  } catch (error) {
    const { message } = error as Error;
    throw noWorkbook({ fr: `un classeur illisible : ${message}`, en: `one that cannot be read: ${message}` });
  }
}

/** The library allocates what the archive declares and fills every sheet up to its last cell. */
function refuseBombs(bytes: Buffer, most: number): void {
  const parts = zipEntries(bytes);
  if (parts === null)
    throw noWorkbook({ fr: 'autre chose qu’une archive ZIP', en: 'something that is no ZIP archive' });
  const unpacked = parts.reduce((sum, { size }) => sum + size, 0);
  if (unpacked > most || parts.length > mostParts)
    throw new UnreadableFile({
      fr: `attendu au plus ${most} octets après décompression (limits.unpacked), reçu ${unpacked}`,
      en: `expected at most ${most} bytes unpacked (limits.unpacked), came ${unpacked}`,
    });
  for (const part of parts) {
    const content = /\.(xml|rels)$/i.test(part.name) ? unzip(bytes, part) : Buffer.alloc(0);
    if (content === null)
      throw noWorkbook({ fr: `un classeur dont ${part.name} est abîmé`, en: `one whose ${part.name} is damaged` });
    const cells = /worksheets\//i.test(part.name) ? extentOf(content.toString('latin1')) : 0;
    if (cells > mostCells)
      throw new UnreadableFile({
        fr: `attendu au plus ${mostCells} cellules, reçu une feuille qui en couvre ${cells} ; enregistrez-la en CSV`,
        en: `expected at most ${mostCells} cells, came a sheet that spans ${cells}; save it as CSV`,
      });
  }
}

function noWorkbook({ fr, en }: Told): UnreadableFile {
  return new UnreadableFile({
    fr: `attendu un classeur XLSX, reçu ${fr}`,
    en: `expected an XLSX workbook, came ${en}`,
  });
}

function extentOf(xml: string): number {
  let rows = 0;
  let columns = 0;
  for (const [, letters = '', digits = ''] of xml.matchAll(/<(?:\w+:)?c\s[^<>]*?\br\s*=\s*["']([A-Za-z]+)(\d+)["']/g)) {
    const column = Buffer.from(letters.toUpperCase()).reduce((sum, letter) => sum * 26 + letter - 64, 0);
    rows = Math.max(rows, Number(digits));
    columns = Math.max(columns, column);
  }
  return rows * columns;
}

/** Rows under the headings. Cells that are missing at the end of a row are empty in a sheet. */
export async function* rowsOf(sheet: Sheet, names: readonly string[], before: number): Pieces {
  let pieces: Piece[] = [];
  for (const [index, row] of sheet.rows.entries()) {
    if (index <= before || row.every(isEmpty)) continue;
    const line = index + 1;
    const beyond = row.slice(names.length).every(isEmpty);
    if (beyond) pieces.push({ line, names, cells: names.map((_, column) => row[column] ?? null) });
    else
      pieces.push({
        line,
        lastLine: line,
        column: null,
        number: null,
        expected: cellsAsHeadings(names.length),
        came: { fr: `${row.length} cellules`, en: `${row.length} cells` },
      });
    if (pieces.length >= 1_000) {
      yield pieces;
      pieces = [];
    }
  }
  if (pieces.length > 0) yield pieces;
}

function isEmpty(cell: Cell): boolean {
  return cell === null || cell === '';
}

function cellOf(cell: unknown): Cell {
  if (cell === null || cell === undefined) return null;
  return cell instanceof Date || typeof cell === 'string' ? cell : JSON.stringify(cell);
}

/** As a spreadsheet shows it rather than in the digits of its binary fraction; long numbers keep all their digits. */
function numberText(digits: string): string {
  const number = Number(digits);
  return Number.isSafeInteger(number) || !/^-?\d+$/.test(digits) ? String(number) : digits;
}
