import type { Cursor, ErrorKind, IdempotencyKey, NativeFields, NativeId, Told, Version } from '@passerelle/connector';
import type {
  Attachment,
  AttachmentId,
  Entry,
  EntryId,
  Instant,
  Person,
  Ticket,
  TicketField,
  TicketId,
} from '@passerelle/ticket';

export type RunId = string;

/** What a tool last said of a ticket, in its own words (law 1). */
export interface Shadow {
  /** SHA-256 over everything said, entries and attachments included: equal digests are silence. */
  readonly digest: string;
  readonly fields: NativeFields;
  /** Digests of its lines by their names, where changes of them are news. */
  readonly lines?: Readonly<Record<string, string>>;
}

/** One ticket's presence in one connection; unique by (connection, native). */
export interface Bond {
  readonly connection: string;
  readonly native: NativeId;
  readonly class: string;
  readonly number: string | null;
  readonly url: string | null;
  readonly ticket: TicketId;
  readonly shadow: Shadow | null;
  readonly version: Version | null;
  /** seen: read there. created: by one of our runs. adopted: was there already and was bonded by number. */
  readonly origin: 'seen' | 'created' | 'adopted';
  readonly run: RunId | null;
  /** Why it is gone, once the tool has lost it or a rollback removed it. */
  readonly tombstone: 'removed' | 'cancelled' | 'vanished' | null;
}

/** A line's copy in one connection; unique by (connection, entry), and by (connection, ticket, native) where the tool gives ids. */
export interface EntryBond {
  readonly connection: string;
  readonly ticket: TicketId;
  readonly entry: EntryId;
  readonly native: NativeId | null;
}

export interface AttachmentBond {
  readonly connection: string;
  readonly ticket: TicketId;
  readonly attachment: AttachmentId;
  readonly native: NativeId | null;
}

/** Append-only: what a tool said, when we heard it. */
export interface Observation {
  readonly connection: string;
  readonly native: NativeId;
  readonly run: RunId;
  readonly heard: Instant;
  /** JSON of the native ticket; the store compresses it. */
  readonly said: string;
}

/** What to bring up to date, never a value: the command is rendered from the ticket when it is sent (law 4). */
export type Act =
  | { readonly kind: 'create' }
  | { readonly kind: 'update'; readonly fields: readonly TicketField[] }
  | { readonly kind: 'append'; readonly entry: EntryId }
  /** Its line was public when it was told, and is internal now. */
  | { readonly kind: 'retract'; readonly entry: EntryId }
  /** Its line was changed after it was told. */
  | { readonly kind: 'amend'; readonly entry: EntryId }
  | { readonly kind: 'attach'; readonly attachment: AttachmentId };

export interface Intent {
  readonly key: IdempotencyKey;
  readonly connection: string;
  readonly ticket: TicketId;
  readonly act: Act;
  /** Order among one ticket's intents in one connection. */
  readonly position: number;
  /** Name of the route in whose terms it is told. */
  readonly route: string;
  readonly run: RunId;
  /** Somebody said it just now and waits: its ticket goes before those that were caught up with. */
  readonly urgent?: true;
}

/** What was rendered and perhaps sent: kept until it is resolved. */
export interface Attempt {
  readonly at: Instant;
  /** JSON of the native command, file contents left out. */
  readonly command: string;
}

/** queued: to be sent when due. in_flight: perhaps sent. obeyed: landed. dead: needs a human. */
export type IntentState = 'queued' | 'in_flight' | 'obeyed' | 'dead';

export interface Trouble {
  readonly kind: ErrorKind;
  readonly message: Told;
}

export interface OutboxRow extends Intent {
  readonly state: IntentState;
  /** New intents are due since ever. */
  readonly due: Instant;
  /** Number of attempts so far. */
  readonly tries: number;
  /** Oldest first; forgotten once the intent is obeyed. */
  readonly attempts: readonly Attempt[];
  readonly trouble: Trouble | null;
  /** When it came to the state that it is in, as far as that was kept: the age of a dead letter. */
  readonly since: Instant | null;
}

/** How an intent ended, or when it is to be tried again. */
export interface Resolution {
  readonly key: IdempotencyKey;
  readonly state: 'obeyed' | 'queued' | 'dead';
  readonly due?: Instant;
  readonly trouble?: Trouble;
  readonly at?: Instant;
}

/** A ticket that was stopped, loudly: the row to add, or the broken piece. */
export interface Quarantine {
  readonly connection: string;
  /** Native id, or the place of a broken piece. */
  readonly native: string;
  readonly number: string | null;
  readonly reason: 'unknown-word' | 'refused-word' | 'broken' | 'unwritable';
  readonly detail: Told;
  /** What to do, in one line; the exact YAML row for a word. */
  readonly advice: Told;
  readonly run: RunId;
  readonly at: Instant;
}

export interface RunRecord {
  readonly id: RunId;
  readonly route: string;
  readonly verb: 'run' | 'delta' | 'verify' | 'rollback' | 'sync';
  readonly state: 'going' | 'done' | 'stopped' | 'failed';
  readonly started: Instant;
  readonly ended: Instant | null;
  /** Counts by name, and the receipt at the end. */
  readonly report: Readonly<Record<string, unknown>>;
}

/** An account that fits somebody, or nearly does, and what speaks for it. */
export interface Candidate {
  readonly id: NativeId;
  readonly name: string;
  readonly email: string | null;
  readonly login: string | null;
  readonly employeeNumber: string | null;
  readonly active: boolean;
  /** `email`, `login`, `name (near)`; what contradicts stands with a dash in front. */
  readonly fits: readonly string[];
}

/** Which native account a person of a ticket is in one connection, and why we think so. */
export interface PersonLink {
  readonly connection: string;
  /** Fingerprint of the person as the source named them. */
  readonly person: string;
  readonly native: NativeId | null;
  /** decision: somebody said so, and it is asked for no more; without a native account, that they have none. */
  readonly evidence: 'email' | 'employee_number' | 'login' | 'name' | 'decision' | 'none' | 'ambiguous';
  /** The person as the source named them. */
  readonly named?: Person;
  /** Who fits, the chosen one among them; absent where nobody does. */
  readonly candidates?: readonly Candidate[];
  /** Of a decision: who took it and when. */
  readonly by?: string;
  readonly at?: Instant;
}

/** A tool moved a field while it still had something else to be told about it (law 10). Both values are kept. */
export interface Conflict {
  /** Derived from what was heard, so that hearing it again makes no second one. */
  readonly id: string;
  readonly ticket: TicketId;
  readonly field: TicketField;
  /** Who moved. */
  readonly connection: string;
  /** JSON of the canonical values. */
  readonly theirs: string;
  readonly ours: string;
  readonly stands: 'theirs' | 'ours';
  /** Whose word counts by the route; null where it names nobody: then ours stands and a human is asked. */
  readonly owner: string | null;
  readonly state: 'open' | 'decided';
  readonly run: RunId;
  readonly at: Instant;
}

/** Somebody stopped everything, one connection, or one ticket: it is heard and told no more until somebody lets it go on. */
export interface Pause {
  /** `all`, `connection:<name>` or `ticket:<id>`. */
  readonly scope: string;
  readonly since: Instant;
  readonly by: string;
  readonly why: string;
}

/** A ticket that was read while it could not be compared (laws 3 and 5): it is read again before anything else. */
export interface Postponed {
  readonly connection: string;
  readonly native: NativeId;
  /** The key that it says it was made under, where no bond knows it: its ledger was lost, or is about to be written. */
  readonly mark?: IdempotencyKey;
}

/** A ticket with its journal and files, oldest first. */
export interface WholeTicket {
  readonly ticket: Ticket;
  readonly why: Readonly<Partial<Record<TicketField, string>>>;
  readonly entries: readonly Entry[];
  readonly attachments: readonly Attachment[];
}

/** A place in a stream, for one connection of one route. */
export interface SavedCursor {
  readonly stream: string;
  readonly cursor: Cursor;
}

/** As the store keeps it. */
export interface KeptTicket extends WholeTicket {
  /** Counts the commits that kept this ticket, from 1. */
  readonly revision: number;
}
