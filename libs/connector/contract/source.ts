import type { Readable } from 'node:stream';
import type { Told } from '../told.js';
import type { NativeAttachment, NativeId, NativeTicket } from './native.js';

/** Opaque, ordered and inclusive: reading again from a cursor repeats at least its own ticket. */
export type Cursor = string;

/** A piece of the source that could not be read. It never stops the others, and is counted as a ticket that did not arrive. */
export interface BrokenPiece {
  /** For people: `tickets.csv, ligne 12, colonne «Créé»`. */
  readonly where: string;
  /** The ticket's number, where the piece still shows it. */
  readonly number: string | null;
  readonly expected: Told;
  readonly came: Told;
}

export interface Page<T> {
  readonly items: readonly T[];
  readonly broken: readonly BrokenPiece[];
  /** Where to go on from once this page's work is committed. */
  readonly cursor: Cursor;
  /** Items in the whole source, where it can tell cheaply. */
  readonly total?: number;
}

export interface TicketSource {
  /**
   * Everything that changed at or after the cursor (all, from null). A tool that stamps its changes yields oldest first;
   * one that only exports snapshots yields in file order, and a newer snapshot starts over: what is unchanged is silent downstream.
   * Failure throws a Fault; no page is ever short because of one.
   */
  pull(cursor: Cursor | null, signal?: AbortSignal): AsyncIterable<Page<NativeTicket>>;
  /** Those of the named tickets that exist and may be read, in any order. */
  read(ids: readonly NativeId[], signal?: AbortSignal): AsyncIterable<NativeTicket>;
  /** The content of an attachment, streamed. Absent where the tool has no attachments. */
  open?(attachment: NativeAttachment, signal?: AbortSignal): Promise<Readable>;
}
