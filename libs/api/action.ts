import { kinds, outcomes, pendingReasons, taskStates } from '@passerelle/ticket';
import { z } from 'zod';
import { Instant, Markdown, Name } from './basics.js';
import { PersonWish } from './person.js';
import { Level } from './ticket-row.js';

const text = Markdown.min(1);
const reason = z.string().min(1).max(10_000);

/** Files that were uploaded before, by what `POST /uploads` answered. */
const files = z.array(z.string().max(100)).max(20).default([]);

/** What somebody does to a ticket. It travels to every tool that the ticket lives in, in the terms of each. */
export const Action = z.discriminatedUnion('kind', [
  /** Becomes one's own; its status follows. */
  z.strictObject({ kind: z.literal('take') }),
  /** Absent is left as it is; null takes it away. `why` is kept as a handover, read by the teams alone. */
  z.strictObject({
    kind: z.literal('assign'),
    team: Name.nullable().optional(),
    agent: PersonWish.nullable().optional(),
    why: z.string().max(10_000).optional(),
  }),
  /** The requester reads it. */
  z.strictObject({ kind: z.literal('comment'), text, files }),
  /** The teams alone read it; takes the right to internal lines. */
  z.strictObject({ kind: z.literal('work_note'), text, files }),
  z.strictObject({
    kind: z.literal('task'),
    text,
    state: z.enum(taskStates),
    category: Name.nullable().default(null),
    technician: PersonWish.nullable().default(null),
    plannedFrom: Instant.nullable().default(null),
    plannedTo: Instant.nullable().default(null),
    forecast: z.int().min(0).max(31_536_000).nullable().default(null).describe('seconds'),
    spent: z.int().min(0).max(31_536_000).nullable().default(null).describe('seconds'),
  }),
  z.strictObject({ kind: z.literal('start') }),
  z.strictObject({
    kind: z.literal('pending'),
    reason: z.enum(pendingReasons),
    /** A public line that says what is waited for. */
    text: Markdown.optional(),
  }),
  z.strictObject({
    kind: z.literal('solution'),
    text,
    outcome: z.enum(outcomes).default('solved'),
    code: Name.nullable().default(null),
  }),
  z.strictObject({ kind: z.literal('verdict'), accepted: z.boolean(), reason: z.string().max(10_000).default('') }),
  z.strictObject({ kind: z.literal('approve'), approved: z.boolean(), reason: z.string().max(10_000).default('') }),
  z.strictObject({ kind: z.literal('reopen'), reason }),
  z.strictObject({ kind: z.literal('cancel'), reason, outcome: z.enum(outcomes).default('abandoned') }),
  z.strictObject({
    kind: z.literal('recategorise'),
    category: Name,
    service: Name.nullable().optional(),
    subService: Name.nullable().optional(),
  }),
  /** Absent is left as it is. */
  z.strictObject({
    kind: z.literal('change'),
    title: z.string().min(1).max(500).optional(),
    priority: Level.optional(),
    impact: Level.optional(),
    urgency: Level.optional(),
    due: Instant.nullable().optional(),
    site: Name.nullable().optional(),
    callbackPhone: z.string().max(60).nullable().optional(),
  }),
]);
export type Action = z.infer<typeof Action>;
export type ActionKind = Action['kind'];
export const actionKinds = Action.options.map((option) => option.shape.kind.value);

/** A ticket for a caller. Without `connection` the tool that the site's configuration chooses. */
export const NewTicket = z.strictObject({
  kind: z.enum(kinds),
  title: z.string().min(1).max(500),
  description: Markdown,
  connection: Name.optional(),
  requester: PersonWish,
  beneficiary: PersonWish.nullable().default(null),
  category: Name.nullable().default(null),
  service: Name.nullable().default(null),
  team: Name.nullable().default(null),
  agent: PersonWish.nullable().default(null),
  impact: Level.nullable().default(null),
  urgency: Level.nullable().default(null),
  priority: Level.nullable().default(null),
  site: Name.nullable().default(null),
  organisation: Name.nullable().default(null),
  callbackPhone: z.string().max(60).nullable().default(null),
  assets: z.array(Name).max(20).default([]).describe('names of machines'),
  /** Of this ticket; it is related to it in both directions. */
  parent: z.string().max(200).optional(),
  /** A copy of this ticket: related, and nothing else is taken over. */
  copyOf: z.string().max(200).optional(),
  files,
});
export type NewTicket = z.infer<typeof NewTicket>;

/**
 * awaiting: kept here, and not every tool has confirmed. confirmed: every tool that is concerned says so. refused: a tool
 * did not take it, or a rule; `reason` says why, and a human must look.
 */
export const actionStates = ['awaiting', 'confirmed', 'refused'] as const;

export const ActionState = z
  .object({
    id: z.string(),
    ticket: z.string(),
    kind: z.string(),
    by: z.string(),
    at: Instant,
    state: z.enum(actionStates),
    tells: z.array(
      z
        .object({
          connection: z.string(),
          number: z.string().nullable(),
          state: z.enum(actionStates),
          reason: z.string().nullable(),
          advice: z.string().nullable(),
        })
        .readonly(),
    ),
    reason: z.string().nullable(),
  })
  .readonly();
export type ActionState = z.infer<typeof ActionState>;

/** What a tool wants before it takes the action: the fields that are missing, and the moves that it would make. */
export const Preview = z
  .object({
    /** Nothing is missing and every tool can be told. */
    ready: z.boolean(),
    tools: z.array(
      z
        .object({
          connection: z.string(),
          number: z.string().nullable(),
          /** told: as it is. moves: through `steps`. incomplete: once `missing` is given. unreachable: never from here. mute: it takes no such thing. */
          way: z.enum(['told', 'moves', 'incomplete', 'unreachable', 'mute']),
          steps: z.array(z.string()).readonly().describe('native transitions, in order'),
          missing: z.array(
            z
              .object({
                native: z.string(),
                /** What to give in the action for it; null where only the tool's own page can give it. */
                field: z.string().nullable(),
              })
              .readonly(),
          ),
          detail: z.string().nullable(),
          /** It mails the requester for this. */
          mails: z.boolean(),
        })
        .readonly(),
    ),
  })
  .readonly();
export type Preview = z.infer<typeof Preview>;

export const Bulk = z.strictObject({
  tickets: z.array(z.string().max(200)).min(1).max(200),
  action: Action,
});
/** One for each ticket, in order; those that were not found or not allowed carry a problem's code. */
export const BulkAnswer = z
  .object({
    done: z.array(
      z.object({ ticket: z.string(), action: ActionState.nullable(), problem: z.string().nullable() }).readonly(),
    ),
  })
  .readonly();

export const Upload = z
  .object({ id: z.string(), name: z.string(), size: z.int(), mime: z.string().nullable() })
  .readonly();
export type Upload = z.infer<typeof Upload>;

/** What a form offers. Labels come in the reader's language. */
export const Choices = z
  .object({
    categories: z.array(
      z
        .object({
          key: z.string(),
          label: z.string(),
          /** The key above it. */
          parent: z.string().nullable(),
          /** What tools tell their users of it, one line for each of their own categories. */
          help: z.string().nullable(),
        })
        .readonly(),
    ),
    teams: z.array(z.object({ key: z.string(), name: z.string() }).readonly()),
    agents: z.array(z.object({ key: z.string(), name: z.string(), email: z.string().nullable() }).readonly()),
    sites: z.array(z.string()),
    services: z.array(z.string()),
    /** Canonical words with their labels: status, kind, pendingReason, outcome, approval, channel, priority, … */
    words: z.record(z.string(), z.array(z.object({ key: z.string(), label: z.string() }).readonly())),
    /** Connections, and whether a ticket can be created there. */
    connections: z.array(z.object({ name: z.string(), connector: z.string(), creates: z.boolean() }).readonly()),
  })
  .readonly();
export type Choices = z.infer<typeof Choices>;
