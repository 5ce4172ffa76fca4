import type { Cursor } from '@passerelle/connector';
import { z } from 'zod';
import { millisecondsOf, rawOf } from '../instant.js';
import { malformed } from '../wire/classify.js';

/** A place in the order of changes: raw instant, then sys_id; an empty id stands before all of its second. */
export interface Key {
  readonly at: string;
  readonly id: string;
}

/** How far each class was read, and the list of attachments, whose changes do not move their tickets. */
export interface Position {
  readonly classes: Readonly<Record<string, Key>>;
  readonly files: Key | null;
}

const Key = z.strictObject({
  at: z.string().regex(/^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}$/),
  id: z.string().max(80),
});
const Saved = z.strictObject({ v: z.literal(1), classes: z.record(z.string().max(80), Key), files: Key.nullable() });

export function readCursor(cursor: Cursor | null, connection: string): Position {
  if (cursor === null) return { classes: {}, files: null };
  const read = Saved.safeParse(parse(cursor));
  if (!read.success)
    throw malformed(connection, {
      fr: 'attendu un curseur de ce connecteur, reçu autre chose ; relisez depuis le début',
      en: 'expected a cursor of this connector, came something else; read from the start',
    });
  return read.data;
}

export function writeCursor({ classes, files }: Position): Cursor {
  return JSON.stringify({ v: 1, classes, files });
}

export function before(a: Key, b: Key): boolean {
  return a.at < b.at || (a.at === b.at && a.id.toLowerCase() < b.id.toLowerCase());
}

export function earlier(a: Key, b: Key): Key {
  return before(b, a) ? b : a;
}

export function later(a: Key, b: Key): Key {
  return before(a, b) ? b : a;
}

/** Behind the whole second of a row that was the last, as far as everything of it must have shown itself by `visible`. */
export function past({ at }: Key, visible: Key): Key {
  return earlier({ at: rawOf(millisecondsOf(at) + 1_000), id: '' }, visible);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
}
