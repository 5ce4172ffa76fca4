import { about } from '@passerelle/connector';
import type { Configuration, ConnectionSettings } from '../configuration/settings.js';
import { turnAfter } from '../configuration/cadence.js';
import { endOfWork } from '../configuration/quiet-hours.js';
import { wordsOfError, type KeptError, type OperatorCode } from '../operator-error.js';
import type { Found } from './alert.js';

/** How a connection, or a route that migrates, fares in this process. */
export interface Fare {
  /** When its last turn went well, or when this process began. */
  readonly well: string;
  /** What stopped its last turn; null where it went well. */
  readonly error: KeptError | null;
  /** Since when it fails. */
  readonly since: string | null;
}

/** How it fares after a turn. One that another host has is in good hands. */
export function fareAfter(before: Fare | undefined, error: Fare['error'], now: string): Fare {
  if (error === null || error.code === 'busy') return { well: now, error: null, since: null };
  return { well: before?.well ?? now, error, since: before?.since ?? now };
}

export function failing(name: string, { error, since }: Fare): readonly Found[] {
  if (error === null || since === null) return [];
  const kind = error.code === 'brake' || error.code === 'visibility' ? error.code : 'failing';
  const detail = about(name, { fr: stops[error.code], en: error.code });
  const advice = { fr: wordsOfError(error, 'fr').advice, en: error.advice };
  return [{ kind, since, count: 1, detail, advice }];
}

/** Codes, for people: the message itself may hold a tool's words about a ticket. */
const stops: Readonly<Record<OperatorCode, string>> = {
  configuration: 'la configuration ne convient pas',
  'unknown-name': 'un nom est inconnu',
  mapping: 'le mapping ne convient pas',
  undecided: 'une décision manque',
  unsupported: 'impossible avec cet outil',
  database: 'base de données hors d’usage',
  unauthorized: 'accès refusé',
  unavailable: 'outil injoignable',
  refused: 'refusé par l’outil',
  brake: 'le frein a arrêté l’envoi',
  'another-instance': 'une autre instance que celle convenue',
  visibility: 'le demandeur pourrait lire ce qui est interne',
  busy: 'connexion occupée',
  gap: 'quelque chose n’est pas arrivé',
  aborted: 'arrêté à la demande',
  unexpected: 'erreur inattendue',
};

/** A process that hangs fails at nothing: only the time since its last good turn shows it. */
export function silentFor(
  kind: 'silent' | 'missed',
  { well, error }: Fare,
  settings: ConnectionSettings | undefined,
  intervals: Configuration['alerts']['silent'],
  now: string,
): readonly Found[] {
  const after = settings && error === null ? turnAfter(settings, Date.parse(well), intervals) : null;
  if (!settings || after === null) return [];
  // Quiet hours are no silence.
  const due = endOfWork(settings.quiet, settings.zone, new Date(well), after - Date.parse(well));
  if (due === null || Date.parse(now) <= due.getTime()) return [];
  const seconds = (settings.every ?? 0) / 1_000;
  const detail = {
    fr: `aucun ${kind === 'missed' ? 'passage' : 'tour'} réussi depuis ${well}, alors qu’il en est attendu un ${settings.cron === null ? `toutes les ${seconds} s` : `selon «${settings.cron}»`}`,
    en: `no ${kind === 'missed' ? 'run' : 'turn'} went well since ${well}, one is expected ${settings.cron ?? `every ${seconds} s`}`,
  };
  const advice = {
    fr: 'regardez le journal du service, et redémarrez-le',
    en: 'look at the log of the host, and start it anew',
  };
  return [{ kind, since: well, count: 1, detail, advice }];
}
