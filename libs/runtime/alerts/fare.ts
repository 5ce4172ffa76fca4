import type { Configuration, ConnectionSettings } from '../configuration/settings.js';
import { turnAfter } from '../configuration/cadence.js';
import { endOfWork } from '../configuration/quiet-hours.js';
import type { OperatorCode } from '../operator-error.js';
import type { Found } from './alert.js';

/** How a connection, or a route that migrates, fares in this process. */
export interface Fare {
  /** When its last turn went well, or when this process began. */
  readonly well: string;
  /** What stopped its last turn; null where it went well. */
  readonly error: { readonly code: OperatorCode; readonly message: string; readonly advice: string } | null;
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
  return [{ kind, since, count: 1, detail: `${name}: ${error.code}`, advice: error.advice }];
}

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
  const often = settings.cron ?? `every ${(settings.every ?? 0) / 1_000} s`;
  const detail = `no ${kind === 'missed' ? 'run' : 'turn'} went well since ${well}, one is expected ${often}`;
  return [{ kind, since: well, count: 1, detail, advice: 'look at the log of the host, and start it anew' }];
}
