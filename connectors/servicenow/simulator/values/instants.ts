import { DateTime, IANAZone } from 'luxon';
import { defaultDateFormat, defaultTimeFormat, type Actor } from '../access/actor.js';

type Profile = Pick<Actor, 'zone' | 'dateFormat' | 'timeFormat'>;

/** The stored form: UTC, one-second resolution, no zone. */
export function stamp(ms: number): string {
  const iso = new Date(ms).toISOString();
  return `${iso.slice(0, 10)} ${iso.slice(11, 19)}`;
}

const stored = /^(\d{4})-(\d{2})-(\d{2})(?: (\d{2}):(\d{2}):(\d{2}))?$/;

/** Milliseconds of a stored date-time or date, or null when it is neither. */
export function parseStamp(text: string): number | null {
  const found = stored.exec(text.trim());
  if (!found) return null;
  const [, year, month, day, hour = '00', minute = '00', second = '00'] = found;
  const ms = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
  // Date.parse accepts no 31 February, but a leap of hours must not roll over either.
  return Number.isNaN(ms) || stamp(ms).slice(0, 10) !== `${year}-${month}-${day}` ? null : ms;
}

const zones = new Map<string, { zone: IANAZone; offsets: Map<number, number> }>();
const quarter = 900_000;

/** Minutes east of UTC; offsets change on quarter hours only, so they are kept by quarter. */
function offsetAt(name: string, ms: number): number {
  let known = zones.get(name);
  if (!known) {
    const zone = IANAZone.create(name);
    known = { zone: zone.isValid ? zone : IANAZone.create('UTC'), offsets: new Map() };
    zones.set(name, known);
  }
  const slot = Math.floor(ms / quarter);
  let offset = known.offsets.get(slot);
  if (offset === undefined) {
    offset = known.zone.offset(ms);
    if (known.offsets.size > 50_000) known.offsets.clear();
    known.offsets.set(slot, offset);
  }
  return offset;
}

/** Milliseconds of a wall clock reading in a zone. */
export function inZone(zone: string, year: number, month: number, day: number, h = 0, m = 0, s = 0): number {
  return DateTime.fromObject({ year, month, day, hour: h, minute: m, second: s }, { zone }).toMillis();
}

export function wallClock(ms: number, zone: string): DateTime {
  return DateTime.fromMillis(ms, { zone });
}

/** A stored date-time as a user sees it. */
export function showInstant(value: string, profile: Profile): string {
  const ms = parseStamp(value);
  if (ms === null) return value;
  const local = ms + offsetAt(profile.zone, ms) * 60_000;
  if (profile.dateFormat === defaultDateFormat && profile.timeFormat === defaultTimeFormat) return stamp(local);
  return DateTime.fromMillis(local, { zone: 'utc' }).toFormat(`${profile.dateFormat} ${profile.timeFormat}`, {
    locale: 'en',
  });
}

/** A stored date as a user sees it: no zone applies. */
export function showDate(value: string, profile: Profile): string {
  const ms = parseStamp(value.slice(0, 10));
  if (ms === null || profile.dateFormat === defaultDateFormat) return value;
  return DateTime.fromMillis(ms, { zone: 'utc' }).toFormat(profile.dateFormat, { locale: 'en' });
}

/** What a user typed, as stored; '' when it is no date in the user's format or the system's. */
export function readInstant(text: string, profile: Profile): string {
  for (const format of [
    `${profile.dateFormat} ${profile.timeFormat}`,
    profile.dateFormat,
    'yyyy-MM-dd HH:mm:ss',
    'yyyy-MM-dd',
  ]) {
    const read = DateTime.fromFormat(text.trim(), format, { zone: profile.zone, locale: 'en' });
    if (read.isValid) return stamp(read.toMillis());
  }
  return '';
}

export function readDate(text: string, profile: Profile): string {
  for (const format of [profile.dateFormat, 'yyyy-MM-dd']) {
    const read = DateTime.fromFormat(text.trim(), format, { zone: 'utc', locale: 'en' });
    if (read.isValid) return stamp(read.toMillis()).slice(0, 10);
  }
  return '';
}
