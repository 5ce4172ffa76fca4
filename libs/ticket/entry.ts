import type { Instant } from './instant.js';
import type { Group, Person } from './person.js';
import type { Markdown, TicketId } from './ticket.js';
import type { Approval, Audience, EntryKind, Outcome, TaskState } from './words.js';

export type EntryId = string;
export type AttachmentId = string;

/** Where an entry or an attachment was first seen. `ordinal` counts from 1 within the ticket and never changes. */
export interface Origin {
  readonly connection: string;
  readonly native: string;
  readonly ordinal: number;
}

/** A planned or done piece of work. Durations are in seconds. */
export interface TaskDetail {
  readonly state: TaskState;
  readonly category: string | null;
  readonly technician: Person | null;
  /** Absent means that no tool named a team for it. */
  readonly group?: Group | null;
  readonly plannedFrom: Instant | null;
  readonly plannedTo: Instant | null;
  readonly forecast: number | null;
  readonly spent: number | null;
}

/** How the need ended, as the solution itself tells it. */
export interface SolutionDetail {
  readonly outcome: Outcome | null;
  /** The tool's own kind of solution, as people there call it. */
  readonly code: string | null;
}

/** What the requester says of the solution. */
export interface VerdictDetail {
  readonly accepted: boolean;
  /** Why; null where nothing but the text of the entry tells it. */
  readonly reason: Markdown | null;
}

export interface ApprovalDetail {
  readonly state: Exclude<Approval, 'none'>;
  /** Who is asked, or who answered. */
  readonly approver: Person | null;
  readonly reason: Markdown | null;
}

/** What an entry says besides its text. Absent and null both mean that it says nothing of the sort. */
export interface EntryDetails {
  readonly task?: TaskDetail | null;
  readonly solution?: SolutionDetail | null;
  readonly verdict?: VerdictDetail | null;
  readonly approval?: ApprovalDetail | null;
  /** The rule that did not accept it: the line is kept, and told to nobody. */
  readonly refusedBy?: string | null;
}

/** One line of a ticket's journal. */
export interface Entry extends EntryDetails {
  readonly id: EntryId;
  readonly ticket: TicketId;
  readonly kind: EntryKind;
  readonly audience: Audience;
  readonly text: Markdown;
  readonly author: Person | null;
  readonly at: Instant | null;
  readonly origin: Origin;
  readonly task: TaskDetail | null;
}

/** A file. Its content lives beside the database under its hash. */
export interface Attachment {
  readonly id: AttachmentId;
  readonly ticket: TicketId;
  readonly name: string;
  readonly mime: string | null;
  /** Bytes; null until the content has been read. */
  readonly size: number | null;
  /** Lower-case hexadecimal; null until the content has been read. */
  readonly sha256: string | null;
  readonly audience: Audience;
  readonly author: Person | null;
  readonly at: Instant | null;
  readonly origin: Origin;
}
