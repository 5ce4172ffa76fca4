import type { NativeCode, NativeId } from './native.js';

/** What the tool itself admits to. */
export interface Vocabulary {
  describe(signal?: AbortSignal): Promise<NativeVocabulary>;
  /** The states and moves of its own metamodel, as far as this account may make them; null where it tells none. */
  moves?(signal?: AbortSignal): Promise<Lifecycle | null>;
}

export interface NativeVocabulary {
  /** table: the tool tells nothing of the kind, and this is what the connector and its configuration believe. Absent: the tool's. */
  readonly from?: 'tool' | 'table';
  readonly classes: Readonly<Record<NativeCode, Readonly<Record<string, NativeFieldRule>>>>;
}

export interface NativeFieldRule {
  readonly label: string;
  readonly mandatory: boolean;
  /** In characters; null where the tool states none. */
  readonly maxLength: number | null;
  /** null where any value goes. */
  readonly choices: readonly NativeChoice[] | null;
}

export interface NativeChoice {
  readonly code: NativeCode;
  readonly label: string;
  readonly active: boolean;
  /** Valid only while this other field has this value. */
  readonly under?: { readonly field: string; readonly code: NativeCode };
}

/** What is known of somebody, to look for them with. A cut name is never among it. */
export interface PersonHint {
  readonly name: string | null;
  readonly email: string | null;
  readonly login: string | null;
  readonly employeeNumber: string | null;
}

export interface NativePerson {
  readonly id: NativeId;
  readonly name: string;
  readonly email: string | null;
  readonly login: string | null;
  readonly employeeNumber: string | null;
  readonly active: boolean;
}

export interface NativeGroup {
  readonly id: NativeId;
  readonly name: string;
  readonly active: boolean;
}

export type PlaceKind = 'organisation' | 'site';

/** What is known of an organisation or a site, to look for it with. */
export interface PlaceHint {
  readonly name: string;
  /** Identifiers that the name carries, such as the UAI of an establishment. */
  readonly codes: readonly string[];
}

export interface NativePlace {
  readonly id: NativeId;
  /** As the tool reads it in a ticket: a complete name where it has trees. */
  readonly name: string;
  /** What the tool keeps beside the name to know it by. */
  readonly codes?: readonly string[];
  readonly active: boolean;
}

export interface PersonSource {
  /** Everybody whom at least one hint fits by e-mail, login, employee number or full name, inactive ones too. */
  persons(hints: readonly PersonHint[], signal?: AbortSignal): Promise<readonly NativePerson[]>;
  groups(names: readonly string[], signal?: AbortSignal): Promise<readonly NativeGroup[]>;
  /**
   * Organisations or sites that one of the hints fits by name (whatever its case and accents) or by a code; others may come
   * too. Absent where tickets of the tool name none; empty for the kind that they do not name, or that may not be read.
   */
  places?(kind: PlaceKind, hints: readonly PlaceHint[], signal?: AbortSignal): Promise<readonly NativePlace[]>;
  /**
   * The account that the configuration names to stand for people whom the tool has none for, where it takes nobody by name.
   * References to it are read with `standIn: true`.
   */
  readonly standIn?: NativeId;
}

/** Something that the tool does by itself when it is written to: the plan names and counts them. */
export interface Reaction {
  readonly kind: 'mail' | 'flow' | 'clock';
  /** As the tool's administrators named it. */
  readonly name: string;
  readonly class: NativeCode;
  readonly on: 'create' | 'comment' | 'work_note' | 'attach' | 'update' | 'resolve' | 'close';
  /** It does not happen to tickets that were created `silent`. */
  readonly hushed?: true;
}

export interface Reactions {
  list(signal?: AbortSignal): Promise<readonly Reaction[]>;
}

/** The work of one command in calls, so that a forecast needs no connector's secrets. */
export interface CallCosts {
  /** Calls for one ticket with so many public and internal entries and attachments, fractions where calls are shared. */
  of(ticket: { readonly public: number; readonly internal: number; readonly attachments: number }): number;
  /** Requests per second that the configured pace allows; null where nothing limits. */
  readonly perSecond: number | null;
}

/** Native states and the legal moves between them, each with the fields it requires. */
export interface Lifecycle {
  readonly classes: Readonly<Record<NativeCode, readonly NativeTransition[]>>;
  /** The state in which the tool begins a ticket of a class; absent where nobody knows. */
  readonly initial?: Readonly<Record<NativeCode, NativeCode>>;
}

export interface NativeTransition {
  readonly from: NativeCode;
  readonly to: NativeCode;
  readonly by: NativeCode | null;
  /** Native fields that must hold something, and journals of the connector in which a line must stand. */
  readonly requires: readonly string[];
  /** The tool makes this move only while these fields of the ticket hold something, or nothing. Absent: always. */
  readonly when?: Readonly<Record<string, 'some' | 'none'>>;
}
