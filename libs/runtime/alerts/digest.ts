import { DateTime } from 'luxon';
import type { Alert, AlertKind } from './alert.js';

export type Language = 'fr' | 'en';

const words: Readonly<Record<Language, Readonly<Record<AlertKind | 'nothing' | 'nobody' | 'waits', string>>>> = {
  fr: {
    failing: 'en échec',
    brake: 'arrêtée par le frein',
    visibility: 'arrêtée : une entrée interne était visible',
    silent: 'sans nouvelles',
    words: 'tickets attendent un mot du dictionnaire',
    quarantine: 'tickets en quarantaine',
    dead: 'lettres mortes',
    scan: 'écarts relevés',
    nothing: 'Rien n’attend.',
    nobody: 'sans responsable',
    waits: 'Ce qui attend',
  },
  en: {
    failing: 'failing',
    brake: 'stopped by the brake',
    visibility: 'stopped: an internal entry was visible',
    silent: 'silent',
    words: 'tickets wait for a word of the mapping',
    quarantine: 'tickets in quarantine',
    dead: 'dead letters',
    scan: 'differences found',
    nothing: 'Nothing waits.',
    nobody: 'nobody’s',
    waits: 'What waits',
  },
};

const counted: ReadonlySet<AlertKind> = new Set(['words', 'quarantine', 'dead', 'scan']);

/** What waits, how old and whose, one line each, the oldest first. */
export function digestText(alerts: readonly Alert[], now: string, language: Language): string {
  const say = words[language];
  if (alerts.length === 0) return say.nothing;
  const at = DateTime.fromISO(now, { zone: 'utc' });
  const lines = alerts
    .toSorted((a, b) => (a.since < b.since ? -1 : a.since > b.since ? 1 : 0))
    .map(({ kind, count, connection, owner, since }) => {
      const age = DateTime.fromISO(since).toRelative({ base: at, locale: language }) ?? since;
      return `- ${connection} : ${counted.has(kind) ? `${count} ` : ''}${say[kind]} (${age}, ${owner ?? say.nobody})`;
    });
  return [`${say.waits} :`, ...lines].join('\n').replaceAll(' :', language === 'fr' ? ' :' : ':');
}

/** Whether the digest of `at` (such as 07:30 there) is due and was not sent since. */
export function isDigestDue(at: string, zone: string, last: string | null, now: string): boolean {
  const here = DateTime.fromISO(now, { zone });
  const [hour = 0, minute = 0] = at.split(':').map(Number);
  const today = here.set({ hour, minute, second: 0, millisecond: 0 });
  const due = here >= today ? today : today.minus({ days: 1 });
  return last === null ? here >= today : DateTime.fromISO(last) < due;
}
