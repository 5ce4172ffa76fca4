import type { NativeId, PlaceKind } from '@passerelle/connector';
import type { Instant, TicketId } from '@passerelle/ticket';
import type { PersonLink } from './records.js';

/** Failed tries of one scope since the first of them that still counts. */
export interface Tries {
  readonly failures: number;
  readonly since: Instant;
}

/** Somebody who was erased, by one thing that they were known by: a salted hash, from which it cannot be read back. */
export interface Erased {
  readonly key: string;
  /** What stands in their place, such as `p-4f2a91c07d3e`. */
  readonly person: string;
  readonly at: Instant;
  readonly by: string;
}

/** Two tickets that may tell one need. Nothing happens to either until somebody says so. */
export interface Duplicate {
  /** Derived from both tickets, so that noticing it again offers it no second time. */
  readonly id: string;
  /** The later one. */
  readonly ticket: TicketId;
  readonly of: TicketId;
  /** For people: what speaks for it. */
  readonly why: string;
  readonly state: 'offered' | 'accepted' | 'refused';
  readonly at: Instant;
  readonly decided: Instant | null;
  readonly by: string | null;
}

/** What tickets name besides people. */
export type NamedKind = PlaceKind | 'group';

/** Which team, organisation or site of a connection a ticket means by a name, and why. */
export interface PlaceLink {
  readonly connection: string;
  readonly kind: NamedKind;
  /** As the ticket has it. */
  readonly name: string;
  readonly native: NativeId | null;
  /** As the tool has it. */
  readonly called: string | null;
  /** decision: somebody said so; without a native one, that the tool has none. */
  readonly evidence: 'name' | 'code' | 'decision' | 'ambiguous' | 'none';
  /** What fits, at most as much as a human looks at. */
  readonly candidates: readonly { readonly id: NativeId; readonly name: string }[];
  readonly by: string | null;
  readonly at: Instant | null;
}

/** What is known of teams, organisations and sites; what somebody decided stands above all evidence. */
export interface Places {
  /** In the order of connections, kinds and names. */
  places(wanted: {
    readonly connection?: string;
    readonly kind?: NamedKind;
    readonly evidence?: PlaceLink['evidence'];
    readonly names?: readonly string[];
    readonly limit: number;
  }): Promise<readonly PlaceLink[]>;
  /** What was decided before is left as it is by what is no decision. */
  keepPlaces(links: readonly PlaceLink[]): Promise<void>;
}

/** Tables in which something of a person can stand. */
export const holdings = [
  'ticket',
  'entry',
  'attachment',
  'bond',
  'observation',
  'outbox',
  'quarantine',
  'postponed',
  'conflict',
  'run',
  'pause',
  'person',
  'person_link',
  'place_link',
  'duplicate',
  'machine_record',
  'action',
  'keepsake',
  'audit',
  'erased',
] as const;
export type Holding = (typeof holdings)[number];

/** One row of a table, as far as something of a person can stand in it: JSON stays text. */
export interface HeldRow {
  readonly table: Holding;
  /** Its identity. Where a tool calls a ticket by an address (the public form), somebody is named in it. */
  readonly key: readonly string[];
  readonly cells: Readonly<Record<string, string | null>>;
}

/** Beside the river: who people are, what they asked to be forgotten, and what waits for somebody to say so. */
export interface Register extends Places {
  /** In the order of connections and people. */
  links(wanted: {
    readonly evidence?: PersonLink['evidence'];
    readonly connection?: string;
    /** Fingerprints. */
    readonly persons?: readonly string[];
    readonly limit: number;
  }): Promise<readonly PersonLink[]>;

  tries(scopes: readonly string[]): Promise<ReadonlyMap<string, Tries>>;
  /** One more failure for each; a scope whose first failure is older than `notBefore` starts again at one. */
  failed(scopes: readonly string[], now: Instant, notBefore: Instant): Promise<void>;

  /** What the database settled under this name; the first proposal stands for all hosts. */
  settle(name: string, proposal: string): Promise<string>;

  erased(): Promise<readonly Erased[]>;
  erase(keys: readonly Erased[]): Promise<void>;
  /** These fingerprints and their links go. */
  forgetPersons(fingerprints: readonly string[]): Promise<void>;

  /** Newest first. */
  duplicates(wanted: { readonly state?: Duplicate['state']; readonly limit: number }): Promise<readonly Duplicate[]>;
  /** One that was offered before is left as it is. Returns how many are new. */
  offer(duplicates: readonly Duplicate[]): Promise<number>;
  /** False where it is not offered any more. */
  answer(
    id: string,
    answer: { readonly state: 'accepted' | 'refused'; readonly by: string; readonly at: Instant },
  ): Promise<boolean>;

  /** In the order of identities, behind the one that is given. */
  held(table: Holding, after: readonly string[] | null, limit: number): Promise<readonly HeldRow[]>;
  /**
   * Returns how many were still as `was` says and are now as `is` says; the others moved meanwhile. A bond under another name
   * is one of a ticket that is gone; whatever else waited under the old name goes.
   */
  rewrite(rows: readonly { readonly was: HeldRow; readonly is: HeldRow }[]): Promise<number>;
  /** Forgets what a connection said before an instant; returns how many observations went. */
  forgetObservations(connection: string, before: Instant): Promise<number>;
}
