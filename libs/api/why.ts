import { ticketFields } from '@passerelle/ticket';
import { z } from 'zod';
import { Instant } from './basics.js';

export const FieldName = z.enum(ticketFields as unknown as [string, ...string[]]);

/** Why a field has its value: what each tool said, the row, the rules, the conflicts, and who is still to be told. */
export const Why = z
  .object({
    field: z.string(),
    value: z.unknown(),
    why: z.string().nullable().describe('the row, the rule or the decision that said it last'),
    said: z.array(
      z
        .object({
          connection: z.string(),
          number: z.string().nullable(),
          heard: Instant.nullable(),
          says: z.boolean(),
          value: z.unknown(),
          row: z.string().nullable(),
          error: z.string().nullable(),
        })
        .readonly(),
    ),
    rules: z.array(z.object({ rule: z.string(), at: z.string(), did: z.string(), because: z.string() }).readonly()),
    conflicts: z.array(
      z
        .object({
          id: z.string(),
          connection: z.string(),
          at: Instant,
          theirs: z.unknown(),
          ours: z.unknown(),
          stands: z.enum(['theirs', 'ours']),
          state: z.enum(['open', 'decided']),
        })
        .readonly(),
    ),
    waiting: z.array(
      z.object({ connection: z.string(), state: z.string(), trouble: z.string().nullable() }).readonly(),
    ),
  })
  .readonly();
export type Why = z.infer<typeof Why>;

/** Each tool's own words side by side: `fields` are native names with the words that stand there. */
export const Side = z
  .object({
    connection: z.string(),
    number: z.string().nullable(),
    url: z.string().nullable(),
    class: z.string().nullable(),
    heard: Instant.nullable(),
    fields: z.array(z.object({ native: z.string(), value: z.unknown() }).readonly()),
    /** What those words mean here. */
    means: z.array(
      z.object({ field: z.string(), value: z.unknown(), row: z.string().nullable(), same: z.boolean() }).readonly(),
    ),
    error: z.string().nullable(),
  })
  .readonly();
export type Side = z.infer<typeof Side>;

/** One thing that changed, as a tool told it or as somebody here did it. Newest first. */
export const HistoryLine = z
  .object({
    at: Instant,
    /** A connection, a rule or a person. */
    by: z.string(),
    voice: z.enum(['tool', 'rule', 'person']),
    field: z.string().nullable(),
    from: z.unknown(),
    to: z.unknown(),
  })
  .readonly();
export type HistoryLine = z.infer<typeof HistoryLine>;
