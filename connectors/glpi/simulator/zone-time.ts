import { DateTime } from 'luxon';

// GLPI keeps seconds and shows them in the zone of the session, without an offset.

/** Milliseconds since 1970 as a session of that zone reads them. */
export function shownIn(zone: string, ms: number): string {
  if (zone === 'UTC') return new Date(ms).toISOString().slice(0, 19).replace('T', ' ');
  return DateTime.fromMillis(ms, { zone }).toFormat('yyyy-MM-dd HH:mm:ss');
}

/** What a session of that zone means by it; null when it is not `Y-m-d H:i:s`. */
export function meantIn(zone: string, text: string): number | null {
  if (!/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/.test(text)) return null;
  const read = DateTime.fromFormat(text, 'yyyy-MM-dd HH:mm:ss', { zone });
  return read.isValid ? read.toMillis() : null;
}

const units: Readonly<Record<string, number>> = { MINUTE: 60e3, HOUR: 3600e3, DAY: 86400e3, WEEK: 604800e3 };

/** Values of a search: also with a T, also without a time, also relative (`-1HOUR`, `NOW`). */
export function soughtIn(zone: string, text: string, now: number): number | null {
  if (text === 'NOW') return now;
  const [, count, unit = ''] = /^(-?\d+)(MINUTE|HOUR|DAY|WEEK)$/.exec(text) ?? [];
  if (count) return now + Number(count) * (units[unit] ?? 0);
  const plain = text.replace('T', ' ');
  return meantIn(zone, /^\d{4}-\d\d-\d\d$/.test(plain) ? `${plain} 00:00:00` : plain);
}
