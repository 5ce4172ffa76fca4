import { asIs } from '@passerelle/connector';
import type { Writing } from './encoding.js';
import { damageReader } from './letters.js';
import type { Cell } from './row.js';
import { readWorkbook, rowsOf, type Sheet } from './sheet.js';
import type { OpenOptions, Table } from './table.js';

/** Headings stand among the first rows of a sheet or there are none. */
const titleRows = 20;

export async function sheetTables(
  path: string,
  label: string,
  writing: Writing,
  options: OpenOptions,
): Promise<readonly Table[]> {
  const read = (): Promise<readonly Sheet[]> => readWorkbook(path, writing.size, options.limits);
  const sheets = await read();
  return sheets
    .filter(({ rows }) => rows.length > 0)
    .map((sheet) => {
      const { names, before } = headingsOf(sheet.rows, options);
      const pieces = async function* () {
        const again = (await read()).find(({ name }) => name === sheet.name);
        if (again) yield* rowsOf(again, names, before);
      };
      return {
        label: sheets.length > 1 ? `${label} (feuille «${sheet.name}»)` : label,
        unit: 'ligne',
        form: asIs('XLSX'),
        kind: 'table',
        of: null,
        serials: true,
        names,
        pieces,
        spoiled: true,
        damageIn: damageReader(null),
      };
    });
}

function headingsOf(rows: Sheet['rows'], options: OpenOptions): { names: readonly string[]; before: number } {
  const first = rows.slice(0, titleRows).map(namesOf);
  const scores = first.map((names) => options.known(names));
  const before = scores.indexOf(Math.max(...scores));
  return { names: first[before] ?? [], before };
}

function namesOf(row: readonly Cell[]): readonly string[] {
  const names = row.map((cell) => (typeof cell === 'string' ? cell.trim() : ''));
  while (names.at(-1) === '') names.pop();
  return names;
}
