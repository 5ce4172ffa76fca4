import { DateTime, IANAZone } from 'luxon';

/**
 * What a native date became. `shifted`: no clock of the zone ever showed it (spring), it is read with the offset before
 * the gap. `first`: the zone's clocks showed it twice (autumn), the first time is taken. Both as in RFC 5545, 3.3.5.
 */
export interface Instant {
  readonly at: string;
  readonly doubt: 'shifted' | 'first' | null;
}

export interface InstantReader {
  /** null where the text fits none of the formats, or names a day or an hour that no calendar has. */
  read(text: string): Instant | null;
  /** A wall clock's time in the zone, in milliseconds as if the zone were UTC. */
  wall(milliseconds: number): Instant;
}

const day = 86_400_000;
const explicit = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d([.,]\d{1,9})?)?\s?(Z|[+-]\d\d(:?\d\d)?)$/i;

/** Reads zone-less dates in one zone; formats that start with the year may have another one of their own. */
export function instantReader(formats: readonly string[], zone: string, zoneOfYearFirst = zone): InstantReader {
  const inZone = wallReader(zone);
  const inOther = zoneOfYearFirst === zone ? inZone : wallReader(zoneOfYearFirst);
  const ways = formats.map((format) => ({ parse: parser(format), place: format.startsWith('y') ? inOther : inZone }));
  return {
    wall: inZone,
    read(text) {
      for (const { parse, place } of ways) {
        const wall = parse(text);
        if (wall !== null) return place(wall);
      }
      return explicit.test(text) ? stamped(text) : null;
    },
  };
}

function stamped(text: string): Instant | null {
  const instant = DateTime.fromISO(text.replace(' ', 'T').replaceAll(' ', ''), { zone: 'utc' });
  return instant.isValid ? { at: instant.toISO(), doubt: null } : null;
}

/** Wall clock time as if the zone were UTC, in milliseconds; null where the text does not fit. */
type Parse = (text: string) => number | null;

const tokens = ['yyyy', 'MM', 'dd', 'HH', 'mm', 'ss'] as const;

/** Formats of these tokens alone need no luxon: a list of a million rows holds three million dates, at 13 µs each. */
function parser(format: string): Parse {
  const names: string[] = [];
  const parts = format.split(/(yyyy|MM|dd|HH|mm|ss)/);
  const pattern = parts.map((part) => {
    if (!tokens.some((token) => token === part))
      return part.replace(/[^ ]/g, '\\$&').replaceAll(' ', '[ \\u00a0\\u202f]+');
    names.push(part);
    return part === 'yyyy' ? '(\\d{4})' : '(\\d{1,2})';
  });
  const literal = parts.filter((_, index) => index % 2 === 0).join('');
  const at = tokens.map((token) => names.indexOf(token) + 1);
  const [year, month, date, hours, minutes, seconds] = at;
  if (/[\p{L}\p{N}']/u.test(literal) || !year || !month || !date || new Set(names).size < names.length)
    return slowParser(format);
  const shape = new RegExp(`^${pattern.join('')}$`);
  return (text) => {
    const found = shape.exec(text);
    if (!found) return null;
    const part = (index: number | undefined): number => (index ? Number(found[index]) : 0);
    return wallClock(part(year), part(month), part(date), part(hours), part(minutes), part(seconds));
  };
}

function slowParser(format: string): Parse {
  return (text) => {
    const parsed = DateTime.fromFormat(text, format, { zone: 'utc', locale: 'fr' });
    return parsed.isValid ? parsed.toMillis() : null;
  };
}

/** null for the 30th of February, 25 o'clock and years that no help desk has seen. */
function wallClock(y: number, m: number, d: number, hours: number, minutes: number, seconds: number): number | null {
  if (y < 1970 || y > 2199 || hours > 23 || minutes > 59 || seconds > 59) return null;
  const wall = Date.UTC(y, m - 1, d, hours, minutes, seconds);
  const back = new Date(wall);
  return back.getUTCMonth() === m - 1 && back.getUTCDate() === d ? wall : null;
}

/** On days when the zone keeps one offset, and on those beside them too, one look at the zone serves for the whole day. */
function wallReader(name: string): (wall: number) => Instant {
  const zone = IANAZone.create(name);
  const offsetAt = (utc: number): number => zone.offset(utc) * 60_000;
  const days = new Map<number, number | null>();
  const offsetOf = (start: number): number | null => {
    const offset = offsetAt(start);
    return offsetAt(start - day) === offset && offsetAt(start + 2 * day) === offset ? offset : null;
  };
  return (wall) => {
    const start = Math.floor(wall / day) * day;
    let offset = days.get(start);
    if (offset === undefined) days.set(start, (offset = offsetOf(start)));
    return offset === null ? place(wall, offsetAt) : { at: iso(wall - offset), doubt: null };
  };
}

function place(wall: number, offsetAt: (utc: number) => number): Instant {
  const before = offsetAt(wall - day);
  const offsets = [...new Set([before, offsetAt(wall + day)])];
  const possible = offsets.map((offset) => wall - offset).filter((utc) => wall - utc === offsetAt(utc));
  if (possible.length === 0) return { at: iso(wall - before), doubt: 'shifted' };
  return { at: iso(Math.min(...possible)), doubt: possible.length > 1 ? 'first' : null };
}

const two = Array.from({ length: 60 }, (_, number) => String(number).padStart(2, '0'));
const dayNames = new Map<number, string>();

/** As Date's own toISOString, which has to find the day anew each time. */
function iso(utc: number): string {
  const start = Math.floor(utc / day) * day;
  let name = dayNames.get(start);
  if (name === undefined) dayNames.set(start, (name = new Date(start).toISOString().slice(0, 11)));
  const rest = (utc - start) / 1_000;
  return `${name}${two[Math.floor(rest / 3_600)]}:${two[Math.floor(rest / 60) % 60]}:${two[rest % 60]}.000Z`;
}
