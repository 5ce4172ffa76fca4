import type { Instant, TicketId } from '@passerelle/ticket';
import { hash } from '../hash.js';

/** Derived from the rule, the ticket and the start, so that setting a timer twice sets one. */
export type TimerId = string;

/** A clock that a rule runs on a ticket: a value, so that it survives restarts in the store. */
export interface Timer {
  readonly id: TimerId;
  readonly ticket: TicketId;
  /** `Rule.id`. */
  readonly rule: string;
  readonly since: Instant;
  readonly due: Instant;
  /** fired: it has run out and its rule had its say. Kept while its conditions last, so that it does not fire again for the same start. */
  readonly state: 'running' | 'fired';
}

/** Beyond it instants have more digits and no longer sort as text. */
const never = Date.UTC(9999, 11, 31, 23, 59, 59, 999);

export function timerOf(rule: string, ticket: TicketId, since: Instant, after: number): Timer {
  const due = new Date(Math.min(Date.parse(since) + after, never)).toISOString();
  return { id: hash('timer', rule, ticket, since), ticket, rule, since, due, state: 'running' };
}
