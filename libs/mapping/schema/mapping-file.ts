import { audiences, kinds, statuses } from '@passerelle/ticket';
import { z } from 'zod';
import { forms } from './forms.js';
import { JournalRow } from './journal-rows.js';
import { FieldRow, StatusRow } from './rows.js';
import { NativeWord, RuleName, Words, tableDomains } from './words.js';

const native = z.string().min(1).max(100);

/** The tool works the priority out by itself: `matrix[impact][urgency]` is what comes out, `via` what we write for it. */
export const PriorityMatrix = z.strictObject({
  matrix: z.record(native, z.record(native, native)),
  via: z.record(native, z.strictObject({ impact: native, urgency: native })),
});
export type PriorityMatrix = z.infer<typeof PriorityMatrix>;

export const ClassRows = z.strictObject({
  label: z.string().max(200).optional(),
  /** Starts from the rows of another class. */
  like: native.optional(),
  is: z.enum(kinds).optional(),
  /** Kinds that are written into this class; by default the one it is read as. */
  writes: z.array(z.enum(kinds)).optional(),
  /** Who can read such a ticket in the tool. Unknown is internal. */
  audience: z.enum(audiences).optional(),
  /** A piece of another ticket, or the folder that holds some: a mirror begins nothing because of it. */
  part: z.boolean().optional(),
  /** The class says nothing certain; this rule decides what its tickets are. */
  rule: RuleName.optional(),
  refuse: RuleName.optional(),
  /** Native name of the status field. */
  status: native.optional(),
  statuses: z.array(StatusRow).optional(),
  fields: z.array(FieldRow).optional(),
  words: Words.optional(),
  priority: PriorityMatrix.optional(),
});
export type ClassRows = z.infer<typeof ClassRows>;

/** A word that was decided, on one line that says everything: what a plan asks for and adds. */
export const DecisionRow = z.strictObject({
  for: z.enum(['class', 'status', ...tableDomains, 'journal']),
  class: native.optional(),
  native: NativeWord,
  label: z.string().max(200).optional(),
  is: z.union([z.string(), z.number()]).optional(),
  writes: z.array(z.union([z.string(), z.number()])).optional(),
  refuse: RuleName.optional(),
});
export type DecisionRow = z.infer<typeof DecisionRow>;

/** What a site does when nobody answers a solution. */
export const Closing = z.strictObject({
  after: z
    .string()
    .regex(/^[1-9]\d{0,3}[mhd]$/, forms.duration.en)
    .describe('minutes, hours or days'),
  /** The tool closes by itself; we must know it, and not do it a second time. */
  native: z.boolean().optional(),
});

/** What a site does with a solution that was refused. */
export const OnRefusal = z.strictObject({
  status: z.enum(statuses),
  require: z.literal('reason').optional(),
  /** Tools that keep a ticket in progress while somebody has it: take it away from them, or follow the tool. */
  assigned: z.enum(['unassign', 'follow']).optional(),
});

export const MappingYaml = z.strictObject({
  connector: z.string().min(1).max(60).optional().describe('a base mapping: the connector that speaks these words'),
  extends: z.string().min(1).max(100).optional().describe('an overlay: the mapping it starts from'),
  label: z.string().max(200).optional(),
  /** Nothing is ever written there: rows only read. */
  readonly: z.boolean().optional(),
  /** label: words are screen labels, alike whatever their case and blanks. exact: they are codes. */
  compare: z.enum(['exact', 'label']).optional(),
  /** custom: a native field that no row names becomes a custom field. ignore: it is not read. */
  unnamed: z.enum(['custom', 'ignore']).optional(),
  /** Native fields that are known and deliberately not read; `sys_*` is all that begin so. */
  unread: z.array(native).optional(),
  /** Regular expressions that find the codes in a group's name; the first capture, where there is one. */
  group_codes: z.array(z.string().min(1).max(200)).max(10).optional(),
  status: native.optional().describe('native name of the status field'),
  statuses: z.array(StatusRow).optional(),
  fields: z.array(FieldRow).optional(),
  words: Words.optional(),
  classes: z.record(native, ClassRows).optional(),
  journals: z.array(JournalRow).optional(),
  timezone: z.string().min(1).max(60).optional().describe('IANA zone of native dates without one: Europe/Paris'),
  closing: Closing.optional(),
  on_refusal: OnRefusal.optional(),
  decisions: z.array(DecisionRow).optional(),
});
export type MappingYaml = z.infer<typeof MappingYaml>;
