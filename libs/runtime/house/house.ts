import type { Clock, Random } from '@passerelle/connector';
import type { Ends } from '@passerelle/migration';
import type { Connected, Files, Store } from '@passerelle/sync';
import type { Logger } from 'pino';
import type { Configuration } from '../configuration/settings.js';

/** Everything that one process of Passerelle works with, opened once. */
export interface House {
  readonly configuration: Configuration;
  readonly store: Store;
  readonly files: Files;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Logger;
  /** Opens a connection at its first use. Throws OperatorError: `unknown-name`, or `mapping` with every fault. */
  connected(name: string): Promise<Connected>;
  /** Both ends of a route, open. Throws OperatorError: `unknown-name`, or `mapping` with the faults of both ends. */
  ends(route: string): Promise<Ends>;
  /** Lets go of the database, and stops the embedded one where nobody else uses it. May be called again. */
  close(): Promise<void>;
}
