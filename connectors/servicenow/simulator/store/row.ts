/** A stored record: only the columns that hold something, all as text. */
export type Row = Record<string, string>;

export function cell(row: Row, column: string): string {
  return row[column] ?? '';
}

export function idOf(row: Row): string {
  return row['sys_id'] ?? '';
}
