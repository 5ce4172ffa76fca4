import type { NativeCode } from '@passerelle/connector';
import type { NameAlone } from './people/match.js';
import type { Instant, Kind, Status, Ticket, TicketField } from '@passerelle/ticket';

/** Which tickets; absent members do not filter. */
export interface TicketFilter {
  readonly kind?: readonly Kind[];
  readonly status?: readonly Status[];
  readonly group?: readonly string[];
  /** A dotted word stands for all below it. */
  readonly category?: readonly string[];
  readonly number?: readonly string[];
  readonly createdFrom?: Instant;
  readonly createdBefore?: Instant;
}

/** How much a run may do before it stops and asks (law 14). */
export interface Brake {
  readonly mails: number;
  readonly removals: number;
  /** In one turn of one connection of a mirror; absent does not limit. */
  readonly creates?: number;
  readonly closes?: number;
  readonly reopens?: number;
  readonly reassigns?: number;
}

/** What to do with what the target does not know: each is a decision of the administrator, named in the plan. */
export interface Choices {
  /** People nobody in the target fits, or several do: kept as text at the head of the description, or the run is refused. */
  readonly unknownPeople: 'text' | 'refuse';
  readonly ambiguousPeople: 'text' | 'refuse';
  /**
   * Whether a whole name of which the source says nothing else links to the one account that bears it (somebody may bear
   * the same and get mails about it), or is shown to a human and kept as text.
   */
  readonly nameAlone: NameAlone;
  /** Whether accounts that are switched off are referred to all the same. */
  readonly inactivePeople: 'link' | 'text';
  /** Name of the target's group that takes the tickets of groups it lacks; null refuses the run while one is missing. */
  readonly missingGroup: string | null;
  /** Internal files, where everything attached to the target can be read by the requester: left behind and named, or refused. */
  readonly internalFiles: 'leave' | 'refuse';
}

/** What any route says of which tickets it takes and how they are told. */
export interface Terms {
  readonly name: string;
  /** Tickets that begin to be told; what was begun goes on whatever becomes of it. */
  readonly only: TicketFilter;
  /** The target's class for a kind, where the mapping's own choice is not wanted: a request may become an incident. */
  readonly as: Readonly<Partial<Record<Kind, NativeCode>>>;
  /** Tickets that the target already has under the same number are bonded to, not created again. */
  readonly adopt: boolean;
  /** Language of the few words that Passerelle itself writes into the target. */
  readonly language: 'fr' | 'en';
  /** Zone of the dates in those words. */
  readonly zone: string;
  /** silent: the target is asked not to mail about what is created, where it has a word for that. Absent counts. */
  readonly notify?: 'silent' | 'count';
  readonly brake: Brake;
  readonly choices: Choices;
}

/** One way, once: from one connection to another. */
export interface MigrateRoute extends Terms {
  readonly mode: 'migrate';
  readonly from: string;
  readonly to: string;
}

/** Which connections may say a field, and which are told it. Absent members are all of the route. */
export interface Direction {
  readonly from?: readonly string[];
  readonly to?: readonly string[];
}

/** Both ways, for good: tickets of any of these connections live in all of them. */
export interface MirrorRoute extends Terms {
  readonly mode: 'mirror';
  readonly between: readonly string[];
  /** Whose word stands where two tools moved at once; a field's axis follows its head (`axisOf`). */
  readonly owns: Readonly<Partial<Record<TicketField, string>>>;
  readonly fields: Readonly<Partial<Record<TicketField, Direction>>>;
  /** Tickets that are so are told no more. */
  readonly until: TicketFilter | null;
  /** The connection that mails the requester; the others are told silently where they have a word for that (law 13). */
  readonly mails: string | null;
  /** The connection whose closing counts; elsewhere a closed ticket is one that is resolved (law 13). */
  readonly closes: string | null;
}

export type Route = MigrateRoute | MirrorRoute;

/** Whether a tool is asked not to mail about what it is told: the route wishes it, or another tool mails the requester (law 13). */
export function isSilent(terms: Terms, to: string): boolean {
  return terms.notify === 'silent' || isVoiceElsewhere(terms, to);
}

/** Whether another tool mails the requester, now and later (law 13). */
export function isVoiceElsewhere(terms: Terms, to: string): boolean {
  const { mails = null } = terms as Terms & Partial<Pick<MirrorRoute, 'mails'>>;
  return mails !== null && mails !== to;
}

/** One way of a route: to one connection, from those whose tickets it takes there. */
export interface Way {
  readonly route: Route;
  readonly from: readonly string[];
  readonly to: string;
}

export function waysOf(route: Route): readonly Way[] {
  if (route.mode === 'migrate') return [{ route, from: [route.from], to: route.to }];
  return route.between.map((to) => ({ route, from: route.between.filter((one) => one !== to), to }));
}

export function matches(filter: TicketFilter, ticket: Ticket): boolean {
  const { category, group } = ticket;
  return (
    among(filter.kind, ticket.kind) &&
    among(filter.status, ticket.status) &&
    among(filter.group, group?.name ?? null) &&
    among(filter.number, ticket.number) &&
    (filter.category?.some((word) => category === word || category?.startsWith(`${word}.`)) ?? true) &&
    (filter.createdFrom === undefined || (ticket.created !== null && ticket.created >= filter.createdFrom)) &&
    (filter.createdBefore === undefined || (ticket.created !== null && ticket.created < filter.createdBefore))
  );
}

function among<T>(wanted: readonly T[] | undefined, value: T | null): boolean {
  return wanted === undefined || (value !== null && wanted.includes(value));
}
