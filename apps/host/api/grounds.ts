import type { Told } from '@passerelle/connector';
import type { LiveEvent } from '@passerelle/api';
import type { findAlerts, House, KeptError } from '@passerelle/runtime';
import type { Access, Desk } from '@passerelle/store';
import type { Mirror } from '@passerelle/sync';
import type { Logger } from 'pino';
import type { Oidc } from './oidc.js';

/** How the last turn of a connection ended, as far as this process knows. */
export interface LastTurn {
  readonly at: string;
  /** When one last went well. */
  readonly well: string | null;
  readonly error: KeptError | null;
}

/** What the API asks of the rest of the host. */
export interface Grounds {
  readonly house: House;
  readonly desk: Desk;
  readonly access: Access;
  readonly log: Logger;
  /** All mirrors; null where the configuration has none. */
  mirror(): Promise<Mirror | null>;
  /** Tells these connections what is queued for them, soon. */
  tell(connections: readonly string[]): void;
  /** Nobody else of this process works with these connections meanwhile. */
  alone<T>(connections: readonly string[], work: () => Promise<T>): Promise<T>;
  /** Looks there now. */
  wake(connection: string): void;
  /** Listens there and tells nobody; what went wrong, or null. */
  listen(connection: string): Promise<Told | null>;
  /** How connections and routes fare, for alerts. */
  fares(): Parameters<typeof findAlerts>[1];
  lastTurn(connection: string): LastTurn | null;
  /** Tells everybody who listens. */
  readonly announce: (event: LiveEvent) => void;
  readonly subscribe: (listener: (event: LiveEvent) => void) => () => void;
  /** Null where people sign in with local accounts alone. */
  readonly oidc: Oidc | null;
  readonly localAccounts: boolean;
  readonly version: string;
  readonly now: () => string;
}

/** One name each, so that nobody waits for a lease that this very process holds. */
export function runName({ house }: Pick<Grounds, 'house'>, what: string): string {
  return `${what}-${house.clock.now().toISOString().slice(0, 19)}-${house.random.hex(6)}`;
}
