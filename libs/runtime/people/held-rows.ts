import type { HeldRow, Holding, Register } from '@passerelle/sync';

const page = 500;

/** Every row of a table in which something of a person can stand. */
export async function* heldRows(register: Register, table: Holding): AsyncGenerator<readonly HeldRow[]> {
  for (let after: readonly string[] | null = null; ;) {
    const rows: readonly HeldRow[] = await register.held(table, after, page);
    if (rows.length > 0) yield rows;
    after = rows.at(-1)?.key ?? null;
    if (rows.length < page || after === null) return;
  }
}

/** The value of a cell: JSON where it is that, else the text itself. */
export function cellValue(text: string): unknown {
  if (!/^\s*[[{"]/u.test(text)) return text;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}

/** A row with each of its cells changed. JSON stays as it was written where nothing changes in it. */
export function withCells(row: HeldRow, change: <T>(value: T) => T): HeldRow {
  let moved = false;
  const cells = Object.entries(row.cells).map(([name, text]) => {
    if (text === null) return [name, text] as const;
    const was = cellValue(text);
    const is = change(was);
    if (is === was) return [name, text] as const;
    moved = true;
    return [name, typeof was === 'string' ? String(is) : JSON.stringify(is)] as const;
  });
  return moved ? { ...row, cells: Object.fromEntries(cells) } : row;
}
