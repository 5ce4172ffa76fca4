import type { Instant } from './instant.js';
import type { Person } from './person.js';
import type { Markdown, TicketId } from './ticket.js';
import type { Audience, EntryKind } from './words.js';

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
  readonly state: 'information' | 'to_do' | 'done';
  readonly category: string | null;
  readonly technician: Person | null;
  readonly plannedFrom: Instant | null;
  readonly plannedTo: Instant | null;
  readonly forecast: number | null;
  readonly spent: number | null;
}

/** One line of a ticket's journal. */
export interface Entry {
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
