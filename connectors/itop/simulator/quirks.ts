import type { Flavour } from './model/lifecycle.js';

/** How this instance is installed and configured, and the faults of its release. */
export interface Quirks {
  readonly flavour: Flavour;
  /** iTop's `timezone`: the wall clock that every stored date shows. */
  readonly zone: string;
  /** Zone of the database's sessions, which iTop never sets: what NOW() of OQL says. */
  readonly databaseZone: string;
  /** `allowed_login_types`. */
  readonly loginTypes: readonly ('form' | 'basic' | 'url' | 'external' | 'token' | 'rest-token')[];
  /** Profiles whose users may use personal tokens (`personal_tokens_allowed_profiles`). */
  readonly personalTokenProfiles: readonly string[];
  /** `data/.maintenance` is there. */
  readonly maintenance: boolean;
  /** `data/.readonly` is there, or `access_mode` is 0 or 2. */
  readonly readOnly: boolean;
  readonly databaseDown: boolean;
  /** PHP's `display_errors`: warnings stand before the JSON. */
  readonly displayErrors: boolean;
  /** PHP's `post_max_size` in bytes: of a larger body every form field is dropped. */
  readonly postMax: number;
  /**
   * Milliseconds between reading a log and writing it back. Two that overlap on one log lose the entry of the first, and
   * both are answered with code 0.
   */
  readonly logRace: number;
  /** iTop 3.2.0: an Incident in escalated_tto cannot be assigned, HTTP 500. */
  readonly escalatedIncidentBug: boolean;
  /** Entries of a parent are copied to its children, and resolving it resolves them. */
  readonly cascades: boolean;
  /** `secure_rest_services`. */
  readonly secureRest: boolean;
  readonly version: string;
}

export const defaultQuirks: Quirks = {
  flavour: 'itil',
  zone: 'Europe/Paris',
  databaseZone: 'UTC',
  loginTypes: ['form', 'basic', 'external', 'rest-token'],
  personalTokenProfiles: ['Service Desk Agent', 'Support Agent', 'Administrator'],
  maintenance: false,
  readOnly: false,
  databaseDown: false,
  displayErrors: false,
  postMax: 8 * 1024 * 1024,
  logRace: 0,
  escalatedIncidentBug: true,
  cascades: true,
  secureRest: true,
  version: '3.2.0',
};
