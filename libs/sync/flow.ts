import type { Clock, Connector, Keeps, Random } from '@passerelle/connector';
import type { Mapping, Resolver } from '@passerelle/mapping';
import type { Files } from './ports/files.js';
import type { RunId, WholeTicket } from './ports/records.js';
import type { Store } from './ports/store.js';
import type { Route } from './route.js';

/** Where the river rises. */
export interface Spring {
  readonly connection: string;
  readonly connector: Connector;
  readonly mapping: Mapping;
  /** Changes whenever a row of the mapping does: then everything is read again. */
  readonly mappingDigest: string;
}

/** Where it ends. */
export interface Mouth {
  readonly connection: string;
  readonly connector: Connector;
  readonly mapping: Mapping;
  readonly resolver: Resolver;
  /** Makes the resolver know the people and groups of these tickets; called before they are rendered. */
  readonly meet: (wholes: readonly WholeTicket[]) => Promise<void>;
  readonly keeps: Keeps;
}

export interface Limits {
  /** Batches under way at once. */
  readonly lanes: number;
  /** Tickets of one batch. */
  readonly batch: number;
  /** Tries of one intent in one run before it is dead and a human is asked. */
  readonly tries: number;
  /** Bytes of one attachment. */
  readonly attachment: number;
  /**
   * Milliseconds for which the right to write is taken, and renewed well before: with every page, look and receipt. So longer
   * than a sink may go without a receipt (ServiceNow: four batches of 30 s each, then a read-back).
   */
  readonly lease: number;
  /** Tickets that this run may start to tell of, beyond those begun earlier; null for all. A pilot has few. */
  readonly tickets: number | null;
}

export const usualLimits: Limits = {
  lanes: 3,
  batch: 100,
  tries: 8,
  attachment: 1024 * 1024 * 1024,
  lease: 180_000,
  tickets: null,
};

/** Everything that one run of one route, one way, has to do with. */
export interface Flow {
  readonly route: Route;
  readonly run: RunId;
  readonly spring: Spring;
  readonly mouth: Mouth;
  readonly store: Store;
  readonly files: Files;
  readonly clock: Clock;
  readonly random: Random;
  readonly limits: Limits;
  /** Names this process among all that may write. */
  readonly holder: string;
  readonly signal: AbortSignal;
  readonly tell: (event: FlowEvent) => void;
}

/** What a run did so far; every member only grows. */
export interface Tally {
  /** Tickets read, whatever became of them. */
  readonly heard: number;
  /** Of these, said nothing new. */
  readonly silent: number;
  /** Had news, if only in words that mean the same as before. Heard is silent, changed and stopped. */
  readonly changed: number;
  /** Wait in quarantine. */
  readonly stopped: number;
  readonly broken: number;
  readonly planned: number;
  readonly created: number;
  readonly adopted: number;
  readonly updated: number;
  readonly appended: number;
  readonly attached: number;
  /** Intents that need a human. */
  readonly dead: number;
  /** Attempts whose fate had to be looked up by their mark. */
  readonly settled: number;
}

export type FlowEvent =
  | { readonly kind: 'tally'; readonly tally: Tally; readonly total: number | null }
  | { readonly kind: 'waiting'; readonly until: string; readonly why: string }
  | { readonly kind: 'trouble'; readonly message: string };

/** The run stops here; nothing is lost and the same command resumes it. */
export class Halt extends Error {
  readonly why: 'visibility' | 'unauthorized' | 'unavailable' | 'aborted' | 'busy';

  constructor(why: Halt['why'], message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = 'Halt';
    this.why = why;
  }
}
