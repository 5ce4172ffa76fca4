import { toldOf, type Told } from '@passerelle/connector';

/** Something that a human should know of. It holds no secret and no text of a ticket. */
export interface Alert {
  /** The same for as long as it lasts: `dead:glpi-lycee`, `missed:cassius-vers-servicenow`. */
  readonly cause: string;
  readonly connection: string;
  /** Whom to ask; null where nobody is named. */
  readonly owner: string | null;
  /** Since when, as far as that is known. */
  readonly since: string;
  readonly kind: AlertKind;
  /** How many wait; 1 where it cannot be counted. */
  readonly count: number;
  readonly detail: Told;
  readonly advice: Told;
}

/** As it is kept, logged and told to programs: in English. */
export type PlainAlert = Omit<Alert, 'detail' | 'advice'> & { readonly detail: string; readonly advice: string };

export function plainAlert(alert: Alert | PlainAlert): PlainAlert {
  return { ...alert, detail: toldOf(alert.detail).en, advice: toldOf(alert.advice).en };
}

export type AlertKind =
  | 'failing'
  | 'brake'
  | 'visibility'
  | 'silent'
  | 'missed'
  | 'expiring'
  | 'vocabulary'
  | 'words'
  | 'quarantine'
  | 'dead'
  | 'scan';

/** An alert before it is known whose it is. */
export type Found = Omit<Alert, 'cause' | 'connection' | 'owner'>;

/** What was said of an alert so far. */
export interface Said {
  readonly alert: PlainAlert;
  /** When it was last told. */
  readonly told: string;
}

export type Notice =
  | { readonly state: 'raised' | 'reminded'; readonly alert: Alert }
  /** Of what is over, only what was kept is known. */
  | { readonly state: 'cleared'; readonly alert: PlainAlert };

/**
 * Each cause is told once, again after `remind` milliseconds while it lasts, and once more when it has ended. A cause that
 * only grows is not told again before that.
 */
export function noticesOf(
  before: readonly Said[],
  found: readonly Alert[],
  now: string,
  remind: number,
): { readonly notices: readonly Notice[]; readonly said: readonly Said[] } {
  const known = new Map(before.map((said) => [said.alert.cause, said]));
  const notices: Notice[] = [];
  const said = found.map((alert): Said => {
    const earlier = known.get(alert.cause);
    const kept = plainAlert(alert);
    if (earlier && Date.parse(now) - Date.parse(earlier.told) < remind) return { alert: kept, told: earlier.told };
    notices.push({ state: earlier ? 'reminded' : 'raised', alert });
    return { alert: kept, told: now };
  });
  const lasting = new Set(found.map(({ cause }) => cause));
  for (const { alert } of before) if (!lasting.has(alert.cause)) notices.push({ state: 'cleared', alert });
  return { notices, said };
}
