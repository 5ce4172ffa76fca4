import { DateTime } from 'luxon';

const shape = /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/;

/** LASTDATE is the server's wall clock without an offset. Of two instants that fit in autumn, the earlier; null for what is none. */
export function readInstant(text: string | null, zone: string): string | null {
  if (text === null || !shape.test(text)) return null;
  const read = DateTime.fromFormat(text, 'yyyy-MM-dd HH:mm:ss', { zone });
  if (!read.isValid) return null;
  const earlier = read.minus({ hours: 1 });
  const first = earlier.toFormat('yyyy-MM-dd HH:mm:ss') === text ? earlier : read;
  return first.toUTC().toISO();
}

/** Milliseconds since 1970 to ask from, so that nothing stamped at or after the instant falls out. */
export function backFrom(iso: string, lag: number, zone: string): number {
  const at = DateTime.fromISO(iso, { zone });
  // Where the clocks are put back the same stamps come twice: the hour is read twice, too.
  const repeated = at.minus({ hours: 2 }).offset > at.plus({ hours: 2 }).offset ? 3_600 : 0;
  return at.toMillis() - (lag + repeated) * 1_000;
}
