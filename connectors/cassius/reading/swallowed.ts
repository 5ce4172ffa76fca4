import { looksLikeNumber } from './row.js';

/**
 * The numbers of rows that stand inside one row. A stray quote at the start of a cell and another at the end of the same
 * column further down make one valid record of many rows (RFC 4180 has nothing against it): tickets would be lost without
 * a word, and work notes would become part of a public comment. Such a cell is known by its shape: its lines hold exactly
 * as many delimiters as the rest of a row, whole rows, and the beginning of a row do, and a number where numbers stand.
 */
export function swallowed(
  cells: readonly string[],
  { dialect, numberAt }: { readonly dialect: { readonly delimiter: string }; readonly numberAt: number },
): readonly string[] {
  const width = cells.length;
  if (numberAt < 0 || width < 2) return [];
  for (const [column, cell] of cells.entries()) {
    const lines = cell.split(/\r\n|\n|\r/).map((line) => line.split(dialect.delimiter));
    const [first, ...others] = lines;
    const last = others.at(-1);
    if (!first || !last || first.length !== width - column || last.length !== column + 1) continue;
    if (others.slice(0, -1).some((other) => other.length !== width)) continue;
    const inLines = others.map((other) => other[numberAt]?.trim());
    const numbers =
      numberAt < column
        ? [cells[numberAt]?.trim(), ...inLines]
        : [first[numberAt - column]?.trim(), ...inLines.slice(0, -1), cells[numberAt]?.trim()];
    if (numbers.every(looksLikeNumber)) return numbers;
  }
  return [];
}
