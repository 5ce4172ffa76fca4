import type { Column } from './column.js';
import { standardColumns, type Table } from './table.js';

export type Release = 'geneva' | 'recent';

/** A table with everything it inherits. */
export interface Shape {
  readonly table: Table;
  readonly name: string;
  /** Own and inherited columns; a child's column replaces its parent's of the same name. */
  readonly columns: ReadonlyMap<string, Column>;
  /** From the table itself up to its root. */
  readonly ancestors: readonly string[];
  readonly root: string;
  /** The table itself and everything below it. */
  readonly family: ReadonlySet<string>;
  readonly classed: boolean;
}

export interface Dictionary {
  shape(name: string): Shape | undefined;
  /** As `shape`, for names that are known to exist. */
  known(name: string): Shape;
  readonly shapes: Iterable<Shape>;
}

export function createDictionary(tables: readonly Table[], release: Release): Dictionary {
  const byName = new Map(tables.map((table) => [table.name, table]));
  const lineage = (name: string): Table[] => {
    const table = byName.get(name);
    if (!table) return [];
    return [table, ...(table.parent ? lineage(table.parent) : [])];
  };
  const families = new Map<string, Set<string>>(tables.map((table) => [table.name, new Set([table.name])]));
  for (const table of tables) for (const above of lineage(table.name)) families.get(above.name)?.add(table.name);

  const shapes = new Map<string, Shape>();
  for (const table of tables) {
    const line = lineage(table.name);
    const root = line.at(-1) ?? table;
    const columns = new Map<string, Column>();
    for (const one of [...line].reverse()) {
      for (const column of [...(one === root ? standardColumns(root) : []), ...one.columns]) {
        if (!column.release || column.release === release) columns.set(column.name, column);
      }
    }
    shapes.set(table.name, {
      table,
      name: table.name,
      columns,
      ancestors: line.map((one) => one.name),
      root: root.name,
      family: families.get(table.name) ?? new Set([table.name]),
      classed: root.stamps === 'classed',
    });
  }
  const known = (name: string): Shape => {
    const shape = shapes.get(name);
    if (!shape) throw new Error(`servicenow simulator: no table ${name}; add it to dictionary/tables.ts`);
    return shape;
  };
  return { shape: (name) => shapes.get(name), known, shapes: [...shapes.values()] };
}
