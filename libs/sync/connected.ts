import type { Connector, DoorTally } from '@passerelle/connector';
import type { Mapping } from '@passerelle/mapping';

/** A connection, open: its connector and the dictionary that it is read with. */
export interface Connected {
  readonly name: string;
  readonly connector: Connector;
  readonly mapping: Mapping;
  /** Changes whenever a row of the mapping does. */
  readonly mappingDigest: string;
  readonly zone: string;
  /** Bytes of the largest file that it is to have; absent leaves that to its tool. */
  readonly largestFile?: number;
  /** Calls made so far; absent where there is no HTTP. */
  readonly calls?: () => DoorTally;
}
