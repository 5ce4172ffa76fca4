import {
  approvals,
  audiences,
  channels,
  escalations,
  kinds,
  modes,
  outcomes,
  pendingReasons,
  statuses,
} from '@passerelle/ticket';
import { z } from 'zod';
import { Level, Name } from './words.js';

/** Nothing, something. In a list `none` stands for the empty field. */
export const Presence = z.enum(['none', 'some']);

function oneOf<T extends z.ZodType>(word: T, more: Readonly<Record<string, z.ZodType>> = {}) {
  const words = z.union([
    word,
    z
      .array(z.union([word, z.literal('none')]))
      .min(1)
      .max(100),
  ]);
  return z.union([
    word,
    Presence,
    z
      .array(z.union([word, z.literal('none')]))
      .min(1)
      .max(100),
    z.strictObject({ is: words.optional(), not: words.optional(), ...more }),
  ]);
}

const text = oneOf(Name, {
  contains: z
    .union([Name, z.array(Name).min(1).max(20)])
    .optional()
    .describe('case and accents do not count'),
});
const name = oneOf(Name);
const level = oneOf(Level, {
  as_pressing_as: Level.optional().describe('this level or a more pressing one; 1 is the most pressing'),
  no_more_pressing_than: Level.optional().describe('this level or a less pressing one; 5 is the least pressing'),
});

/** What can be asked of each field of the ticket, and of the parts of some. */
export const fieldTests = {
  kind: oneOf(z.enum(kinds)),
  title: text,
  description: text,
  audience: oneOf(z.enum(audiences)),
  status: oneOf(z.enum(statuses)),
  pendingReason: oneOf(z.enum(pendingReasons)),
  approval: oneOf(z.enum(approvals)),
  outcome: oneOf(z.enum(outcomes)),
  escalation: oneOf(z.enum(escalations)),
  impact: level,
  urgency: level,
  priority: level,
  category: name.describe('a word stands for all below it'),
  service: text,
  subService: text,
  organisation: text,
  site: text,
  mode: oneOf(z.enum(modes)),
  callbackPhone: Presence,
  channel: oneOf(z.enum(channels)),
  requester: name.describe('e-mail, login, number or whole name'),
  beneficiary: name,
  openedBy: name,
  firstGroup: name.describe('name or code of a team'),
  group: name,
  assignee: name,
  reassignedCount: Presence,
  watchers: name,
  assets: Presence,
  tags: name,
  relations: Presence,
  due: Presence,
  created: Presence,
  updated: Presence,
  taken: Presence,
  resolved: Presence,
  closed: Presence,
  'resolution.code': name,
  'resolution.text': text,
  'resolution.verdict': oneOf(z.enum(['accepted', 'refused'])),
  'resolution.reason': text,
} as const;

const CustomWord = z.union([Name, z.number(), z.boolean()]);

export const FieldTests = z.strictObject({
  ...Object.fromEntries(Object.entries(fieldTests).map(([field, test]) => [field, test.optional()])),
  custom: z.record(z.string().min(1).max(100), oneOf(CustomWord)).optional(),
});
export type FieldTests = Readonly<Record<string, FieldTest | Readonly<Record<string, FieldTest>> | undefined>>;

type Word = string | number | boolean;
/** The shape that all tests share once their words are no longer told apart. */
export type FieldTest =
  | Word
  | readonly Word[]
  | {
      readonly is?: Word | readonly Word[] | undefined;
      readonly not?: Word | readonly Word[] | undefined;
      readonly contains?: string | readonly string[] | undefined;
      readonly as_pressing_as?: number | undefined;
      readonly no_more_pressing_than?: number | undefined;
    };
