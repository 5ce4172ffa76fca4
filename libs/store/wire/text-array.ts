/** What PostgreSQL calls `text` in its catalogue (pg_type.dat: oid 25). */
const textOid = 25;
const header = 20;

/**
 * A `text[]` in PostgreSQL's binary form (array_recv in src/backend/utils/adt/arrayfuncs.c): dimensions, null flag, element
 * type, length, lower bound, then each element with its length, -1 for null. Sent as one parameter it costs two thirds
 * of the same array written as text, which both sides would have to escape and parse.
 */
export function textArray(texts: readonly (string | null)[]): Buffer {
  let size = header;
  for (const text of texts) size += 4 + (text === null ? 0 : Buffer.byteLength(text));
  const buffer = Buffer.allocUnsafe(size);
  buffer.writeInt32BE(1, 0);
  buffer.writeInt32BE(1, 4);
  buffer.writeInt32BE(textOid, 8);
  buffer.writeInt32BE(texts.length, 12);
  buffer.writeInt32BE(1, 16);
  let offset = header;
  for (const text of texts) {
    const length = text === null ? -1 : buffer.write(text, offset + 4, 'utf8');
    buffer.writeInt32BE(length, offset);
    offset += 4 + Math.max(length, 0);
  }
  return buffer;
}
