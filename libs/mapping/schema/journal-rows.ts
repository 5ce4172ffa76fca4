import { entryKinds } from '@passerelle/ticket';
import { z } from 'zod';
import { NativeWord, RuleName } from './words.js';

/** What a field of a native entry can be: what the entry says besides its text, its author and its instant. */
export const entryParts = [
  'task.state',
  'task.category',
  'task.technician',
  'task.group',
  'task.plannedFrom',
  'task.plannedTo',
  'task.forecast',
  'task.spent',
  'solution.outcome',
  'solution.code',
  'verdict.accepted',
  'verdict.reason',
  'approval.state',
  'approval.approver',
  'approval.reason',
] as const;
export type EntryPart = (typeof entryParts)[number];

export const entryForms = [
  'line',
  'text',
  'markdown',
  'html',
  'word',
  'person',
  'group',
  'instant',
  'duration',
] as const;
export type EntryForm = (typeof entryForms)[number];

/** clock: `1:30:00`, hours and minutes, and seconds where there are any. */
export const durationUnits = ['seconds', 'minutes', 'hours', 'clock'] as const;
export type DurationUnit = (typeof durationUnits)[number];

export const EntryFieldRow = z.strictObject({
  native: z.string().min(1).max(100),
  label: z.string().max(200).optional(),
  is: z.enum(entryParts),
  as: z.enum(entryForms).optional(),
  /** Of a duration; seconds where it is not said. */
  unit: z.enum(durationUnits).optional(),
  /** no: the tool works it out by itself, so it is only read. */
  write: z.enum(['yes', 'no']).optional(),
});
export type EntryFieldRow = z.infer<typeof EntryFieldRow>;

/** Codes of the native entry's own fields; `"*"` is every code that no other row of the journal names. */
const EntryWhen = z.strictObject({
  fields: z.record(z.string().min(1), z.union([NativeWord, z.array(NativeWord).min(1)])),
});

export const journalForms = ['text', 'code_text', 'markdown', 'html'] as const;
export type JournalForm = (typeof journalForms)[number];

/** Who reads a journal is declared by the connector, in code: there is no key for it here. */
export const JournalRow = z.strictObject({
  native: NativeWord,
  label: z.string().max(200).optional().describe('as on the screen'),
  /** Where one journal holds entries of several kinds. */
  when: EntryWhen.optional(),
  is: z.enum(entryKinds).optional(),
  as: z.enum(journalForms).optional(),
  writes: z.array(z.enum(entryKinds)).optional(),
  fields: z.array(EntryFieldRow).optional(),
  refuse: RuleName.optional(),
});
export type JournalRow = z.infer<typeof JournalRow>;
