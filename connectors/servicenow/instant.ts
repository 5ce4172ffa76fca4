import { DateTime } from 'luxon';

// ServiceNow stores UTC at one-second resolution and shows it without a zone (product documentation, Table API).

const raw = /^(\d{4})-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])(?: ((?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d))?$/;
const days = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** ISO-8601 UTC of a raw date-time; null when it is not one. A bare date is midnight, as the tool completes it. */
export function readInstant(text: string): string | null {
  const [, year, month, day, time = '00:00:00'] = raw.exec(text) ?? [];
  if (!year || !month || !day) return null;
  const leap = Number(year) % 4 === 0 && (Number(year) % 100 !== 0 || Number(year) % 400 === 0);
  const last = month === '02' && leap ? 29 : (days[Number(month) - 1] ?? 0);
  return Number(day) <= last ? `${year}-${month}-${day}T${time}.000Z` : null;
}

const utc = /^(\d{4}-\d\d-\d\d)T(\d\d:\d\d:\d\d)(?:\.\d{1,9})?Z$/;

/** The raw form of an instant, cut to the second; null when it is no instant. */
export function writeInstant(iso: string): string | null {
  // Nearly all come in this form, and each ticket has half a dozen of them.
  const [, date, time] = utc.exec(iso) ?? [];
  const plain = `${date} ${time}`;
  if (date && readInstant(plain) !== null) return plain;
  const read = DateTime.fromISO(iso, { zone: 'utc' });
  return read.isValid ? read.toFormat('yyyy-MM-dd HH:mm:ss') : null;
}

/** Milliseconds since 1970 to the raw form. */
export function rawOf(milliseconds: number): string {
  return DateTime.fromMillis(milliseconds, { zone: 'utc' }).toFormat('yyyy-MM-dd HH:mm:ss');
}

/** The raw form to milliseconds since 1970; NaN when it is none. */
export function millisecondsOf(text: string): number {
  return Date.parse(readInstant(text) ?? '');
}
