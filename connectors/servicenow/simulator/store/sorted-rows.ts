import { idOf, type Row } from './row.js';

/** Rows kept in order. Changes are collected and merged at the next read, so that a write costs O(1) and a page of a sweep no sort. */
export interface SortedRows {
  read(): readonly Row[];
  touch(row: Row): void;
}

export function sortedRows(
  rows: Iterable<Row>,
  compare: (a: Row, b: Row) => number,
  belongs: (row: Row) => boolean,
): SortedRows {
  let sorted = [...rows].sort(compare);
  const touched = new Set<Row>();
  return {
    read() {
      if (touched.size === 0) return sorted;
      const fresh = [...touched].filter(belongs).sort(compare);
      // Rows not touched keep their keys, so what is left is still in order.
      sorted = merge(
        sorted.filter((row) => !touched.has(row)),
        fresh,
        compare,
      );
      touched.clear();
      return sorted;
    },
    touch: (row) => void touched.add(row),
  };
}

function merge(left: Row[], right: Row[], compare: (a: Row, b: Row) => number): Row[] {
  if (right.length === 0) return left;
  const first = right[0];
  const last = left.at(-1);
  if (!last || (first && compare(last, first) <= 0)) return left.concat(right);
  const out: Row[] = [];
  let i = 0;
  let j = 0;
  while (i < left.length && j < right.length) {
    const a = left[i] as Row;
    const b = right[j] as Row;
    if (compare(a, b) <= 0) {
      out.push(a);
      i++;
    } else {
      out.push(b);
      j++;
    }
  }
  return out.concat(left.slice(i), right.slice(j));
}

/** Text in the order of a case-insensitive collation. */
export function compareText(a: string, b: string): number {
  if (a === b) return 0;
  const x = a.toLowerCase();
  const y = b.toLowerCase();
  return x < y ? -1 : x > y ? 1 : 0;
}

/** By one column, equal values by sys_id. */
export function byColumn(column: string, numeric: boolean): (a: Row, b: Row) => number {
  return (a, b) => {
    const x = a[column] ?? '';
    const y = b[column] ?? '';
    const order = numeric ? Number(x || -Infinity) - Number(y || -Infinity) || 0 : compareText(x, y);
    return order !== 0 && !Number.isNaN(order) ? order : compareText(idOf(a), idOf(b));
  };
}
