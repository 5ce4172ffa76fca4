import type { Fault } from '../fault.js';
import type { Told } from '../told.js';
import type { IdempotencyKey } from './command.js';
import type { Audience, NativeFields, NativeId, NativeValue, Version } from './native.js';

/** A field that the tool took without complaint and did not keep as sent. */
export interface Dropped {
  readonly field: string;
  readonly sent: NativeValue;
  readonly kept: NativeValue;
}

export interface Done {
  readonly key: IdempotencyKey;
  readonly outcome: 'done';
  /** The ticket. */
  readonly id: NativeId;
  readonly number?: string | null;
  readonly url?: string | null;
  readonly version?: Version;
  /** The entry or attachment that the command made, where the tool names it. */
  readonly part?: NativeId | null;
  /** For append and attach: who can read it, as read back from the tool; absent where nothing was read back. */
  readonly audience?: Audience;
  /** What the tool says of the ticket after the command, in its own words. */
  readonly says?: NativeFields;
  readonly dropped?: readonly Dropped[];
  /** Somebody else wrote in the ticket after this command, where the tool tells: a code that it kept otherwise may be theirs. */
  readonly otherHand?: true;
  /** It had landed earlier: an answer that got lost, or a ticket that was already there. */
  readonly already?: true;
  /** For remove: the tool forbade removal and the ticket was cancelled instead. */
  readonly cancelled?: true;
}

export type Receipt =
  | Done
  /** It did not land and will not by trying again: rejected, gone, unsupported, conflict. */
  | { readonly key: IdempotencyKey; readonly outcome: 'refused'; readonly fault: Fault }
  /** It certainly did not land; trying again later may help. */
  | { readonly key: IdempotencyKey; readonly outcome: 'failed'; readonly fault: Fault }
  /** It may have landed: look for its mark before any retry. */
  | { readonly key: IdempotencyKey; readonly outcome: 'unknown'; readonly fault: Fault };

export type Found =
  | { readonly verdict: 'landed'; readonly receipt: Done }
  | { readonly verdict: 'not-landed' }
  /** `perhaps`: of a creation, tickets that may be it; those that are known to be something else count no more. */
  | { readonly verdict: 'undecided'; readonly why: Told; readonly perhaps?: readonly NativeId[] };
