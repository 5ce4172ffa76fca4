import { DateTime } from 'luxon';

const pattern = 'yyyy-MM-dd HH:mm:ss';

/** What iTop stores and shows: the wall clock of its configured zone, without a zone. */
export function localOf(milliseconds: number, zone: string): string {
  return DateTime.fromMillis(milliseconds, { zone }).toFormat(pattern);
}

/** Milliseconds since 1970 of a wall clock's time; a time that no clock showed moves past the gap, as PHP does it. */
export function instantOf(local: string, zone: string): number {
  return DateTime.fromFormat(local, pattern, { zone }).toMillis();
}

/** As a date of a log entry is read: local without an offset, converted with one; null for anything else. */
export function readLogDate(text: string, zone: string): string | null {
  const read = DateTime.fromISO(text.trim().replace(' ', 'T'), { zone });
  return read.isValid ? read.setZone(zone).toFormat(pattern) : null;
}

export const wellFormed = /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/;

/** A well formed date that no calendar has: 30 February. The database refuses it. */
export function onCalendar(text: string): boolean {
  return DateTime.fromFormat(text, pattern, { zone: 'utc' }).isValid;
}

export function normalLocal(text: string, zone: string): string {
  return DateTime.fromFormat(text, pattern, { zone }).toFormat(pattern);
}
