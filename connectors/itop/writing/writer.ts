import type { TicketClass } from '../config.js';
import type { Fields } from '../field-kinds.js';
import type { Reader } from '../reading/whole.js';
import type { Lifecycle } from '@passerelle/connector';
import type { Lookup } from './lookup.js';

export type Layout = Fields;

/** Everything that writing needs to know. */
export interface Writer extends Reader {
  readonly lookup: Lookup;
  readonly lifecycle: Lifecycle;
  readonly layout: (ticketClass: string) => Layout;
  /** Whether the account may say who wrote an entry: administrators only. */
  readonly administrator: (signal?: AbortSignal) => Promise<boolean>;
  readonly classes: readonly TicketClass[];
}
