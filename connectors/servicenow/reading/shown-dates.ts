import { DateTime } from 'luxon';
import { readInstant } from '../instant.js';
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

/** So many dates tell a format and a zone; some of them from the summer and some from the winter, if there are any. */
const mostSamples = 24;

/**
 * The zone and format of the account, found out from dates whose meaning is known. Of the zones given the first that
 * explains every sample is taken; null when none does, since a date read in a wrong zone would be a false one.
 */
export function learnDates(samples: readonly Sample[], zones: readonly string[]): ShownDates | null {
  const all = samples.filter(({ raw, shown: seen }) => raw !== '' && seen !== '');
  if (all.length === 0) return null;
  const step = Math.ceil(all.length / mostSamples);
  const known = all.filter((_, index) => index % step === 0);
  for (const zone of zones) {
    for (const date of dates) {
      for (const time of times) {
        const read = readerOf(`${date} ${time}`, zone);
        const whole = time.includes('ss');
        if (known.every((sample) => explains(read, whole, sample))) return { read };
      }
    }
  }
  return null;
}

function explains(read: ShownDates['read'], whole: boolean, { raw, shown: seen }: Sample): boolean {
  const meant = readInstant(raw);
  return meant !== null && read(seen) === (whole ? meant : `${meant.slice(0, 16)}:00.000Z`);
}

function readerOf(format: string, zone: string): ShownDates['read'] {
  const parser = DateTime.buildFormatParser(format, { locale: 'en' });
  return (seen) => {
    const read = DateTime.fromFormatParser(seen, parser, { zone, locale: 'en' });
    return read.isValid ? read.toUTC().toISO() : null;
  };
}

/** The stamps of a row that was asked for raw and shown. */
export function samplesOf(row: Row): Sample[] {
  return ['sys_created_on', 'sys_updated_on'].map((name) => ({ raw: text(row, name), shown: shown(row, name) ?? '' }));
}
