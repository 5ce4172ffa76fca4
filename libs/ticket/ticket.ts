import type { Asset } from './asset.js';
import type { Instant } from './instant.js';
import type { Group, Person } from './person.js';
import type { Reference, Relation } from './reference.js';
import type {
  Approval,
  Audience,
  Channel,
  Escalation,
  Kind,
  Level,
  Mode,
  Outcome,
  PendingReason,
  Status,
} from './words.js';

/** Derived from the connection and native id that first named the ticket, so that reading twice never makes two. */
export type TicketId = string;

/** CommonMark text. */
export type Markdown = string;

export interface Resolution {
  readonly code: string | null;
  readonly text: Markdown | null;
  readonly verdict: 'accepted' | 'refused' | null;
  readonly reason: Markdown | null;
}

/** What tools can say about a ticket. `null` and the empty list mean that no tool says anything. */
export interface TicketFields {
  readonly kind: Kind;
  readonly title: string;
  readonly description: Markdown;
  readonly audience: Audience;

  readonly status: Status;
  readonly pendingReason: PendingReason | null;
  readonly approval: Approval;
  readonly outcome: Outcome | null;
  readonly escalation: Escalation;

  readonly impact: Level | null;
  readonly urgency: Level | null;
  readonly priority: Level | null;

  /** Dotted canonical word, for example `hardware.laptop`. */
  readonly category: string | null;
  readonly service: string | null;
  readonly subService: string | null;
  readonly organisation: string | null;
  readonly site: string | null;
  readonly mode: Mode | null;
  readonly callbackPhone: string | null;
  readonly channel: Channel | null;

  /** Three people: who has the need, for whom it is, who typed it. */
  readonly requester: Person | null;
  readonly beneficiary: Person | null;
  readonly openedBy: Person | null;

  readonly firstGroup: Group | null;
  readonly group: Group | null;
  readonly assignee: Person | null;
  readonly reassignedCount: number | null;
  readonly watchers: readonly Person[];

  readonly assets: readonly Asset[];
  readonly tags: readonly string[];
  readonly resolution: Resolution | null;
  readonly relations: readonly Relation[];

  readonly due: Instant | null;
  readonly created: Instant | null;
  readonly updated: Instant | null;
  readonly taken: Instant | null;
  readonly resolved: Instant | null;
  readonly closed: Instant | null;

  /** What only one site knows, by its name there. */
  readonly custom: Readonly<Record<string, string | number | boolean | null>>;
}

export type TicketField = keyof TicketFields;

export interface Ticket extends TicketFields {
  readonly id: TicketId;
  /** What people call it: the number in the tool where it was born. */
  readonly number: string | null;
  readonly references: readonly Reference[];
}

/** A ticket of which nothing has been said yet. Its audience is internal, since unknown is internal. */
export const blankTicket: TicketFields = Object.freeze({
  kind: 'request',
  title: '',
  description: '',
  audience: 'internal',
  status: 'new',
  pendingReason: null,
  approval: 'none',
  outcome: null,
  escalation: 'none',
  impact: null,
  urgency: null,
  priority: null,
  category: null,
  service: null,
  subService: null,
  organisation: null,
  site: null,
  mode: null,
  callbackPhone: null,
  channel: null,
  requester: null,
  beneficiary: null,
  openedBy: null,
  firstGroup: null,
  group: null,
  assignee: null,
  reassignedCount: null,
  watchers: [],
  assets: [],
  tags: [],
  resolution: null,
  relations: [],
  due: null,
  created: null,
  updated: null,
  taken: null,
  resolved: null,
  closed: null,
  custom: {},
});

export const ticketFields = Object.freeze(Object.keys(blankTicket)) as readonly TicketField[];
