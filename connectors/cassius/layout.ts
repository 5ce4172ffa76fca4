import type { Headings } from './headings.js';
import { fold } from './words.js';

/** Which cell of a row is what. Columns that the file does not have are absent. */
export interface Layout<Column extends string> {
  readonly at: Readonly<Partial<Record<Column, number>>>;
  /** Cells under headings that we have no name for, under their own, sorted; empty headings become `colonne 3`. */
  readonly others: readonly { readonly name: string; readonly index: number }[];
}

export interface LayoutReader<Column extends string> {
  /** Rows that share their `names` array share the layout. */
  of(names: readonly string[]): Layout<Column>;
  /** How many of the names are headings that we know. */
  known(names: readonly string[]): number;
}

/** Configured headings stand before the built-in ones and do not replace them. */
export function layoutReader<Column extends string>(
  builtIn: Headings<Column>,
  configured: Readonly<Record<string, readonly string[] | undefined>>,
): LayoutReader<Column> {
  const ranks = new Map<string, { column: Column; rank: number }[]>();
  for (const column of Object.keys(builtIn) as Column[]) {
    for (const [rank, heading] of [column, ...(configured[column] ?? []), ...(builtIn[column] ?? [])].entries()) {
      const folded = fold(heading);
      const same = ranks.get(folded) ?? [];
      if (!same.some((one) => one.column === column)) ranks.set(folded, [...same, { column, rank }]);
    }
  }
  const layouts = new WeakMap<readonly string[], Layout<Column>>();
  const known = (names: readonly string[]): number => names.filter((name) => ranks.has(fold(name))).length;
  return {
    known,
    of(names) {
      let layout = layouts.get(names);
      if (!layout) layouts.set(names, (layout = lay(names, ranks)));
      return layout;
    },
  };
}

function lay<Column extends string>(
  names: readonly string[],
  ranks: ReadonlyMap<string, readonly { column: Column; rank: number }[]>,
): Layout<Column> {
  const best = new Map<Column, { index: number; rank: number }>();
  for (const [index, name] of names.entries()) {
    for (const { column, rank } of ranks.get(fold(name)) ?? []) {
      if (rank < (best.get(column)?.rank ?? Infinity)) best.set(column, { index, rank });
    }
  }
  const taken = new Set([...best.values()].map(({ index }) => index));
  const used = new Set<string>(best.keys());
  const others = names.flatMap((heading, index) => {
    if (taken.has(index)) return [];
    const base = heading.trim() === '' ? `colonne ${index + 1}` : heading.trim();
    let name = base;
    for (let again = 2; used.has(name); again += 1) name = `${base} (${again})`;
    used.add(name);
    return [{ name, index }];
  });
  const at = Object.fromEntries([...best].map(([column, { index }]) => [column, index]));
  return {
    at: at as Partial<Record<Column, number>>,
    others: others.sort((one, other) => (one.name < other.name ? -1 : 1)),
  };
}
