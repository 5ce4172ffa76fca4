import type { Shape } from '../dictionary/dictionary.js';
import type { Database } from '../store/database.js';
import { idOf, type Row } from '../store/row.js';
import { compareText } from '../store/sorted-rows.js';
import type { CompiledCondition, CompiledQuery } from './compile.js';
import { comparison, isNumeric } from './path.js';

export interface Window {
  readonly offset: number;
  readonly limit: number;
  /** False: stop at the end of the window, the total stays unknown. */
  readonly counted: boolean;
}
export interface Selection {
  readonly rows: readonly Row[];
  readonly total: number | null;
}

/** Rows a query matches, before any right to see them is asked for. Without a sort they come by sys_id, the primary key. */
export function select(database: Database, shape: Shape, query: CompiledQuery, now: number, window: Window): Selection {
  if (database.concealing(now)) {
    const rows = [...database.shelf(shape).rows(shape.family)]
      .map((row) => database.visible(row, now))
      .filter((row) => row !== null);
    return cut(rows.filter(query.matches).sort(sorter(query)), window);
  }
  const candidates = byIndex(database, shape, query);
  if (candidates) return cut(candidates.filter(query.matches).sort(sorter(query)), window);
  const leading = leadingSort(query);
  if (!leading) {
    const rows = [...database.shelf(shape).rows(shape.family)];
    return cut(rows.filter(query.matches).sort(sorter(query)), window);
  }
  const rows = database.shelf(shape).ordered(shape.name, shape.family, leading.column, leading.numeric);
  return sweep(rows, query, leading, window);
}

export function everyRow(database: Database, shape: Shape, query: CompiledQuery, now: number): readonly Row[] {
  return select(database, shape, query, now, { offset: 0, limit: Infinity, counted: true }).rows;
}

function cut(rows: readonly Row[], window: Window): Selection {
  return { rows: rows.slice(window.offset, window.offset + window.limit), total: window.counted ? rows.length : null };
}

function byIndex(database: Database, shape: Shape, query: CompiledQuery): Row[] | null {
  const shelf = database.shelf(shape);
  const found = new Set<Row>();
  for (const group of query.groups) {
    const key = group.find(([one, other]) => {
      if (!one?.path || other || one.path.steps.length > 1 || !shelf.indexed(one.path.column.name)) return false;
      const { operator, value } = one.condition;
      return (
        (operator === '=' || operator === 'IN') && value !== '' && value !== 'NULL' && !value.startsWith('javascript:')
      );
    })?.[0];
    if (!key?.path) return null;
    const { operator, value } = key.condition;
    for (const one of operator === 'IN' ? value.split(',') : [value]) {
      for (const row of shelf.lookup(key.path.column.name, one)) found.add(row);
    }
  }
  if (query.groups.length === 0) return null;
  return [...found].filter((row) => !shape.classed || shape.family.has(row['sys_class_name'] ?? shape.root));
}

interface Leading {
  readonly column: string;
  readonly numeric: boolean;
  readonly descending: boolean;
}

/** The column whose kept order serves the query: one sort, with or without sys_id after it in the same direction. */
function leadingSort(query: CompiledQuery): Leading | null {
  const [first, second, third] = query.sorts;
  if (!first) return { column: 'sys_id', numeric: false, descending: false };
  if (third || first.path.steps.length > 1) return null;
  if (second && (second.path.name !== 'sys_id' || second.descending !== first.descending)) return null;
  return { column: first.path.name, numeric: isNumeric(first.path.column), descending: first.descending };
}

function sweep(rows: readonly Row[], query: CompiledQuery, leading: Leading, window: Window): Selection {
  const bounds = query.groups.map((group) => groupBounds(rows, group, leading.column));
  const from = bounds.length > 0 ? Math.min(...bounds.map((one) => one.from)) : 0;
  const to = bounds.length > 0 ? Math.max(...bounds.map((one) => one.to)) : rows.length;
  const exact = bounds.every((one) => one.exact) && bounds.length <= 1;
  const length = Math.max(0, to - from);
  const at = (index: number): Row => rows[leading.descending ? to - 1 - index : from + index] as Row;
  const out: Row[] = [];
  if (exact) {
    for (let i = window.offset; i < length && out.length < window.limit; i++) out.push(at(i));
    return { rows: out, total: window.counted ? length : null };
  }
  let total = 0;
  for (let i = 0; i < length; i++) {
    const row = at(i);
    if (!query.matches(row)) continue;
    if (total >= window.offset && out.length < window.limit) out.push(row);
    total++;
    if (!window.counted && out.length >= window.limit) break;
  }
  return { rows: out, total: window.counted ? total : null };
}

interface Bounds {
  readonly from: number;
  readonly to: number;
  /** The bounds say all that the group says. */
  readonly exact: boolean;
}

function groupBounds(rows: readonly Row[], group: readonly (readonly CompiledCondition[])[], column: string): Bounds {
  let from = 0;
  let to = rows.length;
  let used = 0;
  for (const [one, other] of group) {
    if (!one?.path || other || one.path.name !== column) continue;
    const { operator, value } = one.condition;
    if (value === '' || value === 'NULL' || value.startsWith('javascript:')) continue;
    const order = comparison(one.path);
    const first = (holds: (n: number) => boolean): number =>
      lowerBound(rows, (row) => holds((row[column] ?? '') === '' ? -1 : order(row[column] ?? '', value)));
    if (operator === '>')
      from = Math.max(
        from,
        first((n) => n > 0),
      );
    else if (operator === '>=')
      from = Math.max(
        from,
        first((n) => n >= 0),
      );
    else if (operator === '<' || operator === '<=') {
      // Empty values sort first but are not smaller than anything.
      from = Math.max(
        from,
        lowerBound(rows, (row) => (row[column] ?? '') !== ''),
      );
      to = Math.min(to, first(operator === '<' ? (n) => n >= 0 : (n) => n > 0));
    } else if (operator === '=') {
      from = Math.max(
        from,
        first((n) => n >= 0),
      );
      to = Math.min(
        to,
        first((n) => n > 0),
      );
    } else continue;
    used++;
  }
  return { from, to: Math.max(from, to), exact: used === group.length };
}

function lowerBound(rows: readonly Row[], reached: (row: Row) => boolean): number {
  let low = 0;
  let high = rows.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (reached(rows[middle] as Row)) high = middle;
    else low = middle + 1;
  }
  return low;
}

function sorter(query: CompiledQuery): (a: Row, b: Row) => number {
  const orders = query.sorts.map(({ path, descending }) => {
    const order = isNumeric(path.column)
      ? (a: string, b: string): number => Number(a || -1e15) - Number(b || -1e15)
      : compareText;
    return (a: Row, b: Row): number => order(path.value(a), path.value(b)) * (descending ? -1 : 1);
  });
  return (a, b) => {
    for (const order of orders) {
      const n = order(a, b);
      if (n !== 0) return n;
    }
    return compareText(idOf(a), idOf(b));
  };
}
