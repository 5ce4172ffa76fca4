import type { Entry, EntryId, Instant, Ticket, TicketField } from '@passerelle/ticket';
import type { Timer } from './timers/timer.js';

/** What one step brought. */
export interface News {
  /** Fields whose value in `ticket` differs from the one in `before`. */
  readonly fields: readonly TicketField[];
  /** Lines of `entries` that were not there before; none where the ticket is first heard of: that is its history. Lines that rules wrote are not news: rules hear tools and people alone. */
  readonly entries: readonly EntryId[];
  /** Lines of `entries` that were there before and changed. */
  readonly amended?: readonly EntryId[];
  /** The connection that said it; null when the clock woke us and nobody said anything. */
  readonly by: string | null;
  /**
   * Names this step, the same after a crash: the digest of what was heard; empty when nothing was. It tells apart the lines
   * that a rule adds each time that the same thing happens again.
   */
  readonly mark: string;
}

/** One ticket at one moment, with what has just happened to it. */
export interface Situation {
  /** The ticket before this step; null when nobody had heard of it. */
  readonly before: Ticket | null;
  readonly ticket: Ticket;
  /** The whole journal, oldest first, the news included. */
  readonly entries: readonly Entry[];
  readonly news: News;
  /** All timers of this ticket that are kept, fired ones too. */
  readonly timers: readonly Timer[];
  readonly now: Instant;
  /** The connection where the ticket was born; without it, the one whose reference has the ticket's number. */
  readonly born?: string;
}
