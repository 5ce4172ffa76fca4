import { approvals, escalations, outcomes, pendingReasons, statuses } from '@passerelle/ticket';
import { z } from 'zod';
import { forms } from './forms.js';
import { NativeWord, Removal, RuleName } from './words.js';

const Label = z.string().max(200).describe('as on the screen');

/** A status with what refines it. */
export const Situation = z.strictObject({
  status: z.enum(statuses),
  outcome: z.enum(outcomes).optional(),
  pending_reason: z.enum(pendingReasons).optional(),
  approval: z.enum(approvals).optional(),
  escalation: z.enum(escalations).optional(),
});
export type Situation = z.infer<typeof Situation>;

const Presence = z.enum(['none', 'some']);

/** Where one native word is not enough. `"*"` is every code of that field that no other row of the word names. */
export const When = z.strictObject({
  agent: Presence.optional(),
  group: Presence.optional(),
  fields: z.record(z.string().min(1), z.union([NativeWord, z.array(NativeWord).min(1)])).optional(),
});
export type When = z.infer<typeof When>;

/** Fields that the tool wants in the same command. */
const With = z.array(z.enum(['outcome', 'resolution', 'pendingReason', 'assignee', 'group'])).min(1);

export const StatusRow = z.strictObject({
  native: NativeWord,
  label: Label.optional(),
  when: When.optional(),
  is: z.union([z.enum(statuses), Situation]).optional(),
  writes: z.array(z.union([z.enum(statuses), Situation])).optional(),
  with: With.optional(),
  refuse: RuleName.optional(),
  remove: Removal.optional(),
});
export type StatusRow = z.infer<typeof StatusRow>;

/** What a native field can be: the canonical fields that are not worked out from something else. */
export const fieldNames = [
  'title',
  'description',
  'approval',
  'outcome',
  'pendingReason',
  'escalation',
  'impact',
  'urgency',
  'priority',
  'category',
  'service',
  'subService',
  'organisation',
  'site',
  'mode',
  'callbackPhone',
  'channel',
  'requester',
  'beneficiary',
  'openedBy',
  'firstGroup',
  'group',
  'assignee',
  'reassignedCount',
  'watchers',
  'assets',
  'tags',
  'resolution.code',
  'resolution.text',
  'resolution.verdict',
  'resolution.reason',
  'relations.parent',
  'relations.child',
  'relations.duplicate',
  'relations.related',
  'relations.problem',
  'relations.change',
  'relations.known_error',
  'due',
  'created',
  'updated',
  'taken',
  'resolved',
  'closed',
] as const;
export type FieldName = (typeof fieldNames)[number] | `custom.${string}` | 'custom';

const CustomName = z.string().regex(/^custom(\.[\p{L}\p{N}_-]{1,60})?$/u, forms.field.en);

export const fieldForms = [
  'line',
  'text',
  'markdown',
  'html',
  'word',
  'person',
  'persons',
  'group',
  'place',
  'asset',
  'assets',
  'tags',
  'number',
  'instant',
  'relation',
] as const;
export type FieldForm = (typeof fieldForms)[number];

const Fill = z.strictObject({
  rule: RuleName,
  write: z.string().min(1).max(2000),
  while: z.array(z.enum(statuses)).min(1).optional(),
});

export const FieldRow = z.strictObject({
  /** A field of a form is called as its question is. */
  native: z.string().min(1).max(200).optional(),
  label: Label.optional(),
  is: z.union([z.enum(fieldNames), CustomName]),
  as: z.enum(fieldForms).optional(),
  /** kept: only where the connection keeps instants that tools otherwise stamp themselves. */
  write: z.enum(['yes', 'no', 'kept']).optional(),
  /** Where what cannot be written goes: the head of the description, or nowhere (and the plan says so). */
  otherwise: z.enum(['preamble', 'loss']).optional(),
  /** The field means something only in these statuses. */
  while: z.array(z.enum(statuses)).min(1).optional(),
  /** What is written when there is nothing to say and the tool insists. */
  empty: Fill.optional(),
  /** leave: the tool fills the field by itself when it is told nothing, so nothing is what it is told. */
  blank: z.enum(['leave', 'clear']).optional(),
  /**
   * People by name and e-mail, where the tool has room for both: those it has no account for, or everybody. `address`: of
   * those without an account it has room for the e-mail alone. `stand-in`: an account stands for them, where the connection
   * names one. Of both the name stands in the text, and is read from there.
   */
  named: z.enum(['unknown', 'always', 'address', 'stand-in']).optional(),
  unknown: z.strictObject({ rule: RuleName, is: z.union([z.string(), z.number()]) }).optional(),
  none: z.strictObject({ rule: RuleName, is: z.union([z.string(), z.number()]) }).optional(),
  separator: z.string().min(1).max(3).optional(),
  remove: Removal.optional(),
});
export type FieldRow = Omit<z.infer<typeof FieldRow>, 'is'> & { readonly is: FieldName };
