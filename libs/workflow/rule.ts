import type {
  Audience,
  EntryKind,
  Group,
  Level,
  Markdown,
  Outcome,
  PendingReason,
  Person,
  Status,
  TicketField,
} from '@passerelle/ticket';
import type { RuledField } from './ruling.js';

/** Where a rule stands; lines and columns count from 1. */
export interface Place {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** A field, or a part of one: `resolution.reason`, `custom.etage`. */
export interface FieldPath {
  readonly field: TicketField;
  readonly part: string | null;
}

export type Test =
  /** One of them, null being nothing. A category word stands for all below it, a group for its name or a code, a person for any of its names. */
  | { readonly kind: 'is'; readonly words: readonly (Word | null)[] }
  | { readonly kind: 'isNot'; readonly words: readonly (Word | null)[] }
  | { readonly kind: 'empty' }
  | { readonly kind: 'some' }
  /** As pressing or more: 1 is the most pressing. */
  | { readonly kind: 'asPressingAs'; readonly level: Level }
  | { readonly kind: 'noMorePressingThan'; readonly level: Level }
  /** Case and accents do not count. */
  | { readonly kind: 'contains'; readonly words: readonly string[] };

export type Word = string | number | boolean;

export type Condition =
  | { readonly kind: 'field'; readonly path: FieldPath; readonly test: Test }
  /** Changed in this step, and was so before. */
  | { readonly kind: 'was'; readonly path: FieldPath; readonly test: Test }
  /** Changed in this step, by the tool or by an earlier rule, and is so now. */
  | { readonly kind: 'became'; readonly path: FieldPath; readonly test: Test }
  | { readonly kind: 'born'; readonly connections: readonly string[] }
  | { readonly kind: 'by'; readonly connections: readonly string[] }
  /** A line that came in this step. */
  | { readonly kind: 'entered'; readonly line: LineTest }
  /** A line that was there before and changed in this step: as it is now. */
  | { readonly kind: 'amended'; readonly line: LineTest }
  /** A line anywhere in the journal. */
  | { readonly kind: 'holds'; readonly line: LineTest };

/** What a line must be; absent members do not matter. */
export interface LineTest {
  readonly kinds?: readonly EntryKind[];
  readonly audience?: Audience;
  readonly verdict?: 'accepted' | 'refused';
  /** requester: certainly theirs. support: certainly somebody else's. An unknown author is neither. */
  readonly from?: 'requester' | 'support';
  readonly text?: 'some' | 'none';
  /** The text of the line, or the reason that its tool keeps apart. */
  readonly reason?: 'some' | 'none';
  /** Whether a task has a planned window. */
  readonly planned?: boolean;
  readonly states?: readonly ('information' | 'to_do' | 'done')[];
  readonly categories?: readonly string[];
}

/** The alternatives of a `when:` or `unless:`: it holds where all conditions of one of them hold. */
export type Alternatives = readonly (readonly Condition[])[];

/** What a rule does. Fields that are absent stay as they are; null empties. */
export interface Effects {
  readonly status?: Status;
  readonly pendingReason?: PendingReason | null;
  readonly outcome?: Outcome | null;
  readonly firstGroup?: Group | null;
  readonly group?: Group | null;
  readonly assignee?: Person | null;
  readonly category?: string | null;
  readonly priority?: Level | null;
  /** Status closed, with this outcome unless the ticket has one already. */
  readonly close?: Outcome;
  readonly comment?: Markdown;
  readonly workNote?: Markdown;
  readonly refuse?: { readonly message: Markdown; readonly restore: readonly RuledField[] };
}

/** A clock: the rule holds once `after` + `grace` milliseconds have passed since. */
export interface Elapsed {
  /** status: since the ticket entered the status that it has. */
  readonly since: 'status' | InstantField;
  readonly after: number;
  /** The tool does the same by itself and may be this late: ours waits that much longer, so that it happens once. */
  readonly grace: number;
}

export type InstantField = 'due' | 'created' | 'updated' | 'taken' | 'resolved' | 'closed';

export interface Rule {
  /** `mappings/rules/lycee.yaml#cloture-apres-24-heures`: what timers and lines are derived from. */
  readonly id: string;
  readonly name: string;
  readonly label: string;
  readonly place: Place;
  readonly when: Alternatives;
  readonly unless: Alternatives;
  readonly elapsed: Elapsed | null;
  readonly does: Effects;
}

/** The rules that hold for one ticket, in order. */
export interface RuleSet {
  readonly rules: readonly Rule[];
}

/** `mappings/rules/lycee.yaml:14 cloture-apres-24-heures`: the provenance of what a rule says. */
export function whyOf({ place, name }: Pick<Rule, 'place' | 'name'>): string {
  return `${place.file}:${place.line} ${name}`;
}

export function pathText({ field, part }: FieldPath): string {
  return part === null ? field : `${field}.${part}`;
}

/** Rules about something that happens speak of it once; all others speak of how the ticket is, and go on meaning it. */
export function isAboutNews({ when }: Pick<Rule, 'when'>): boolean {
  return when.every((all) => all.some(({ kind }) => kind !== 'field' && kind !== 'born' && kind !== 'holds'));
}
