import { DateTime } from 'luxon';
import type { Language } from '../language.js';
import type { Alert, AlertKind, Notice, PlainAlert } from './alert.js';

const words: Readonly<
  Record<Language, Readonly<Record<AlertKind | Notice['state'] | 'nothing' | 'nobody' | 'waits', string>>>
> = {
  fr: {
    failing: 'en échec',
    brake: 'arrêtée par le frein',
    visibility: 'arrêtée : une entrée interne était visible',
    silent: 'sans nouvelles',
    missed: 'exécutions manquées',
    expiring: 'les identifiants expirent',
    vocabulary: 'mots de l’outil ont changé',
    words: 'tickets attendent un mot du dictionnaire',
    quarantine: 'tickets en quarantaine',
    dead: 'lettres mortes',
    scan: 'écarts relevés',
    nothing: 'Rien n’attend.',
    nobody: 'sans responsable',
    waits: 'Ce qui attend',
    raised: 'nouveau',
    reminded: 'dure encore',
    cleared: 'terminé',
  },
  en: {
    failing: 'failing',
    brake: 'stopped by the brake',
    visibility: 'stopped: an internal entry was visible',
    silent: 'silent',
    missed: 'runs were missed',
    expiring: 'credentials end',
    vocabulary: 'words of the tool have changed',
    words: 'tickets wait for a word of the mapping',
    quarantine: 'tickets in quarantine',
    dead: 'dead letters',
    scan: 'differences found',
    nothing: 'Nothing waits.',
    nobody: 'nobody’s',
    waits: 'What waits',
    raised: 'new',
    reminded: 'lasts',
    cleared: 'over',
  },
};

const colon: Readonly<Record<Language, string>> = { fr: ' :', en: ':' };
const counted: ReadonlySet<AlertKind> = new Set(['vocabulary', 'words', 'quarantine', 'dead', 'scan']);

/** What waits, how old and whose, one line each, the oldest first. */
export function digestText(alerts: readonly Alert[], now: string, language: Language): string {
  const say = words[language];
  if (alerts.length === 0) return say.nothing;
  const lines = alerts
    .toSorted((a, b) => (a.since < b.since ? -1 : a.since > b.since ? 1 : 0))
    .map((alert) => `- ${lineOf(alert, now, language)}`);
  return [`${say.waits}${colon[language]}`, ...lines].join('\n');
}

/** What is new, lasts or has ended, with what to do about it. */
export function noticeText(notices: readonly Notice[], now: string, language: Language): string {
  return notices
    .map(({ state, alert }) => {
      const line = `[${words[language][state]}] ${lineOf(alert, now, language)}`;
      return state === 'cleared' ? line : `${line}\n  ${alert.detail[language]}\n  → ${alert.advice[language]}`;
    })
    .join('\n\n');
}

function lineOf(alert: Alert | PlainAlert, now: string, language: Language): string {
  const { kind, count, connection, owner, since } = alert;
  const say = words[language];
  const base = DateTime.fromISO(now, { zone: 'utc' });
  const age = DateTime.fromISO(since).toRelative({ base, locale: language }) ?? since;
  const what = `${counted.has(kind) ? `${count} ` : ''}${say[kind]}`;
  return `${connection}${colon[language]} ${what} (${age}, ${owner ?? say.nobody})`;
}

/** Whether the digest of `at` (such as 07:30 there) is due and was not sent since. */
export function isDigestDue(at: string, zone: string, last: string | null, now: string): boolean {
  const here = DateTime.fromISO(now, { zone });
  const [hour = 0, minute = 0] = at.split(':').map(Number);
  const today = here.set({ hour, minute, second: 0, millisecond: 0 });
  const due = here >= today ? today : today.minus({ days: 1 });
  return last === null ? here >= today : DateTime.fromISO(last) < due;
}
