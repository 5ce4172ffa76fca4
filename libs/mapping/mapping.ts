import type {
  Audience,
  NativeAttachment,
  NativeCode,
  NativeEntry,
  NativeFields,
  NativeId,
  NativeTicket,
  NativeValue,
  PlaceKind,
  Told,
} from '@passerelle/connector';
import type {
  Asset,
  Entry,
  EntryDetails,
  EntryKind,
  Group,
  Instant,
  Kind,
  Markdown,
  Person,
  Status,
  Ticket,
  TicketField,
  TicketFields,
} from '@passerelle/ticket';
import type { EntryPart } from './schema/journal-rows.js';

export type { EntryPart };

/** What a native word is a word for. */
export type Domain =
  | 'class'
  | 'status'
  | 'category'
  | 'group'
  | 'priority'
  | 'impact'
  | 'urgency'
  | 'approval'
  | 'outcome'
  | 'pending_reason'
  | 'channel'
  | 'escalation'
  | 'mode'
  | 'resolution_code'
  | 'task_state'
  | 'task_category'
  | 'verdict'
  | 'journal';

/** Who decided what a word means: a row, a named default rule, a named refusal, or nobody yet. */
export type Decision =
  | { readonly by: 'row'; readonly at: string }
  | { readonly by: 'default'; readonly rule: string; readonly at: string }
  | { readonly by: 'refusal'; readonly rule: string; readonly at: string }
  /** `row` is the exact YAML line to add and `file` where. */
  | { readonly by: 'nobody'; readonly row: string; readonly file: string };

/** One use of one word, collected by the plan and counted there. */
export interface WordUse {
  readonly domain: Domain;
  readonly class: NativeCode;
  /** The word as the tool writes it; for a status with conditions, the situation too: `1 (group, no agent)`. */
  readonly word: string;
  /** What it was taken for; null while undecided, refused, or when it means nothing. */
  readonly is: string | null;
  readonly decision: Decision;
}

/** What a line tells in text that our own `writeEntry` tells in a journal of another kind: a task among the work notes. */
export interface RetoldEntry extends EntryDetails {
  readonly kind: EntryKind;
  /** Below the block. */
  readonly text: Markdown;
}

export interface EntryReading extends EntryDetails {
  readonly native: NativeEntry;
  readonly kind: EntryKind;
  /** The stricter of what the journal declares and what was observed on the line. */
  readonly audience: Audience;
  readonly text: Markdown;
  readonly author: Person | null;
  readonly at: Instant | null;
  /**
   * What the text claims to be. Anybody can type such a block, so this is to be believed only of a line that is known to be
   * ours by its bond or mark; of all others `kind` and `text` stand.
   */
  readonly retold?: RetoldEntry | null;
}

export interface AttachmentReading {
  readonly native: NativeAttachment;
  readonly author: Person | null;
}

/** A native ticket understood. When a word is undecided or refused, `said` must not be used: the ticket is quarantined. */
export interface Reading {
  readonly said: Partial<TicketFields>;
  /** The row or rule behind each field said: `mappings/cassius.yaml:14`. */
  readonly why: Readonly<Partial<Record<TicketField, string>>>;
  readonly words: readonly WordUse[];
  readonly entries: readonly EntryReading[];
  readonly attachments: readonly AttachmentReading[];
  /**
   * Lines of ours that stood at the head of the description and are not part of it: `Site : Lyon`. The tool holds them for
   * us and does not say them; whoever takes the ticket in without knowing it from before finds here what stands nowhere else.
   */
  readonly preamble?: readonly string[];
}

/** Something of the ticket that will not be there, or not as it was, once written. */
export interface Loss {
  readonly field: TicketField;
  readonly what: 'no-field' | 'no-word' | 'unresolved' | 'cut' | 'approximated';
  readonly detail: Told;
  /** Kept as text at the head of the description. */
  readonly kept: boolean;
}

export interface Writing {
  readonly class: NativeCode;
  readonly fields: NativeFields;
  readonly losses: readonly Loss[];
  /** Canonical words used for writing, decided or not; a group that the target lacks is one. */
  readonly words: readonly WordUse[];
}

/** Something of an entry that will not be there, or not as it was, once written. `kind`: it becomes an entry of another kind. */
export interface EntryLoss {
  readonly part: EntryPart | 'kind';
  readonly what: Loss['what'];
  readonly detail: Told;
  /** Kept as text at the head of the entry. */
  readonly kept: boolean;
}

export interface EntryWriting {
  readonly text: string;
  /** Native fields of the entry; empty where the journal has none. */
  readonly fields: NativeFields;
  readonly losses: readonly EntryLoss[];
  /** Words used for writing, decided or not. A refusal means that this entry must not be written there. */
  readonly words: readonly WordUse[];
}

/** What rendering needs to know of the target beside the mapping. */
export interface Resolver {
  person(person: Person): NativeId | null;
  group(name: string): NativeId | null;
  /** The group that takes the tickets of those that the target lacks; its own name then stands in text. Absent means none does. */
  groupInstead?(): { readonly id: NativeId; readonly name: string } | null;
  /** The organisation or site of the tool that is meant, as the tool calls it. Absent knows none. */
  place?(kind: PlaceKind, name: string): { readonly id: NativeId; readonly name: string } | null;
  /** The account that stands for people whom the tool has none for (`PersonSource.standIn`). Absent means none does. */
  standIn?(): NativeId | null;
  /** Another tool writes to the requester (law 13): this one leaves people out of its mails where it can. Absent means no. */
  readonly hushed?: boolean;
  asset(asset: Asset): NativeId | null;
  /** In characters; null where nothing limits. */
  maxLength(nativeClass: NativeCode, field: string): number | null;
  /** Whether the connection keeps instants that the tool otherwise stamps itself (`Keeps.instant`); absent means no. */
  readonly keepsInstants?: boolean;
  /** Whether the tool keeps both values of a field as the same one (`TicketSink.normal`); asked where they differ as they are. */
  same?(nativeClass: NativeCode, field: string, a: NativeValue, b: NativeValue): boolean;
  /** For the few words and dates that stand in text: `fr` or `en`, and an IANA zone. */
  readonly language: 'fr' | 'en';
  readonly zone: string;
}

/** What tickets of one class can say, and be told, of one canonical field. */
export interface FieldReach {
  readonly read: boolean;
  readonly write: boolean;
  /** Where it is told: natively, by a line at the head of the description, or nowhere. */
  readonly home: 'field' | 'description' | null;
  /**
   * Some words of ours do not arrive as they are, even in a target that knows everybody and holds any length: there is no
   * word, or only a near one, or it stands in text. Its word then need not mean that somebody there has changed the value.
   */
  readonly lossy: boolean;
}

/** How a site works with its tool, as its overlay says. Nothing here acts on it: rules and clocks do. */
export interface Habits {
  /** IANA zone in which native dates without one are to be read. */
  readonly timezone: string | null;
  /** After how many seconds a solution that nobody answers closes its ticket. `native`: the tool does it by itself. */
  readonly closing: { readonly after: number; readonly native: boolean } | null;
  readonly onRefusal: {
    readonly status: Status;
    /** A refusal needs one. */
    readonly reason: boolean;
    /** Where the tool keeps a ticket in progress while somebody has it; null where the site did not say. */
    readonly assigned: 'unassign' | 'follow' | null;
  } | null;
}

/** One of the tool's own categories, as its users choose among them. */
export interface NativeCategory {
  readonly native: string;
  readonly label: string | null;
  /** What the tool tells its users of it, word for word; null where it tells them nothing. */
  readonly help: string | null;
  /** The canonical categories that it reads as or stands for. */
  readonly words: readonly string[];
}

/** The dictionary of one connection, loaded and without faults. Pure. */
export interface Mapping {
  readonly connection: string;
  readonly connector: string;
  readonly habits: Habits;
  /** `machineOf` tells which machine a record of the tool is of, where the house knows it. */
  read(native: NativeTicket, machineOf?: (id: NativeId) => Asset | null): Reading;
  /** `as` is the route's wish for this kind; null where the mapping knows no class for it. */
  classFor(kind: Kind, as?: NativeCode): NativeCode | null;
  /**
   * Renders the named fields, and only those, each where its home is in this class. What has no home there has the head
   * of the description, so naming such a field renders the description too, always for the whole ticket; so does naming
   * one that may not fit into its home (somebody whom the target does not know). A status that the tool takes only with
   * other fields (`with:`) brings those along. Fields that the tool fills by itself are absent when there is nothing to say.
   */
  write(ticket: Ticket, nativeClass: NativeCode, fields: readonly TicketField[], resolve: Resolver): Writing;
  /** Every field that this class can be told. */
  writable(nativeClass: NativeCode): readonly TicketField[];
  /** A class that the mapping does not know can neither be read nor told. */
  reach(nativeClass: NativeCode, field: TicketField): FieldReach;
  /**
   * Whether these native fields already say this field of the ticket: the tool's word is the one that we would write, or
   * it reads as that value (law 2). Whoever is told it would be told nothing new. Where the field has no home, what counts
   * are its lines at the head of the description, none missing and none left from earlier.
   */
  says(
    nativeFields: NativeFields,
    nativeClass: NativeCode,
    field: TicketField,
    ticket: Ticket,
    resolve: Resolver,
  ): boolean;
  /** The native field that holds the status of this class; null where none does. */
  statusField(nativeClass: NativeCode): string | null;
  /** The canonical fields that this reading spoke of: all others are as they were. */
  legible(native: NativeTicket): readonly TicketField[];
  /** Whether a ticket of this class is a need of its own, rather than a piece of one or what holds some. */
  standsAlone(nativeClass: NativeCode): boolean;
  /** The journal that is used to say this kind of entry to this audience; null where the tool has none for it. */
  journalFor(kind: EntryKind, audience: Audience): NativeCode | null;
  /** Markdown in that journal's own form. */
  writeText(journal: NativeCode, text: Markdown): string;
  /**
   * An entry as this journal holds it. What the journal has no field for stands at the head of the text, in words that
   * people read and that `retold` gives back; so does the kind where the journal reads as another one. An internal entry is
   * refused by a journal that requesters read.
   */
  writeEntry(
    journal: NativeCode,
    entry: Pick<Entry, 'kind' | 'audience' | 'text'> & EntryDetails,
    resolve: Resolver,
  ): EntryWriting;
  /**
   * Whether a native entry, a copy of ours, already says this entry: its details and its text, as law 2 has it for fields.
   * The line at its head that says whose words these are is not looked at.
   */
  saysEntry(
    native: NativeEntry,
    entry: Pick<Entry, 'kind' | 'audience' | 'text'> & EntryDetails,
    resolve: Resolver,
  ): boolean;
  /** What this tool calls a canonical group: the name to look it up by, and the one `write` gives to the resolver. */
  nativeGroup(name: string): string;
  /** The tool's own categories, in the order of its file; none where it has none. */
  readonly categories: readonly NativeCategory[];
  /** Canonical group name for a native one, for filters and rules. */
  readGroup(native: string): Group;
}
