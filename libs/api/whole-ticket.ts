import { approvals, audiences, channels, entryKinds, modes, outcomes, taskStates } from '@passerelle/ticket';
import { z } from 'zod';
import { Instant, Who } from './basics.js';
import { Person } from './person.js';
import { Level, TicketRow } from './ticket-row.js';

/** Where something was first seen; `connection` is empty where the asker is confined away from it. */
export const OriginOf = z.object({ connection: z.string(), number: z.string().nullable() }).readonly();

export const Task = z
  .object({
    state: z.enum(taskStates),
    category: z.string().nullable(),
    technician: Person.nullable(),
    group: z.string().nullable(),
    plannedFrom: Instant.nullable(),
    plannedTo: Instant.nullable(),
    forecast: z.number().nullable().describe('seconds'),
    spent: z.number().nullable().describe('seconds'),
  })
  .readonly();

/** A line of the merged timeline, oldest first. */
export const TimelineLine = z
  .object({
    id: z.string(),
    kind: z.enum(entryKinds),
    audience: z.enum(audiences),
    text: z.string(),
    author: Person.nullable(),
    at: Instant.nullable(),
    origin: OriginOf,
    /** Connections that show it too… */
    copies: z.array(z.string()).readonly(),
    /** …and those that are still to be told. */
    awaiting: z.array(z.string()).readonly(),
    task: Task.nullable(),
    solution: z.object({ outcome: z.enum(outcomes).nullable(), code: z.string().nullable() }).nullable(),
    verdict: z.object({ accepted: z.boolean(), reason: z.string().nullable() }).nullable(),
    approval: z
      .object({
        state: z.enum(approvals).exclude(['none']),
        approver: Person.nullable(),
        reason: z.string().nullable(),
      })
      .nullable(),
    /** The rule that did not accept it; it is told to nobody. */
    refusedBy: z.string().nullable(),
  })
  .readonly();
export type TimelineLine = z.infer<typeof TimelineLine>;

export const FileOf = z
  .object({
    id: z.string(),
    name: z.string(),
    mime: z.string().nullable(),
    size: z.int().nullable(),
    audience: z.enum(audiences),
    author: Person.nullable(),
    at: Instant.nullable(),
    origin: OriginOf,
    /** The content is kept here or can be asked of the tool. */
    available: z.boolean(),
  })
  .readonly();
export type FileOf = z.infer<typeof FileOf>;

/** What a tool calls it, with the way there. */
export const ReferenceOf = z
  .object({
    connection: z.string(),
    number: z.string().nullable(),
    url: z.string().nullable(),
    class: z.string().nullable(),
    tombstone: z.enum(['removed', 'cancelled', 'vanished']).nullable(),
    /** Commands on their way there, and those that a human must look at. */
    waiting: z.int(),
    stuck: z.int(),
  })
  .readonly();

export const RelationOf = z
  .object({
    as: z.enum(['parent', 'child', 'duplicate', 'related', 'problem', 'change', 'known_error']),
    number: z.string(),
    /** Null while it is not known here, or where the asker may not see it. */
    ticket: z.string().nullable(),
    title: z.string().nullable(),
    status: z.string().nullable(),
  })
  .readonly();

export const WholeTicket = z
  .object({
    ...TicketRow.unwrap().shape,
    /** Goes into If-Match of what would overwrite a change that the asker has not seen. */
    revision: z.int(),
    description: z.string(),
    outcome: z.enum(outcomes).nullable(),
    impact: Level.nullable(),
    urgency: Level.nullable(),
    service: z.string().nullable(),
    subService: z.string().nullable(),
    mode: z.enum(modes).nullable(),
    channel: z.enum(channels).nullable(),
    callbackPhone: z.string().nullable(),
    people: z
      .object({
        requester: Person.nullable(),
        beneficiary: Person.nullable(),
        openedBy: Person.nullable(),
        assignee: Person.nullable(),
        watchers: z.array(Person).readonly(),
      })
      .readonly(),
    firstTeam: Who.nullable(),
    reassignedCount: z.int().nullable(),
    assets: z
      .array(
        z
          .object({ name: z.string(), serial: z.string().nullable(), uuid: z.string().nullable(), others: z.int() })
          .readonly(),
      )
      .readonly()
      .describe('`others`: how many other tickets are about it'),
    tags: z.array(z.string()).readonly(),
    resolution: z
      .object({
        code: z.string().nullable(),
        text: z.string().nullable(),
        verdict: z.enum(['accepted', 'refused']).nullable(),
        reason: z.string().nullable(),
      })
      .nullable(),
    relations: z.array(RelationOf).readonly(),
    references: z.array(ReferenceOf).readonly(),
    taken: Instant.nullable(),
    resolved: Instant.nullable(),
    closed: Instant.nullable(),
    custom: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
    timeline: z.array(TimelineLine).readonly(),
    attachments: z.array(FileOf).readonly(),
    /** Lines and files that are not shown, since the asker has no right to internal ones: only whether, never how many. */
    withheld: z.boolean(),
    /** The requester's other tickets, newest first, at most twenty. */
    requesterTickets: z.array(TicketRow).readonly(),
    paused: z.boolean(),
  })
  .readonly();
export type WholeTicket = z.infer<typeof WholeTicket>;

/** Somebody else who has it open now. */
export const Presence = z
  .object({ name: z.string(), doing: z.enum(['viewing', 'answering']), since: Instant })
  .readonly();
export type Presence = z.infer<typeof Presence>;
export const PresenceWish = z.strictObject({ doing: z.enum(['viewing', 'answering']) });
