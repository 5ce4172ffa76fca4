import { approvals, audiences, escalations, kinds, pendingReasons, statuses } from '@passerelle/ticket';
import { z } from 'zod';
import { Instant, many, mine, nobody, pageOf, PageQuery, Who, Yes } from './basics.js';

export const turns = ['requester', 'support'] as const;
/** Level 1 is the most pressing. */
export const Level = z.int().min(1).max(5);

/** synced: every tool knows. awaiting: something is on its way. stuck: a human must look. */
export const travels = ['synced', 'awaiting', 'stuck'] as const;

/** A ticket in the list over all tools. */
export const TicketRow = z
  .object({
    id: z.string(),
    number: z.string().nullable(),
    title: z.string(),
    kind: z.enum(kinds),
    status: z.enum(statuses),
    pendingReason: z.enum(pendingReasons).nullable(),
    approval: z.enum(approvals),
    escalation: z.enum(escalations),
    audience: z.enum(audiences),
    priority: Level.nullable(),
    category: z.string().nullable(),
    team: Who.nullable(),
    agent: Who.nullable(),
    requester: Who.nullable(),
    site: z.string().nullable(),
    organisation: z.string().nullable(),
    turn: z.enum(turns),
    due: Instant.nullable(),
    created: Instant.nullable(),
    updated: Instant.nullable(),
    /** Connections that it lives in. */
    connections: z.array(z.string()).readonly(),
    /** Something was said since the asker last opened it. */
    unread: z.boolean(),
    travel: z.enum(travels),
    lines: z.int(),
    files: z.int(),
    /** The asker follows it. */
    followed: z.boolean(),
    /** The ticket that it stands under, by hand (the same outage) or as its tool has it (the request of an item). */
    lead: z
      .object({ id: z.string(), number: z.string().nullable(), title: z.string(), byHand: z.boolean() })
      .readonly()
      .nullable(),
    /** How many stand under it. */
    members: z.int(),
  })
  .readonly();
export type TicketRow = z.infer<typeof TicketRow>;

/** urgent: escalated first, then due, then the most pressing. Others newest or highest first unless `up`. */
export const sorts = ['updated', 'created', 'due', 'priority', 'urgent', 'number', 'relevance'] as const;

const key = z.string().min(1).max(400);

/**
 * Narrows the list; what is absent narrows nothing, several values of one name are alternatives. `none` is the bucket of
 * what is not defined; `agent=mine` and `team=mine` are the asker's own.
 */
export const TicketFilter = z.strictObject({
  text: z.string().max(400).optional().describe('words of titles, texts and numbers; inflections and accents ignored'),
  connection: many(key),
  status: many(z.enum(statuses)),
  /** Neither resolved, closed nor cancelled. */
  open: Yes.optional(),
  kind: many(z.enum(kinds)),
  team: many(key).describe(`keys of teams, «${nobody}» or «${mine}»`),
  agent: many(key).describe(`keys of persons, «${nobody}» or «${mine}»`),
  requester: many(key),
  category: many(key).describe(`a word means what is below it too: hardware means hardware.laptop`),
  priority: many(z.enum(['1', '2', '3', '4', '5', nobody])),
  asset: many(key).describe('name, serial number or UUID'),
  site: many(key),
  approval: many(z.enum(approvals)),
  escalated: Yes.optional(),
  turn: z.enum(turns).optional(),
  unread: Yes.optional(),
  overdue: Yes.optional(),
  followed: Yes.optional().describe('by the asker'),
  lead: z.string().min(1).max(200).optional().describe('this ticket and all that stand under it'),
  travel: many(z.enum(travels)),
  createdFrom: z.iso.datetime().optional(),
  createdBefore: z.iso.datetime().optional(),
  updatedFrom: z.iso.datetime().optional(),
  updatedBefore: z.iso.datetime().optional(),
  olderThan: z.coerce.number().int().min(0).max(36_500).optional().describe('days since it was created'),
});
export type TicketFilter = z.infer<typeof TicketFilter>;

export const TicketQuery = TicketFilter.extend({
  ...PageQuery.shape,
  sort: z.enum(sorts).default('updated'),
  up: Yes.optional(),
});
export type TicketQuery = z.infer<typeof TicketQuery>;

export const TicketPage = pageOf(TicketRow);
export type TicketPage = z.infer<typeof TicketPage>;

export const facets = [
  'connection',
  'status',
  'kind',
  'team',
  'agent',
  'category',
  'priority',
  'approval',
  'turn',
  'site',
] as const;
export const Facet = z.enum(facets);
export type Facet = z.infer<typeof Facet>;

export const CountQuery = TicketFilter.extend({
  by: many(Facet),
  total: Yes.optional().describe('the total alone: far cheaper than any kind of bucket'),
});
export type CountQuery = z.infer<typeof CountQuery>;

/** `key` goes into the filter of that name; `none` counts what is not defined. Largest first, the rest of a long tail is left out. */
export const Counts = z
  .object({
    total: z.int(),
    /** Counting stopped there: more than this. */
    capped: z.boolean(),
    by: z.partialRecord(
      Facet,
      z.array(z.object({ key: z.string(), name: z.string(), count: z.int() }).readonly()).readonly(),
    ),
  })
  .readonly();
export type Counts = z.infer<typeof Counts>;

/** What a file of the list can hold, in the order in which it does where nobody chose. */
export const exportColumns = [
  'number',
  'title',
  'kind',
  'status',
  'priority',
  'category',
  'team',
  'agent',
  'requester',
  'site',
  'organisation',
  'tools',
  'turn',
  'due',
  'created',
  'updated',
  'lead',
  'lines',
] as const;
export type ExportColumn = (typeof exportColumns)[number];

export const ExportQuery = TicketFilter.extend({
  columns: many(z.enum(exportColumns)).describe('in this order; all where none is named'),
  format: z.enum(['csv', 'xlsx']).default('csv'),
  sort: z.enum(sorts).default('updated'),
  up: Yes.optional(),
  language: z.enum(['fr', 'en']).optional(),
  timezone: z.string().max(60).optional(),
});
export type ExportQuery = z.infer<typeof ExportQuery>;
