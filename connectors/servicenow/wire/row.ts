import { z } from 'zod';

/** A cell in any of the shapes of `sysparm_display_value`: bare text, or raw value beside what people see. */
export type Cell =
  | string
  | null
  | {
      readonly value?: string | null | undefined;
      readonly display_value?: string | null | undefined;
      readonly link?: string | undefined;
    };

/** One record as ServiceNow answers it. A column that the account may not read is absent, an empty one is `""`. */
export type Row = Readonly<Record<string, Cell>>;

/** Looked at cell by cell by hand: a page has 60,000 of them, and a schema for each takes four times as long. */
export const Row = z.custom<Row>(isRow, 'expected a record of texts');

function isRow(value: unknown): value is Row {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  return Object.values(value).every(isCell);
}

function isCell(cell: unknown): cell is Cell {
  if (typeof cell === 'string' || cell === null) return true;
  if (typeof cell !== 'object' || Array.isArray(cell)) return false;
  const { value, display_value: display, link } = cell as Record<string, unknown>;
  return isText(value) && isText(display) && (link === undefined || typeof link === 'string');
}

function isText(value: unknown): boolean {
  return value === undefined || value === null || typeof value === 'string';
}

/** The raw value; undefined where the tool did not speak of the column. */
export function raw(row: Row, column: string): string | undefined {
  const cell = row[column];
  if (typeof cell === 'string') return cell;
  if (cell === null) return '';
  // Also keeps what every object inherits from being taken for a cell.
  return typeof cell === 'object' ? (cell.value ?? '') : undefined;
}

/** What people see of it; null where it was not asked for. */
export function shown(row: Row, column: string): string | null {
  const cell = row[column];
  return typeof cell === 'object' && cell !== null ? (cell.display_value ?? null) : null;
}

/** Whether the tool itself says that the cell points at a record. */
export function linked(row: Row, column: string): boolean {
  const cell = row[column];
  return typeof cell === 'object' && cell !== null && typeof cell.link === 'string' && cell.link !== '';
}

/** As `raw`, with the empty text for what is absent. */
export function text(row: Row, column: string): string {
  return raw(row, column) ?? '';
}
