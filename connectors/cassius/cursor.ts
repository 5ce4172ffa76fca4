import { z } from 'zod';
import type { Cursor } from '@passerelle/connector';

/** Where a pull stands in one export. Another export starts over. */
export interface Position {
  /** Fingerprint of the whole export and of how it is read. */
  readonly export: string;
  /** The last ticket that was told, counted over all rows from 1; it is told again. 0 before the first. */
  readonly row: number;
  /** Up to which row, and how many pieces beside the list, broken pieces were told; they are not told again. */
  readonly told: number;
  readonly beside: number;
}

const shape = z.strictObject({
  export: z.string().regex(/^[0-9a-f]{32}$/),
  row: z.int().min(0),
  told: z.int().min(0),
  beside: z.int().min(0),
});

export function writeCursor(position: Position): Cursor {
  return JSON.stringify(position);
}

/** null where the text is no cursor of ours. */
export function readCursor(cursor: Cursor): Position | null {
  try {
    return shape.safeParse(JSON.parse(cursor)).data ?? null;
  } catch {
    return null;
  }
}
