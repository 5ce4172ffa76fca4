/** Opaque to all but its connector. ServiceNow's holds class and sys_id, CASSIUS' is the number. At most 200 characters. */
export type NativeId = string;
/** A tool's own word: a state code, a class, a journal, a category. Always text, never guessed at. */
export type NativeCode = string;
/** Changes whenever the tool says that its ticket changed; compared for equality only. */
export type Version = string;
/** ISO-8601 UTC with milliseconds. Zone-less native dates are read in the connection's zone by the connector, or are malformed. */
export type NativeInstant = string;
/** Connectors declare it, from code; what they cannot tell is internal. */
export type Audience = 'public' | 'internal';

/** Somebody, a team, a machine or another record, as far as the tool named it. */
export interface NativeReference {
  readonly id: NativeId | null;
  readonly name: string | null;
  readonly email?: string | null;
  readonly login?: string | null;
  readonly employeeNumber?: string | null;
  /** The tool showed only the beginning of the name. */
  readonly cut?: boolean;
  /** Read: an account that stands for people whom the tool has none for, so that it names nobody (`PersonSource.standIn`). */
  readonly standIn?: boolean;
  /** Written: another tool mails them. A tool that can leave somebody out of its mails does so. */
  readonly hushed?: boolean;
}

export type NativeValue = string | null | NativeReference | readonly (string | NativeReference)[];

/** Native field names to native values. An absent field is one that the tool did not speak of; null is said to be empty. */
export type NativeFields = Readonly<Record<string, NativeValue>>;

export interface NativeEntry {
  /** null where the tool gives none; then content, author, instant and order identify it. */
  readonly id: NativeId | null;
  readonly journal: NativeCode;
  /** What the tool does with this very line, observed on it rather than looked up in `journals`. */
  readonly audience: Audience;
  readonly author: NativeReference | null;
  readonly at: NativeInstant | null;
  readonly text: string;
  /** Task fields, verdicts and the like, in native words. */
  readonly fields?: NativeFields;
}

export interface NativeAttachment {
  readonly id: NativeId;
  readonly name: string;
  readonly mime: string | null;
  readonly size: number | null;
  /** SHA-256 of the content, lower-case hexadecimal, where the tool tells it. */
  readonly sha256: string | null;
  readonly audience: Audience;
  readonly author: NativeReference | null;
  readonly at: NativeInstant | null;
}

/** A ticket in the tool's own words, whole: what is not here, the tool did not say. */
export interface NativeTicket {
  readonly id: NativeId;
  readonly class: NativeCode;
  readonly number: string | null;
  readonly version: Version;
  readonly changedAt: NativeInstant | null;
  readonly url: string | null;
  readonly fields: NativeFields;
  /** The key of the command that made it, where it was made through this connector and the tool shows the key. */
  readonly createdBy?: string | null;
  /** Written by the very account of this connection, where the tool tells: without `createdBy` its mark may have been taken off. */
  readonly ownHand?: boolean;
  /** The tool does not tell who wrote it: what this connection makes comes as anybody's, as through a public form. */
  readonly anyHand?: true;
  /** Oldest first. */
  readonly entries: readonly NativeEntry[];
  readonly attachments: readonly NativeAttachment[];
}
