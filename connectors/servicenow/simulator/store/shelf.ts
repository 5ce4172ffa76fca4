import { byColumn, sortedRows, type SortedRows } from './sorted-rows.js';
import { cell, idOf, type Row } from './row.js';

/** The rows of a root table and all its subclasses, with hash indexes and rows kept in order. */
export interface Shelf {
  get(id: string): Row | undefined;
  insert(row: Row): void;
  /** Applies changes in place; an empty value removes the cell. */
  update(row: Row, changes: Readonly<Row>): void;
  remove(row: Row): void;
  rows(family: ReadonlySet<string>): Iterable<Row>;
  size(family: ReadonlySet<string>): number;
  indexed(column: string): boolean;
  /** Rows whose indexed column holds the value, whatever its case. */
  lookup(column: string, value: string): ReadonlySet<Row>;
  /** All rows of a family in ascending order of a column, then of sys_id. */
  ordered(name: string, family: ReadonlySet<string>, column: string, numeric: boolean): readonly Row[];
  /** Grows with every change; what was derived from the rows is stale when it has moved. */
  readonly version: number;
}

const none: ReadonlySet<Row> = new Set();

export function createShelf(root: string, classed: boolean, indexedColumns: readonly string[]): Shelf {
  const byId = new Map<string, Row>();
  const byClass = new Map<string, Set<Row>>();
  const indexes = new Map(indexedColumns.map((column) => [column, new Map<string, Set<Row>>()]));
  const orders = new Map<string, { family: ReadonlySet<string>; rows: SortedRows; column: string }>();
  let version = 0;

  const classOf = (row: Row): string => (classed ? row['sys_class_name'] || root : root);
  const shelve = (row: Row): void => {
    const name = classOf(row);
    const rows = byClass.get(name);
    if (rows) rows.add(row);
    else byClass.set(name, new Set([row]));
  };
  const index = (column: string, value: string, row: Row): void => {
    if (value === '') return;
    const entries = indexes.get(column);
    const key = value.toLowerCase();
    const rows = entries?.get(key);
    if (rows) rows.add(row);
    else entries?.set(key, new Set([row]));
  };
  const unindex = (column: string, value: string, row: Row): void => {
    const entries = indexes.get(column);
    const rows = entries?.get(value.toLowerCase());
    rows?.delete(row);
    if (rows?.size === 0) entries?.delete(value.toLowerCase());
  };
  const present = (row: Row): boolean => byId.get(idOf(row).toLowerCase()) === row;

  return {
    get version() {
      return version;
    },
    get: (id) => byId.get(id.toLowerCase()),
    insert(row) {
      version++;
      byId.set(idOf(row).toLowerCase(), row);
      shelve(row);
      for (const column of indexes.keys()) index(column, cell(row, column), row);
      for (const order of orders.values()) if (order.family.has(classOf(row))) order.rows.touch(row);
    },
    update(row, changes) {
      version++;
      const before = classOf(row);
      for (const column of indexes.keys()) {
        const value = changes[column];
        if (value === undefined) continue;
        unindex(column, cell(row, column), row);
        index(column, value, row);
      }
      for (const [column, value] of Object.entries(changes)) {
        if (value === '') delete row[column];
        else row[column] = value;
      }
      if (before !== classOf(row)) {
        byClass.get(before)?.delete(row);
        shelve(row);
      }
      for (const order of orders.values()) {
        if (order.column in changes || before !== classOf(row)) order.rows.touch(row);
      }
    },
    remove(row) {
      version++;
      byId.delete(idOf(row).toLowerCase());
      byClass.get(classOf(row))?.delete(row);
      for (const column of indexes.keys()) unindex(column, cell(row, column), row);
      for (const order of orders.values()) order.rows.touch(row);
    },
    *rows(family) {
      for (const name of family) yield* byClass.get(name) ?? none;
    },
    size: (family) => [...family].reduce((total, name) => total + (byClass.get(name)?.size ?? 0), 0),
    indexed: (column) => column === 'sys_id' || indexes.has(column),
    lookup(column, value) {
      if (column !== 'sys_id') return indexes.get(column)?.get(value.toLowerCase()) ?? none;
      const row = byId.get(value.toLowerCase());
      return row ? new Set([row]) : none;
    },
    ordered(name, family, column, numeric) {
      const key = `${name} ${column}`;
      const known = orders.get(key);
      if (known) return known.rows.read();
      const belongs = (row: Row): boolean => present(row) && family.has(classOf(row));
      const rows = sortedRows(this.rows(family), byColumn(column, numeric), belongs);
      orders.set(key, { family, rows, column });
      return rows.read();
    },
  };
}
