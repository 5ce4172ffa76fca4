import { z } from 'zod';

/** A cell in any of the shapes of `sysparm_display_value`: bare text, or raw value beside what people see. */
const Cell = z.union([
  z.string(),
  z.null(),
  z.object({ value: z.string().nullish(), display_value: z.string().nullish(), link: z.string().optional() }),
]);
export type Cell = z.output<typeof Cell>;

/** One record as ServiceNow answers it. A column that the account may not read is absent, an empty one is `""`. */
export const Row = z.record(z.string(), Cell);
export type Row = z.output<typeof Row>;

/** The raw value; undefined where the tool did not speak of the column. */
export function raw(row: Row, column: string): string | undefined {
  const cell = Object.hasOwn(row, column) ? row[column] : undefined;
  if (cell === undefined) return undefined;
  if (cell === null || typeof cell === 'string') return cell ?? '';
  return cell.value ?? '';
}

/** What people see of it; null where it was not asked for. */
export function shown(row: Row, column: string): string | null {
  const cell = Object.hasOwn(row, column) ? row[column] : undefined;
  return typeof cell === 'object' && cell !== null ? (cell.display_value ?? null) : null;
}

/** Whether the tool itself says that the cell points at a record. */
export function linked(row: Row, column: string): boolean {
  const cell = Object.hasOwn(row, column) ? row[column] : undefined;
  return typeof cell === 'object' && cell !== null && typeof cell.link === 'string' && cell.link !== '';
}

/** As `raw`, with the empty text for what is absent. */
export function text(row: Row, column: string): string {
  return raw(row, column) ?? '';
}
