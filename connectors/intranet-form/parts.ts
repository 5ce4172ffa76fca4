import type { Clock } from '@passerelle/connector';
import type { Config, Modes } from './config.js';
import type { Tables } from './database/tables.js';
import type { StaffReader } from './reading/staff-reader.js';
import type { Site } from './wire/browser.js';

/** What a connection is put together from. */
export interface Parts {
  readonly site: Site;
  readonly config: Config;
  readonly modes: Modes;
  readonly clock: Clock;
  /** The reader's own session; the writer has another, since pages say things once. */
  readonly staff: StaffReader | null;
  readonly database: Tables | null;
}
