import type { Cursor, IdempotencyKey, NativeId, Told } from '@passerelle/connector';
import type { Timer, TimerId } from '@passerelle/workflow';
import type { Attachment, Entry, Instant, Ticket, TicketField, TicketId } from '@passerelle/ticket';
import type {
  AttachmentBond,
  Attempt,
  Bond,
  Conflict,
  EntryBond,
  Intent,
  KeptTicket,
  Observation,
  OutboxRow,
  Pause,
  PersonLink,
  Postponed,
  Quarantine,
  Resolution,
  RunId,
  RunRecord,
  SavedCursor,
} from './records.js';

/**
 * One atomic step of the river, as a value: all of it is kept or nothing. Lists are bulk: thousands of rows are normal.
 * Rows that exist under the same identity are replaced, and of two in one commit the last one stands; intents, entry
 * bonds, attachment bonds and observations are only ever added: one that exists already is left as it is, but for an
 * entry or attachment bond that learns a native id that was not known yet.
 */
export interface Changes {
  readonly tickets?: readonly {
    readonly ticket: Ticket;
    readonly why: Readonly<Partial<Record<TicketField, string>>>;
    /**
     * The revision that this was made from, 0 where there was none: the step is Overtaken when somebody kept another
     * since, for two tools may be heard at once. Not compared where it is absent.
     */
    readonly was?: number;
  }[];
  readonly entries?: readonly Entry[];
  readonly attachments?: readonly Attachment[];
  readonly bonds?: readonly Bond[];
  readonly entryBonds?: readonly EntryBond[];
  readonly attachmentBonds?: readonly AttachmentBond[];
  readonly observations?: readonly Observation[];
  readonly intents?: readonly Intent[];
  /** These intents leave the queue: they are in flight from here on. One that is not queued must not be sent: Inconsistent. */
  readonly attempts?: readonly { readonly key: IdempotencyKey; readonly attempt: Attempt }[];
  /** Obeyed is final. `due` stays as it was unless it is given. */
  readonly resolutions?: readonly Resolution[];
  readonly quarantined?: readonly Quarantine[];
  /** Native ids of this connection that flow again, unless they are quarantined anew in the same commit. */
  readonly released?: readonly { readonly connection: string; readonly native: string }[];
  /** To be read again before anything else… */
  readonly postponed?: readonly Postponed[];
  /** …and no longer, unless it is postponed anew in the same commit. */
  readonly resumed?: readonly Pick<Postponed, 'connection' | 'native'>[];
  /** One that exists already is left as it is, but for one that is decided now. */
  readonly conflicts?: readonly Conflict[];
  /** Clocks that rules run; one that exists already is replaced. */
  readonly timers?: readonly Timer[];
  /** Clocks that are taken away, before those of the same step are kept. */
  readonly stoppedTimers?: readonly TimerId[];
  /** One that exists already is left as it is. */
  readonly paused?: readonly Pause[];
  /** Scopes that go on. */
  readonly unpaused?: readonly string[];
  readonly cursors?: readonly SavedCursor[];
  readonly runs?: readonly RunRecord[];
  readonly personLinks?: readonly PersonLink[];
  /**
   * A rollback removed these tickets from the connection: their bonds, parts' bonds and intents there go before anything
   * else of this step, so that they can be told again.
   */
  readonly forgotten?: readonly { readonly connection: string; readonly ticket: TicketId }[];
}

/** The right to write to a tool, until the lease passes to somebody else. */
export interface Fence {
  readonly connection: string;
  readonly epoch: number;
}

export interface Lease {
  readonly fence: Fence;
  readonly holder: string;
  readonly until: Instant;
}

export interface TicketScan {
  /** Tickets with a living bond to this connection… */
  readonly bondedTo: string;
  /** …and without one to this. */
  readonly notBondedTo?: string;
  /** Of those, after this one in the order of ids. */
  readonly after: TicketId | null;
  readonly limit: number;
}

/** The memory of the river. In memory for the simulation, in PostgreSQL everywhere else; one suite holds both. */
export interface Store {
  /**
   * Keeps nothing and throws FencedOut when the lease of one of the fences has passed to somebody else, Inconsistent when
   * the changes contradict each other or what is kept.
   */
  commit(changes: Changes, fences?: readonly Fence[]): Promise<void>;

  tickets(ids: readonly TicketId[]): Promise<ReadonlyMap<TicketId, KeptTicket>>;
  scan(wanted: TicketScan): Promise<readonly KeptTicket[]>;
  /** Every ticket that any tool calls so; case and outer blanks do not count. */
  byNumber(number: string): Promise<readonly TicketId[]>;

  bonds(connection: string, natives: readonly NativeId[]): Promise<ReadonlyMap<NativeId, Bond>>;
  bondsOf(tickets: readonly TicketId[]): Promise<readonly Bond[]>;
  entryBonds(connection: string, tickets: readonly TicketId[]): Promise<readonly EntryBond[]>;
  attachmentBonds(connection: string, tickets: readonly TicketId[]): Promise<readonly AttachmentBond[]>;
  /** All bonds of one connection in the order of native ids, tombstones included, of one origin if it is given. */
  bondsOfConnection(
    connection: string,
    after: NativeId | null,
    limit: number,
    origin?: Bond['origin'],
  ): Promise<readonly Bond[]>;

  cursor(stream: string): Promise<Cursor | null>;

  /**
   * The queued intents of up to `limit` tickets, whole and in order, of tickets that are not paused and have none in flight,
   * dead or not yet due.
   * Tickets with an urgent intent come first, each kind in the order in which their first queued intent (the first urgent one) was added.
   * `except` are tickets that another lane of the same run is busy with.
   */
  due(connection: string, now: Instant, limit: number, except: readonly TicketId[]): Promise<readonly OutboxRow[]>;
  inState(connection: string, state: OutboxRow['state'], limit: number): Promise<readonly OutboxRow[]>;
  outboxOf(tickets: readonly TicketId[]): Promise<readonly OutboxRow[]>;
  /** The intents of these keys, of whatever ticket. */
  intents(keys: readonly IdempotencyKey[]): Promise<ReadonlyMap<IdempotencyKey, OutboxRow>>;
  /** Number of intents by state. */
  outboxTally(connection: string): Promise<Readonly<Record<OutboxRow['state'], number>>>;
  /** When `due` will next have something more to give: the earliest due of tickets that are not paused and have none in flight or dead; null for never. */
  nextDue(connection: string): Promise<Instant | null>;

  quarantined(connection: string): Promise<readonly Quarantine[]>;
  /** In the order of native ids. */
  postponed(connection: string): Promise<readonly NativeId[]>;
  /** Postponed tickets that say that they were made under one of these keys, by key. */
  madeUnder(connection: string, marks: readonly IdempotencyKey[]): Promise<ReadonlyMap<IdempotencyKey, NativeId>>;
  /** Newest first; of one ticket if it is given. */
  conflicts(wanted: {
    readonly state?: Conflict['state'];
    readonly ticket?: TicketId;
    readonly limit: number;
  }): Promise<readonly Conflict[]>;
  /** Running ones and those that fired. */
  timersOf(tickets: readonly TicketId[]): Promise<readonly Timer[]>;
  /** Those that run and are due by now, the longest overdue first. */
  dueTimers(now: Instant, limit: number): Promise<readonly Timer[]>;
  /** In the order of their scopes. */
  pauses(): Promise<readonly Pause[]>;
  personLinks(connection: string, persons: readonly string[]): Promise<ReadonlyMap<string, PersonLink>>;
  observations(connection: string, native: NativeId): Promise<readonly Observation[]>;

  run(id: RunId): Promise<RunRecord | null>;
  runs(route: string): Promise<readonly RunRecord[]>;

  /** Takes or renews the lease for `ms` milliseconds from `now`; null while somebody else holds it. A new holder gets a higher epoch. */
  lease(connection: string, holder: string, now: Instant, ms: number): Promise<Fence | null>;
  release(fence: Fence, holder: string): Promise<void>;
  /** Who holds the lease, expired ones included, so that the lease of a process that is known to be dead can be released. */
  leaseOf(connection: string): Promise<Lease | null>;
}

/**
 * Changes that would leave something unseen or doubled: a line, bond or intent of a ticket that is not kept, a bond of a
 * line that is not kept, two lines of one ticket with the same native id, an attempt of what is not queued, an obeyed
 * intent that would be queued again.
 */
export class Inconsistent extends Error {
  /** For people; `message` is the English one. */
  readonly told: Told;

  constructor(message: string, cause?: unknown) {
    const told = {
      fr: `la base ne garde rien de cette étape : ${message}`,
      en: `the store keeps nothing of this step: ${message}`,
    };
    super(told.en, cause === undefined ? undefined : { cause });
    this.name = 'Inconsistent';
    this.told = told;
  }
}

/** Another tool was heard on the same ticket meanwhile: nothing was kept, and the step is made again from what is kept now. */
export class Overtaken extends Error {
  constructor(ticket: TicketId) {
    super(`the ticket ${ticket} was changed meanwhile; the step is made again`);
    this.name = 'Overtaken';
  }
}

/** Somebody else writes to this connection now: this run must stop without another call. */
export class FencedOut extends Error {
  readonly connection: string;
  /** For people; `message` is the English one. */
  readonly told: Told;

  constructor(connection: string) {
    const told = {
      fr: `${connection} : un autre passage a repris cette connexion ; celui-ci s’arrête`,
      en: `${connection}: another run has taken over this connection; this one stops`,
    };
    super(told.en);
    this.name = 'FencedOut';
    this.connection = connection;
    this.told = told;
  }
}
