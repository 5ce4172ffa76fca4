import { Fault } from '@passerelle/connector';
import { z } from 'zod';

/** Where a reading stands: everything stamped before `at` has been read, and every attachment and work order up to a number. */
export interface Position {
  /** `last_update`, the wall clock of iTop. */
  readonly at: string;
  readonly attachment: number;
  readonly workOrder: number;
}

const Written = z.tuple([
  z.literal(1),
  z.string().regex(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/),
  z.int().nonnegative(),
  z.int().nonnegative(),
]);

/** Before the first ticket of anybody. */
export const beginning: Position = { at: '1970-01-01 00:00:00', attachment: 0, workOrder: 0 };

export function writeCursor({ at, attachment, workOrder }: Position): string {
  return JSON.stringify([1, at, attachment, workOrder]);
}

export function readCursor(cursor: string | null, connection: string): Position {
  if (cursor === null) return beginning;
  let parsed: unknown;
  try {
    parsed = JSON.parse(cursor);
  } catch {
    parsed = null;
  }
  const read = Written.safeParse(parsed);
  if (!read.success) {
    const came = JSON.stringify(cursor.slice(0, 60));
    throw new Fault({
      kind: 'rejected',
      connection,
      message: {
        fr: `attendu un curseur de ce connecteur, reçu ${came} ; recommencez depuis le début`,
        en: `expected a cursor of this connector, came ${came}; start over`,
      },
    });
  }
  const [, at, attachment, workOrder] = read.data;
  return { at, attachment, workOrder };
}
