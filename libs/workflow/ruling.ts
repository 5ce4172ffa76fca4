import type { Told } from '@passerelle/connector';
import type { EntryId, Markdown, TicketField, TicketFields } from '@passerelle/ticket';
import type { Timer, TimerId } from './timers/timer.js';

/** The origin of the lines that rules add: no connection may be called so. */
export const rulesVoice = 'passerelle';

/** The fields that a rule may write. `resolution` only to restore what a refused change took away. */
export type RuledField =
  'status' | 'pendingReason' | 'outcome' | 'firstGroup' | 'group' | 'assignee' | 'category' | 'priority' | 'resolution';

/** A word of a rule, as a tool would say it (law 11). One per field: of several rules the last one stands. */
export type RuleDelta = {
  readonly [F in RuledField]: {
    readonly field: F;
    readonly value: TicketFields[F];
    readonly rule: string;
    /** `mappings/rules/lycee.yaml:14 refus-remet-a-nouveau`. */
    readonly why: string;
  };
}[RuledField];

/** A line that a rule adds to the journal. */
export interface RuleEntry {
  /** Derived from the rule and its cause: the same cause never adds the line twice. Unique within the ticket. */
  readonly seed: string;
  readonly kind: 'comment' | 'work_note';
  /** comment: public. work_note: internal. Never anything else. */
  readonly audience: 'public' | 'internal';
  readonly text: Markdown;
  readonly rule: string;
  readonly why: string;
}

/** A change that is not accepted. What it changed is restored by deltas of the same rule. */
export interface Refusal {
  /** Derived from the rule and its cause, as the seed of an entry is. */
  readonly seed: string;
  /** News that counts as not said: no other rule heard these lines. */
  readonly entries: readonly EntryId[];
  readonly fields: readonly TicketField[];
  /** For the requester, in the ruleset's language. */
  readonly message: Markdown;
  readonly rule: string;
  readonly why: string;
}

/** fired: it spoke. so-already: it holds and there is nothing left to say. waits: its clock runs. silent: a condition does not hold. */
export interface TraceLine {
  readonly rule: string;
  /** `file:line name`. */
  readonly at: string;
  readonly did: 'fired' | 'so-already' | 'waits' | 'silent';
  /** One sentence: the condition that decided, with what was expected and what came. */
  readonly because: string;
}

/** Rules that undo each other on this ticket: nothing of the evaluation counts, and a human is asked. */
export interface RuleTrouble {
  readonly rules: readonly string[];
  readonly message: Told;
}

export interface Ruling {
  readonly deltas: readonly RuleDelta[];
  readonly entries: readonly RuleEntry[];
  readonly refusals: readonly Refusal[];
  readonly timers: { readonly set: readonly Timer[]; readonly cancel: readonly TimerId[] };
  /** One line per rule, in the order of the ruleset. */
  readonly trace: readonly TraceLine[];
  /** With trouble there are no deltas, entries, refusals or timers. */
  readonly trouble: RuleTrouble | null;
}

/** The deltas in the form in which a tool's reading comes, for the merge. */
export interface Voice {
  readonly said: Partial<TicketFields>;
  readonly why: Readonly<Partial<Record<TicketField, string>>>;
}

export function voiceOf({ deltas }: Pick<Ruling, 'deltas'>): Voice {
  return {
    said: Object.fromEntries(deltas.map(({ field, value }) => [field, value])),
    why: Object.fromEntries(deltas.map(({ field, why }) => [field, why])),
  };
}
