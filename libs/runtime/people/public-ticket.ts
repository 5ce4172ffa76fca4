import type { KeptTicket } from '@passerelle/sync';
import { turnOf, type EntryKind, type Instant, type Kind, type Status } from '@passerelle/ticket';

/** What its requester may read of a ticket: built from named fields, so that nothing else comes along. */
export interface PublicTicket {
  readonly number: string;
  /** Its numbers in all tools. */
  readonly references: readonly string[];
  readonly kind: Kind;
  readonly title: string;
  readonly status: Status;
  readonly turn: 'requester' | 'support';
  readonly created: Instant | null;
  readonly updated: Instant | null;
  readonly resolved: Instant | null;
  readonly resolution: string | null;
  /** Public lines, oldest first. */
  readonly entries: readonly PublicEntry[];
  /** Names of public files. */
  readonly attachments: readonly string[];
}

export interface PublicEntry {
  readonly kind: EntryKind;
  readonly at: Instant | null;
  readonly author: string | null;
  readonly text: string;
}

/** Null of a ticket that is not public itself. */
export function publicTicketOf({ ticket, entries, attachments }: KeptTicket): PublicTicket | null {
  if (ticket.audience !== 'public') return null;
  const { number, references, kind, title, status, created, updated, resolved, resolution } = ticket;
  const open = entries.filter(({ audience, refusedBy }) => audience === 'public' && !refusedBy);
  return {
    number: number ?? references[0]?.number ?? '',
    references: [...new Set(references.map((reference) => reference.number))],
    kind,
    title,
    status,
    turn: turnOf(ticket, entries),
    created,
    updated,
    resolved,
    resolution: resolution?.text ?? null,
    entries: open.map(({ kind: what, at, author, text }) => ({ kind: what, at, author: author?.name ?? null, text })),
    attachments: attachments.filter(({ audience }) => audience === 'public').map(({ name }) => name),
  };
}
