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
  readonly detail: string;
  readonly advice: string;
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
  readonly alert: Alert;
  /** When it was last told. */
  readonly told: string;
}

export interface Notice {
  readonly state: 'raised' | 'reminded' | 'cleared';
  readonly alert: Alert;
}

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
    if (earlier && Date.parse(now) - Date.parse(earlier.told) < remind) return { alert, told: earlier.told };
    notices.push({ state: earlier ? 'reminded' : 'raised', alert });
    return { alert, told: now };
  });
  const lasting = new Set(found.map(({ cause }) => cause));
  for (const { alert } of before) if (!lasting.has(alert.cause)) notices.push({ state: 'cleared', alert });
  return { notices, said };
}
