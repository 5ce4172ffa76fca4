import { DateTime } from 'luxon';

// GLPI keeps seconds without an offset, in the zone of the session (REST API documentation; GLPI time zone support).

const shape = /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/;

/** ISO-8601 UTC of what the session shows; null of what is no date. */
export function readInstant(text: string | null | undefined, zone: string): string | null {
  if (!text || !shape.test(text)) return null;
  if (zone === 'UTC') return `${text.slice(0, 10)}T${text.slice(11)}.000Z`;
  const read = DateTime.fromFormat(text, 'yyyy-MM-dd HH:mm:ss', { zone });
  return read.isValid ? `${read.toUTC().toFormat("yyyy-MM-dd'T'HH:mm:ss")}.000Z` : null;
}

/** What is sent for an instant, cut to the second; null when it is none. */
export function writeInstant(iso: string, zone: string): string | null {
  const read = DateTime.fromISO(iso, { zone: 'utc' });
  return read.isValid ? read.setZone(zone).toFormat('yyyy-MM-dd HH:mm:ss') : null;
}

export function secondsOf(iso: string): number {
  return Math.floor(Date.parse(iso) / 1000);
}

export function isoOf(ms: number): string {
  return DateTime.fromMillis(Math.floor(ms / 1000) * 1000, { zone: 'utc' }).toISO() ?? '';
}
