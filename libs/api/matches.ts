import { z } from 'zod';
import { Instant, Name, Yes } from './basics.js';
import { Person } from './person.js';

/** What links somebody to an account: a fact that fits, somebody's decision, nothing, or several who fit alike. */
export const evidences = ['email', 'employee_number', 'login', 'name', 'decision', 'none', 'ambiguous'] as const;

/** An account in a tool that may be somebody. */
export const AccountOf = z
  .object({
    id: z.string(),
    name: z.string(),
    email: z.string().nullable(),
    login: z.string().nullable(),
    employeeNumber: z.string().nullable(),
    active: z.boolean(),
    /** `email`, `login`, `name (near)`, `spelling`; what contradicts stands with a dash in front. */
    fits: z.array(z.string()).readonly(),
  })
  .readonly();

/** Who somebody of one tool is in another one, and why it is thought so. */
export const MatchOf = z
  .object({
    connection: z.string().describe('where an account is looked for'),
    person: z.string().describe('the fingerprint of how a tool names them'),
    named: Person.nullable(),
    evidence: z.enum(evidences),
    account: z.string().nullable().describe('native id; null where they are nobody there'),
    candidates: z.array(AccountOf).readonly(),
    by: z.string().nullable().describe('who decided'),
    at: Instant.nullable(),
  })
  .readonly();
export type MatchOf = z.infer<typeof MatchOf>;

export const MatchQuery = z.strictObject({
  evidence: z.enum(evidences).default('ambiguous'),
  connection: Name.optional(),
  text: z.string().max(200).optional().describe('a part of a name, address or login'),
  /** Everybody, whatever links them; `evidence` does not count then. */
  all: Yes.optional(),
});
export const Matches = z
  .object({ matches: z.array(MatchOf).readonly(), more: z.boolean().describe('there are others than these') })
  .readonly();

/** `account` is an id, login or address in that tool; null says that they have none there. */
export const MatchWish = z.strictObject({
  connection: Name,
  person: z.string().min(8).max(200),
  account: z.string().min(1).max(320).nullable(),
});
