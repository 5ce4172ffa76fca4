import type { Readable } from 'node:stream';
import type {
  Audience,
  NativeCode,
  NativeFields,
  NativeId,
  NativeInstant,
  NativeReference,
  Version,
} from './native.js';

/** 32 lower-case hexadecimal characters, the same for the same intent for ever. */
export type IdempotencyKey = string;

export type Keyed<T> = T & { readonly key: IdempotencyKey };

/** A ticket that exists, or the one that an earlier command of the same batch creates. */
export type Subject = NativeId | { readonly createdBy: IdempotencyKey };

export interface NativeDraft {
  readonly class: NativeCode;
  readonly fields: NativeFields;
  /** When it was born; kept natively where the sink says that it keeps instants. */
  readonly at: NativeInstant | null;
  /** Asks the tool not to mail about this ticket, where it has a word for that. Which mails mind it, `reactions` tells. */
  readonly silent?: true;
}

export interface NativeEntryDraft {
  readonly journal: NativeCode;
  readonly audience: Audience;
  readonly text: string;
  /** Kept natively where the sink says so; the text already names them where it does not. */
  readonly author: NativeReference | null;
  readonly at: NativeInstant | null;
  /**
   * Short; what `find` looks for. The connector puts it where the tool has a field for it, else visibly at the end of the
   * text, unless the text already holds it.
   */
  readonly mark: string;
  readonly fields?: NativeFields;
}

export interface NativeFile {
  readonly name: string;
  readonly mime: string | null;
  readonly size: number;
  readonly sha256: string;
  readonly at: NativeInstant | null;
  /** Each call opens the content anew. */
  open(): Promise<Readable>;
}

export type NativeCommand =
  | { readonly kind: 'create'; readonly ticket: NativeDraft }
  | { readonly kind: 'update'; readonly id: Subject; readonly fields: NativeFields; readonly silent?: true }
  | {
      readonly kind: 'transition';
      readonly id: Subject;
      readonly to: NativeCode;
      readonly fields?: NativeFields;
      readonly entry?: NativeEntryDraft;
      readonly silent?: true;
    }
  /** `silent`: the tool is asked not to mail because of this, where it has a word for that. */
  | { readonly kind: 'append'; readonly id: Subject; readonly entry: NativeEntryDraft; readonly silent?: true }
  | { readonly kind: 'amend'; readonly id: Subject; readonly entry: NativeId; readonly change: NativeFields }
  | { readonly kind: 'retract'; readonly id: Subject; readonly entry: NativeId }
  | {
      readonly kind: 'attach';
      readonly id: Subject;
      readonly file: NativeFile;
      readonly audience: Audience;
      readonly silent?: true;
    }
  | { readonly kind: 'link' | 'unlink'; readonly id: Subject; readonly asset: NativeId }
  | { readonly kind: 'relate'; readonly id: Subject; readonly to: NativeId; readonly as: NativeCode }
  /** Rollback of a migration. `cancel` is what to write instead where removal is denied. */
  | {
      readonly kind: 'remove';
      readonly id: NativeId;
      readonly ifUnchangedSince: Version;
      readonly cancel: NativeFields | null;
    };

export type CommandKind = NativeCommand['kind'];
