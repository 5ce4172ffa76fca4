export interface Calendar {
  /** «18/11/2025 11:54», in the reader's zone. */
  readonly full: (instant: string) => string;
  /** Short enough for a column: the hour today, the day this year, the year before. */
  readonly brief: (instant: string) => string;
  /** «il y a 5 min». */
  readonly ago: (instant: string) => string;
  readonly day: (instant: string) => string;
  /** A tick of a chart that spans so many hours. */
  readonly tick: (instant: string, hours: number) => string;
}

const steps = [
  ['second', 60],
  ['minute', 60],
  ['hour', 24],
  ['day', 30],
  ['month', 12],
] as const;

/** Dates as the reader's country and zone write them. */
export function makeCalendar(language: string, timeZone: string | undefined, now: () => number): Calendar {
  const locale = language === 'fr' ? 'fr-FR' : 'en-GB';
  const zone = timeZone ? { timeZone } : {};
  const full = new Intl.DateTimeFormat(locale, { dateStyle: 'short', timeStyle: 'short', ...zone });
  const time = new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit', ...zone });
  const dayMonth = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', ...zone });
  const dayTime = new Intl.DateTimeFormat(locale, { weekday: 'short', hour: '2-digit', minute: '2-digit', ...zone });
  const whole = new Intl.DateTimeFormat(locale, { day: '2-digit', month: '2-digit', year: '2-digit', ...zone });
  const long = new Intl.DateTimeFormat(locale, { dateStyle: 'full', ...zone });
  const relative = new Intl.RelativeTimeFormat(locale, { numeric: 'auto', style: 'short' });
  return {
    full: (instant) => full.format(Date.parse(instant)),
    day: (instant) => long.format(Date.parse(instant)),
    tick: (instant, hours) => (hours <= 24 ? time : hours <= 168 ? dayTime : dayMonth).format(Date.parse(instant)),
    brief: (instant) => {
      const [at, today] = [Date.parse(instant), now()];
      if (whole.format(at) === whole.format(today)) return time.format(at);
      return Math.abs(today - at) < 300 * 86_400_000 ? dayMonth.format(at) : whole.format(at);
    },
    ago: (instant) => {
      let amount = (Date.parse(instant) - now()) / 1_000;
      for (const [unit, size] of steps) {
        if (Math.abs(amount) < size) return relative.format(Math.round(amount), unit);
        amount /= size;
      }
      return relative.format(Math.round(amount), 'year');
    },
  };
}

/** «3 j 4 h», «12 min», «8 s»: two units at most. */
export function describeSpan(milliseconds: number, language: string): string {
  const seconds = Math.max(0, Math.round(milliseconds / 1_000));
  const units = [
    [language === 'fr' ? 'j' : 'd', 86_400],
    ['h', 3_600],
    ['min', 60],
    ['s', 1],
  ] as const;
  const parts: string[] = [];
  let rest = seconds;
  for (const [unit, size] of units) {
    const count = Math.floor(rest / size);
    rest -= count * size;
    if (count > 0) parts.push(`${count} ${unit}`);
    else if (parts.length > 0) break;
  }
  return parts.slice(0, 2).join(' ') || '0 s';
}
