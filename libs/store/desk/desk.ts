import type { RunRecord } from '@passerelle/sync';
import type { Approval, Audience, Escalation, Kind, PendingReason, Status, TicketId } from '@passerelle/ticket';

/** What somebody may see; applied in SQL, whatever is asked for. Null means everything. */
export interface Sight {
  readonly internal: boolean;
  readonly connections: readonly string[] | null;
  readonly teams: readonly string[] | null;
}

/** Sees everything: for what the house does by itself. */
export const fullSight: Sight = { internal: true, connections: null, teams: null };

export const sorts = ['updated', 'created', 'due', 'priority', 'urgent', 'number', 'relevance'] as const;
export type Sort = (typeof sorts)[number];

export type Travel = 'synced' | 'awaiting' | 'stuck';

/** Absent narrows nothing; several values are alternatives; null among them is «not defined». */
export interface ListingFilter {
  readonly text?: string | undefined;
  readonly tickets?: readonly TicketId[] | undefined;
  readonly connection?: readonly string[] | undefined;
  readonly status?: readonly Status[] | undefined;
  readonly open?: boolean | undefined;
  readonly kind?: readonly Kind[] | undefined;
  readonly team?: readonly (string | null)[] | undefined;
  readonly agent?: readonly (string | null)[] | undefined;
  readonly requester?: readonly (string | null)[] | undefined;
  /** Each means what is below it, too. */
  readonly category?: readonly (string | null)[] | undefined;
  readonly priority?: readonly (number | null)[] | undefined;
  readonly asset?: readonly string[] | undefined;
  readonly site?: readonly (string | null)[] | undefined;
  readonly approval?: readonly Approval[] | undefined;
  readonly escalated?: boolean | undefined;
  readonly turn?: 'requester' | 'support' | undefined;
  readonly unread?: boolean | undefined;
  readonly overdue?: boolean | undefined;
  /** By whoever asks. */
  readonly followed?: boolean | undefined;
  /** This ticket and all that stand under it. */
  readonly lead?: TicketId | undefined;
  readonly travel?: readonly Travel[] | undefined;
  readonly createdFrom?: string | undefined;
  readonly createdBefore?: string | undefined;
  readonly updatedFrom?: string | undefined;
  readonly updatedBefore?: string | undefined;
}

export interface Asked {
  readonly sight: Sight;
  readonly filter: ListingFilter;
  /** Account that asks: what is unread is unread by them. */
  readonly reader: string;
  readonly now: string;
}

export interface PageWish extends Asked {
  readonly sort: Sort;
  /** The other way round. */
  readonly up: boolean;
  /** What an earlier page answered as `next`. Throws BadCursor where it is none. */
  readonly cursor: string | null;
  readonly limit: number;
}

/** Somebody, by the key to filter by. */
export interface Keyed {
  readonly key: string;
  readonly name: string;
}

export interface Listed {
  readonly id: TicketId;
  readonly number: string | null;
  readonly title: string;
  readonly kind: Kind;
  readonly status: Status;
  readonly pendingReason: PendingReason | null;
  readonly approval: Approval;
  readonly escalation: Escalation;
  readonly audience: Audience;
  readonly priority: number | null;
  readonly category: string | null;
  readonly team: Keyed | null;
  readonly agent: Keyed | null;
  readonly requester: Keyed | null;
  readonly site: string | null;
  readonly organisation: string | null;
  readonly turn: 'requester' | 'support';
  readonly due: string | null;
  readonly created: string | null;
  readonly updated: string | null;
  readonly connections: readonly string[];
  readonly unread: boolean;
  readonly travel: Travel;
  readonly lines: number;
  readonly files: number;
  /** Whoever asks follows it. */
  readonly followed: boolean;
  /** The ticket that it stands under: put there by hand, else as its tool has it. */
  readonly lead: (Pick<Listed, 'id' | 'number' | 'title'> & { readonly byHand: boolean }) | null;
  /** How many stand under it. */
  readonly members: number;
}

export interface ListedPage {
  readonly rows: readonly Listed[];
  readonly next: string | null;
}

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
export type Facet = (typeof facets)[number];

export interface Bucket {
  /** Null counts what is not defined. */
  readonly key: string | null;
  readonly name: string | null;
  readonly count: number;
}

export interface Counted {
  readonly total: number;
  readonly by: Readonly<Partial<Record<Facet, readonly Bucket[]>>>;
}

export interface RunPageWish {
  /** Null for all. */
  readonly route: string | null;
  readonly cursor: string | null;
  readonly limit: number;
}

/** The list over all tools. */
export interface Desk {
  page(wish: PageWish): Promise<ListedPage>;
  count(asked: Asked, by: readonly Facet[]): Promise<Counted>;
  /** Names of people that tickets in sight name, by a part of name, address or login. */
  people(sight: Sight, text: string, limit: number): Promise<readonly Keyed[]>;
  assets(sight: Sight, text: string, limit: number): Promise<readonly (Keyed & { readonly tickets: number })[]>;
  /** Teams, agents, sites and categories in use, the most used first. */
  used(sight: Sight): Promise<Readonly<Record<'team' | 'agent' | 'site' | 'category', readonly Keyed[]>>>;
  /** Makes the listing of up to `limit` stale tickets anew; returns which. Several processes may do so at once. */
  refresh(limit: number): Promise<readonly TicketId[]>;
  /** Makes these anew at once, stale or not. */
  refreshNow(tickets: readonly TicketId[]): Promise<void>;
  /** The number of the last listing that was made; 0 before any. */
  lastMade(): Promise<number>;
  /** Tickets whose listing was made since; `since` of the following call is `last`. */
  madeSince(since: number, limit: number): Promise<{ readonly tickets: readonly TicketId[]; readonly last: number }>;
  /** Newest first. */
  runPage(wish: RunPageWish): Promise<{ readonly rows: readonly RunRecord[]; readonly next: string | null }>;
  /** Of one route, begun at or after an instant, oldest first. */
  runsSince(route: string, from: string, limit: number): Promise<readonly RunRecord[]>;
  see(account: string, ticket: TicketId, revision: number, at: string): Promise<void>;
  forgetSeen(account: string, ticket: TicketId): Promise<void>;
  follow(account: string, ticket: TicketId, at: string): Promise<void>;
  unfollow(account: string, ticket: TicketId): Promise<void>;
  /** Puts tickets under a lead by hand, with what stood under them. Returns all that stand under it now. */
  gather(tickets: readonly TicketId[], lead: TicketId, by: string, at: string): Promise<readonly TicketId[]>;
  /** False where nobody had put it under another one. */
  release(ticket: TicketId): Promise<boolean>;
}

/** A cursor that no page of this sort has given. */
export class BadCursor extends Error {
  constructor() {
    super('expected a cursor that an earlier page of the same sort answered as «next», another text came');
    this.name = 'BadCursor';
  }
}
