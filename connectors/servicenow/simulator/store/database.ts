import type { Dictionary, Shape } from '../dictionary/dictionary.js';
import { cell, idOf, type Row } from './row.js';
import { createShelf, type Shelf } from './shelf.js';

export interface Database {
  readonly dictionary: Dictionary;
  shelf(shape: Shape): Shelf;
  /** The record if it belongs to the table or below it, as everybody sees it at `now` (milliseconds). */
  find(table: string, id: string, now?: number): Row | undefined;
  /** Rows whose column holds the value; the column must be indexed. */
  where(table: string, column: string, value: string): readonly Row[];
  all(table: string): readonly Row[];
  shapeOf(row: Row, table: string): Shape;
  insert(table: string, row: Row): void;
  update(table: string, row: Row, changes: Readonly<Row>): void;
  remove(table: string, row: Row): void;
  /** Until `instant`, others see the record as it was (null: not at all): its transaction has not committed. */
  conceal(row: Row, before: Row | null, instant: number): void;
  /** True while some record is concealed at `now`. */
  concealing(now: number): boolean;
  visible(row: Row, now: number): Row | null;
  display(table: string, id: string): string;
}

export function createDatabase(dictionary: Dictionary): Database {
  const shelves = new Map<string, Shelf>();
  for (const shape of dictionary.shapes) {
    if (shape.table.parent) continue;
    const family = [...shape.family].map((name) => dictionary.known(name));
    const indexed = new Set(family.flatMap((one) => one.table.indexed ?? []));
    shelves.set(shape.name, createShelf(shape.name, shape.classed, [...indexed]));
  }
  const shelf = (shape: Shape): Shelf => shelves.get(shape.root) as Shelf;
  const of = (table: string): Shelf => shelf(dictionary.known(table));
  const concealed = new Map<Row, { before: Row | null; until: number }>();

  const concealing = (now: number): boolean => {
    if (concealed.size === 0) return false;
    for (const [row, { until }] of concealed) if (until <= now) concealed.delete(row);
    return concealed.size > 0;
  };
  const visible = (row: Row, now: number): Row | null => {
    const veil = concealed.size > 0 ? concealed.get(row) : undefined;
    return veil && veil.until > now ? veil.before : row;
  };
  const belongs = (row: Row, shape: Shape): boolean =>
    !shape.classed || shape.family.has(row['sys_class_name'] ?? shape.root);

  return {
    dictionary,
    shelf,
    find(table, id, now) {
      const shape = dictionary.shape(table);
      const row = shape && shelf(shape).get(id);
      if (!row || !belongs(row, shape)) return undefined;
      return now === undefined ? row : (visible(row, now) ?? undefined);
    },
    where(table, column, value) {
      const shape = dictionary.known(table);
      return [...shelf(shape).lookup(column, value)].filter((row) => belongs(row, shape));
    },
    all: (table) => [...of(table).rows(dictionary.known(table).family)],
    shapeOf: (row, table) => dictionary.shape(row['sys_class_name'] ?? table) ?? dictionary.known(table),
    insert: (table, row) => of(table).insert(row),
    update: (table, row, changes) => of(table).update(row, changes),
    remove: (table, row) => of(table).remove(row),
    conceal(row, before, until) {
      const veil = concealed.get(row);
      concealed.set(row, { before: veil ? veil.before : before, until });
    },
    concealing,
    visible,
    display(table, id) {
      const shape = dictionary.shape(table);
      const row = shape && shelf(shape).get(id);
      if (!row) return '';
      const column = this.dictionary.shape(row['sys_class_name'] ?? table)?.table.display ?? shape.table.display;
      const target = shape.columns.get(column)?.reference;
      return target ? this.display(target, cell(row, column)) : cell(row, column) || idOf(row);
    },
  };
}
