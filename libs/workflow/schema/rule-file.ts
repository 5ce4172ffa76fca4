import { audiences, entryKinds, outcomes, pendingReasons, statuses } from '@passerelle/ticket';
import { z } from 'zod';
import { FieldTests, fieldTests } from './tests.js';
import { Duration, Level, Name, RuleName, Text } from './words.js';

const some = <T extends z.ZodType>(word: T) => z.union([word, z.array(word).min(1).max(50)]);

export const LineYaml = z.strictObject({
  kind: some(z.enum(entryKinds)).optional(),
  audience: z.enum(audiences).optional(),
  verdict: z.enum(['accepted', 'refused']).optional(),
  from: z.enum(['requester', 'support']).optional().describe('an author who is not known for sure is neither'),
  text: z.enum(['none', 'some']).optional(),
  reason: z.enum(['none', 'some']).optional().describe('of a verdict: in its text or beside it'),
  planned: z.boolean().optional().describe('whether a task has a planned window'),
  state: some(z.enum(['information', 'to_do', 'done'])).optional(),
  category: some(Name).optional().describe('category of a task'),
});
export type LineYaml = z.infer<typeof LineYaml>;

/** All of them must hold. */
export const ConditionsYaml = z.strictObject({
  ...Object.fromEntries(Object.entries(fieldTests).map(([field, test]) => [field, test.optional()])),
  custom: FieldTests.shape.custom,
  was: FieldTests.optional().describe('changed in this step, and was so before'),
  became: FieldTests.optional().describe('changed in this step, and is so now'),
  born: some(Name).optional().describe('connection where the ticket was born'),
  by: some(Name).optional().describe('connection that brought the news'),
  entered: LineYaml.optional().describe('a line that came in this step'),
  amended: LineYaml.optional().describe('a line that was there and changed in this step, as it is now'),
  holds: LineYaml.optional().describe('a line anywhere in the journal'),
});
export type ConditionsYaml = z.infer<typeof ConditionsYaml>;

const Alternatives = z.union([ConditionsYaml, z.array(ConditionsYaml).min(1).max(20)]);

/** What a refusal can give back: what rules may write, and the resolution. */
export const restorable = [
  'status',
  'pendingReason',
  'outcome',
  'firstGroup',
  'group',
  'assignee',
  'category',
  'priority',
  'resolution',
] as const;

export const EffectsYaml = z.strictObject({
  status: z.enum(statuses).optional(),
  pendingReason: z.enum([...pendingReasons, 'none']).optional(),
  outcome: z.enum([...outcomes, 'none']).optional(),
  firstGroup: Name.optional().describe('name of a team, or none'),
  group: Name.optional().describe('name of a team, or none'),
  assignee: z
    .union([
      z.literal('none'),
      z.strictObject({ name: Name.optional(), email: Name.optional(), login: Name.optional() }),
    ])
    .optional(),
  category: Name.optional().describe('a word of canon.yaml, or none'),
  priority: z.union([Level, z.literal('none')]).optional(),
  close: z.enum(outcomes).optional().describe('closed, with this outcome unless it has one'),
  comment: Text.optional().describe('the requester reads it'),
  work_note: Text.optional().describe('the teams alone read it'),
  refuse: z
    .strictObject({ message: Text, restore: z.array(z.enum(restorable)).min(1).optional() })
    .optional()
    .describe('the change of this step is not accepted'),
});
export type EffectsYaml = z.infer<typeof EffectsYaml>;

export const RuleYaml = z.strictObject({
  rule: RuleName,
  label: Text.optional(),
  off: z.literal(true).optional().describe('switches off the rule of this name in the files before'),
  when: Alternatives.optional().describe('all conditions of one of these'),
  unless: Alternatives.optional(),
  after: Duration.optional().describe('once it has been so for this long'),
  since: z.enum(['status', 'due', 'created', 'updated', 'taken', 'resolved', 'closed']).optional(),
  grace: Duration.optional().describe('the tool does it by itself and may be this late'),
  do: EffectsYaml.optional(),
});
export type RuleYaml = z.infer<typeof RuleYaml>;

export const RulesYaml = z.strictObject({ rules: z.array(RuleYaml).min(1).max(200) });
export type RulesYaml = z.infer<typeof RulesYaml>;
