import type { Clock, Connector, DoorTally, Random } from '@passerelle/connector';
import type { Mapping } from '@passerelle/mapping';
import type { Files, MigrateRoute, Store } from '@passerelle/sync';

/** A connection, open: its connector and the dictionary that it is read with. */
export interface Connected {
  readonly name: string;
  readonly connector: Connector;
  readonly mapping: Mapping;
  /** Changes whenever a row of the mapping does. */
  readonly mappingDigest: string;
  readonly zone: string;
  /** Calls made so far; absent where there is no HTTP. */
  readonly calls?: () => DoorTally;
}

/** The two ends of a route and what lies between them. */
export interface Ends {
  readonly route: MigrateRoute;
  readonly from: Connected;
  readonly to: Connected;
  readonly store: Store;
  readonly files: Files;
  readonly clock: Clock;
  readonly random: Random;
}
