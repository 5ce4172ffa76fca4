import type { Column } from '../dictionary/column.js';
import type { Shape } from '../dictionary/dictionary.js';
import type { Database } from '../store/database.js';
import { cell, type Row } from '../store/row.js';
import { compareText } from '../store/sorted-rows.js';

/** A column reached from a table, through references where the name has dots. */
export interface Path {
  readonly name: string;
  readonly shape: Shape;
  readonly column: Column;
  /** Every (table, column) on the way, the last included: each needs the right to be read. */
  readonly steps: readonly { readonly shape: Shape; readonly column: Column }[];
  readonly value: (row: Row) => string;
  readonly display: (row: Row) => string;
}

export function followPath(database: Database, from: Shape, name: string): Path | undefined {
  const names = name.split('.');
  const steps: { shape: Shape; column: Column }[] = [];
  let shape: Shape | undefined = from;
  for (const one of names) {
    const column: Column | undefined = shape?.columns.get(one);
    if (!shape || !column) return undefined;
    steps.push({ shape, column });
    shape = column.reference ? database.dictionary.shape(column.reference) : undefined;
  }
  const last = steps.at(-1);
  if (!last) return undefined;
  const through = steps.slice(0, -1).map((step) => step.column);
  const owner = (row: Row): Row | undefined => {
    let at: Row | undefined = row;
    for (const step of through) at = at && database.find(step.reference ?? '', cell(at, step.name));
    return at;
  };
  const read = last.column.name;
  const value =
    through.length === 0
      ? (row: Row): string => row[read] ?? ''
      : (row: Row): string => {
          const at = owner(row);
          return at ? cell(at, read) : '';
        };
  const target = last.column.reference;
  const points = last.column.kind === 'reference';
  const display = (row: Row): string => (points ? database.display(target ?? '', value(row)) : value(row));
  return { name, shape: last.shape, column: last.column, steps, value, display };
}

const numbers: ReadonlySet<string> = new Set(['integer', 'decimal', 'currency']);
export function isNumeric(column: Column): boolean {
  return numbers.has(column.kind);
}

export function comparison(path: Path): (a: string, b: string) => number {
  return isNumeric(path.column) ? (a, b) => Number(a) - Number(b) : compareText;
}
