import { DateTime } from 'luxon';

// iTop stores and shows the wall clock of its configured time zone, to the second and without a zone (REST/JSON
// documentation, «Date and time»); it takes exactly this form.
const pattern = 'yyyy-MM-dd HH:mm:ss';
const local = /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/;

export interface LocalTime {
  /** ISO-8601 UTC of a wall clock's time; null for what is none. Of two that fit in autumn, the earlier. */
  read(text: string): string | null;
  /** The wall clock's time of an instant, cut to the second; null for what is none. */
  write(iso: string): string | null;
  /** Of milliseconds since 1970. */
  at(milliseconds: number): string;
  /** A wall clock's time so many seconds earlier; an hour more where the clocks were put back in between. */
  before(text: string, seconds: number): string;
}

export function localTime(zone: string): LocalTime {
  const parse = (text: string): DateTime | null => {
    if (!local.test(text)) return null;
    const read = DateTime.fromFormat(text, pattern, { zone });
    if (!read.isValid) return null;
    const earlier = read.minus({ hours: 1 });
    return earlier.toFormat(pattern) === text ? earlier : read;
  };
  const at = (milliseconds: number): string => DateTime.fromMillis(milliseconds, { zone }).toFormat(pattern);
  return {
    read: (text) => parse(text)?.toUTC().toISO() ?? null,
    write(iso) {
      const read = DateTime.fromISO(iso, { zone: 'utc' });
      return read.isValid ? read.setZone(zone).toFormat(pattern) : null;
    },
    at,
    before(text, seconds) {
      const read = parse(text);
      if (!read) return text;
      // Stamps go back by an hour once a year: what was stamped in the repeated hour must not fall out.
      const repeated = read.minus({ hours: 2 }).offset > read.plus({ hours: 2 }).offset ? 3_600 : 0;
      // On the wall clock, whose texts are what iTop compares.
      const wall = DateTime.fromFormat(text, pattern, { zone: 'utc' });
      return wall.minus({ seconds: seconds + repeated }).toFormat(pattern);
    },
  };
}
