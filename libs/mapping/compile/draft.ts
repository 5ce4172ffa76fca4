import type { NativeFields } from '@passerelle/connector';
import { blankTicket, type Asset, type TicketField, type TicketFields } from '@passerelle/ticket';
import type { WordUse } from '../mapping.js';

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/** A reading in the making. */
export interface Draft {
  readonly fields: NativeFields;
  readonly said: Partial<Mutable<TicketFields>>;
  readonly why: Partial<Record<TicketField, string>>;
  readonly words: WordUse[];
  /** Lines of our own at the head of the description. */
  readonly preamble: string[];
  /** Which machine a record of the tool is of, where the house knows it. */
  readonly machineOf?: ((id: string) => Asset | null) | undefined;
}

export function say<K extends TicketField>(draft: Draft, field: K, value: TicketFields[K], at: string): void {
  draft.said[field] = value;
  draft.why[field] = at;
}

/** Said to be empty: no earlier and better word is undone by it. */
export function sayNothing(draft: Draft, field: TicketField, at: string): void {
  if (draft.said[field] === undefined) say(draft, field, blankTicket[field], at);
}
