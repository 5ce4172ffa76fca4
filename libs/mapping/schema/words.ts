import {
  approvals,
  channels,
  escalations,
  levels,
  modes,
  outcomes,
  pendingReasons,
  taskStates,
  verdicts,
} from '@passerelle/ticket';
import { z } from 'zod';
import { forms } from './forms.js';

/** A tool's own word. Text, in quotes where YAML would take it for a number; empty text is "the field is empty". */
export const NativeWord = z.string().max(300).describe('native word, in quotes where it looks like a number');

/** The name of a rule, as plans and reports show it. */
export const RuleName = z
  .string()
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, forms.rule.en)
  .max(60)
  .describe('name of the rule, shown in plans');

/** In an overlay: takes out the rows of the files below it that this one would replace, under the name of a rule. */
export const Removal = RuleName.describe('name of the rule that takes the row out');

const Level = z.literal([...levels]);

/** What a row of each table may mean. Categories are checked against canon.yaml, groups are names. */
const meanings = {
  priority: Level,
  impact: Level,
  urgency: Level,
  approval: z.enum(approvals),
  outcome: z.enum(outcomes),
  pending_reason: z.enum(pendingReasons),
  channel: z.enum(channels),
  escalation: z.enum(escalations),
  mode: z.enum(modes),
  category: z.string().min(1).max(100),
  group: z.string().min(1).max(200),
  task_state: z.enum(taskStates),
  task_category: z.string().min(1).max(200),
  verdict: z.enum(verdicts),
} as const;

export const tableDomains = Object.keys(meanings) as readonly TableDomain[];
export type TableDomain = keyof typeof meanings;

/** Words of entries: the same for tickets of all classes, so their tables stand at the top of the file. */
export const entryDomains = ['task_state', 'task_category', 'verdict'] as const satisfies readonly TableDomain[];

/** What the tool's users are told of a category, word for word: a wrong one sends a ticket to the wrong place. */
const Help = z.string().min(1).max(1000).describe('what users are told of it, word for word');

/** A native word that no row names: what it is taken for, under a name. */
function unknownRule<T extends z.ZodType>(meaning: T) {
  return z.strictObject({ rule: RuleName, is: z.union([meaning, z.literal('none')]) });
}

/** No word at all: what that is read as, and what is written then. Without `native` the tool's own default stands. */
function noneRule<T extends z.ZodType>(meaning: T) {
  return z.strictObject({ rule: RuleName, is: meaning.optional(), native: NativeWord.optional() });
}

function table<T extends z.ZodType>(meaning: T, more: z.ZodRawShape = {}) {
  const row = z.strictObject({
    native: NativeWord,
    label: z.string().max(200).optional(),
    is: z.union([meaning, z.literal('none')]).optional(),
    writes: z.array(meaning).optional(),
    refuse: RuleName.optional(),
    remove: Removal.optional(),
    ...more,
  });
  return z.strictObject({
    rows: z.array(row).optional(),
    unknown: unknownRule(meaning).optional(),
    none: noneRule(meaning).optional(),
    same: RuleName.optional(),
    absent: RuleName.optional(),
  });
}

export const Words = z.strictObject({
  priority: table(meanings.priority).optional(),
  impact: table(meanings.impact).optional(),
  urgency: table(meanings.urgency).optional(),
  approval: table(meanings.approval).optional(),
  outcome: table(meanings.outcome).optional(),
  pending_reason: table(meanings.pending_reason).optional(),
  channel: table(meanings.channel).optional(),
  escalation: table(meanings.escalation).optional(),
  mode: table(meanings.mode).optional(),
  category: table(meanings.category, { help: Help.optional() }).optional(),
  group: table(meanings.group).optional(),
  task_state: table(meanings.task_state).optional(),
  task_category: table(meanings.task_category).optional(),
  verdict: table(meanings.verdict).optional(),
});
export type Words = z.infer<typeof Words>;

/** The shape that all tables share once their meanings are no longer told apart. */
export interface WordRow {
  readonly native: string;
  readonly label?: string | undefined;
  /** Of a category: what the tool's users are told of it. */
  readonly help?: string | undefined;
  readonly is?: string | number | undefined;
  readonly writes?: readonly (string | number)[] | undefined;
  readonly refuse?: string | undefined;
  readonly remove?: string | undefined;
}
export interface UnknownRule {
  readonly rule: string;
  readonly is: string | number;
}
export interface NoneRule {
  readonly rule: string;
  readonly is?: string | number | undefined;
  readonly native?: string | undefined;
}
export interface WordTable {
  readonly rows?: readonly WordRow[] | undefined;
  readonly unknown?: UnknownRule | undefined;
  readonly none?: NoneRule | undefined;
  readonly same?: string | undefined;
  readonly absent?: string | undefined;
}

export const tableMeanings: Readonly<Record<TableDomain, z.ZodType<string | number>>> = meanings;
