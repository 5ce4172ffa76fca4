import type { NativeCode } from '@passerelle/connector';

interface Move {
  readonly from: NativeCode;
  readonly to: NativeCode;
  readonly by: NativeCode | null;
  /** As the tool shows both states. */
  readonly labels: readonly [from: string, to: string];
}

/** Where what a tool says of its own lifecycle is not what was declared of it, or what its dictionary says. */
export type Difference = { readonly class: NativeCode } & (
  | { readonly kind: 'state-undeclared' | 'state-gone'; readonly state: NativeCode; readonly label: string }
  /** The tool has a move that nobody declared: never taken, so a way may be longer than it has to be, or missing. */
  | ({ readonly kind: 'move-undeclared' } & Move)
  /** A declared move that the tool does not have, or not for this account: what goes that way is refused. */
  | ({ readonly kind: 'move-gone' } & Move)
  /** A declared move asks for a field that the tool does not have. */
  | { readonly kind: 'field-gone'; readonly field: string; readonly states: readonly NativeCode[] }
  /** The tool asks for a field in a state, and nobody declared it. */
  | { readonly kind: 'field-wanted'; readonly field: string; readonly states: readonly NativeCode[] }
  /** A word of the tool that its dictionary cannot read: a ticket that says it waits in quarantine. */
  | { readonly kind: 'word-unread'; readonly field: string; readonly code: NativeCode; readonly label: string }
  /** A word that its dictionary writes and that the tool does not have, or no longer. */
  | { readonly kind: 'word-gone'; readonly field: string; readonly code: NativeCode }
);

/** What the dictionary of the connection makes of native words. */
export interface Dictionary {
  /** Journals of the connector: a move may ask for a line in one. */
  readonly journals: ReadonlySet<string>;
  /** The native field that holds the status of a class; null where none does. */
  statusField(nativeClass: NativeCode): string | null;
  /** Whether a ticket of this class that says this word, in this state, is understood. */
  reads(nativeClass: NativeCode, field: string, code: NativeCode, state: NativeCode): boolean;
  /** Every code of this field that it may write. */
  writes(nativeClass: NativeCode, field: string): readonly NativeCode[];
}
