import { DateTime } from 'luxon';
import { shown, text, type Row } from '../wire/row.js';

/** A date-time that the same answer gave twice: raw in UTC, and as the account's profile shows it. */
export interface Sample {
  readonly raw: string;
  readonly shown: string;
}

export interface ShownDates {
  /** ISO-8601 UTC; null when the text is no date in this profile's form. */
  read(text: string): string | null;
}

/** The date and time formats that a profile or the system can be set to (sys_user.date_format, sys_user.time_format). */
const dates = [
  'yyyy-MM-dd',
  'dd/MM/yyyy',
  'MM/dd/yyyy',
  'dd-MM-yyyy',
  'MM-dd-yyyy',
  'dd.MM.yyyy',
  'dd-MMM-yyyy',
  'yyyy/MM/dd',
];
const times = ['HH:mm:ss', 'hh:mm:ss a', 'HH:mm', 'hh:mm a', 'HH.mm.ss', 'hh.mm.ss a'];

/**
 * The zone and format of the account, found out from dates whose meaning is known. Of the zones given the first that
 * explains every sample is taken; null when none does, since a date read in a wrong zone would be a false one.
 */
export function learnDates(samples: readonly Sample[], zones: readonly string[]): ShownDates | null {
  const known = samples.filter(({ raw, shown }) => raw !== '' && shown !== '');
  if (known.length === 0) return null;
  for (const zone of zones) {
    for (const date of dates) {
      for (const time of times) {
        const format = `${date} ${time}`;
        if (known.every((sample) => explains(format, zone, sample)))
          return { read: (text) => parse(text, format, zone) };
      }
    }
  }
  return null;
}

function explains(format: string, zone: string, { raw, shown }: Sample): boolean {
  const read = parse(shown, format, zone);
  const meant = DateTime.fromFormat(raw, 'yyyy-MM-dd HH:mm:ss', { zone: 'utc' });
  if (read === null || !meant.isValid) return false;
  return format.includes('ss') ? read === meant.toISO() : read === meant.startOf('minute').toISO();
}

function parse(text: string, format: string, zone: string): string | null {
  const read = DateTime.fromFormat(text, format, { zone, locale: 'en' });
  return read.isValid ? read.toUTC().toISO() : null;
}

/** The stamps of a row that was asked for raw and shown. */
export function samplesOf(row: Row): Sample[] {
  return ['sys_created_on', 'sys_updated_on'].map((name) => ({ raw: text(row, name), shown: shown(row, name) ?? '' }));
}
