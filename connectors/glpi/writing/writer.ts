import type { Random } from '@passerelle/connector';
import type { Names } from '../reading/names.js';
import type { Server } from '../wire/server.js';

/** What every write needs. */
export interface Writer {
  readonly server: Server;
  readonly names: Names;
  readonly random: Random;
}
