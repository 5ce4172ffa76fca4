import type { Cursor, NativeId } from '@passerelle/connector';
import type { Attachment, AttachmentId, Entry, EntryId, Ticket, TicketField, TicketId } from '@passerelle/ticket';
import type {
  AttachmentBond,
  Bond,
  Conflict,
  EntryBond,
  Observation,
  Pause,
  PersonLink,
  Quarantine,
  RunId,
  RunRecord,
} from '../ports/records.js';
import type { Timer, TimerId } from '@passerelle/workflow';
import { numberKey } from './number-key.js';
import { outboxState, type OutboxState } from './outbox.js';
import { sortedKeys, type SortedKeys } from './sorted-keys.js';

export interface TicketRow {
  readonly ticket: Ticket;
  readonly why: Readonly<Partial<Record<TicketField, string>>>;
  readonly revision: number;
}

/** Lines of tickets by id, and by ticket. */
export interface Lines<T> {
  readonly byId: Map<string, T>;
  readonly byTicket: Map<TicketId, Map<string, T>>;
}

/** Copies of lines in one connection. */
export interface LineBonds<T> {
  readonly byLine: Map<string, T>;
  readonly byTicket: Map<TicketId, Map<string, T>>;
  /** Which line of a ticket has this native id. */
  readonly lineOf: Map<string, string>;
}

export interface ConnectionBonds {
  readonly byNative: Map<NativeId, Bond>;
  readonly order: SortedKeys;
}

/** Everything that the store in memory holds. Values in it are frozen; only commits and leases change the maps. */
export interface State {
  readonly tickets: Map<TicketId, TicketRow>;
  readonly ticketOrder: SortedKeys;
  readonly entries: Lines<Entry>;
  readonly attachments: Lines<Attachment>;
  readonly bonds: Map<string, ConnectionBonds>;
  readonly bondsByTicket: Map<TicketId, Map<string, Bond>>;
  readonly entryBonds: Map<string, LineBonds<EntryBond>>;
  readonly attachmentBonds: Map<string, LineBonds<AttachmentBond>>;
  /** Number keys to tickets, with how many of a ticket's records carry the number. */
  readonly numbers: Map<string, Map<TicketId, number>>;
  readonly observations: Map<string, Observation[]>;
  readonly outbox: OutboxState;
  readonly quarantine: Map<string, Map<string, Quarantine>>;
  /** With the key that each says it was made under. */
  readonly postponed: Map<string, Map<NativeId, string | null>>;
  readonly conflicts: Map<string, Conflict>;
  readonly timers: Map<TimerId, Timer>;
  readonly pauses: Map<string, Pause>;
  readonly cursors: Map<string, Cursor>;
  readonly runs: Map<RunId, RunRecord>;
  readonly personLinks: Map<string, Map<string, PersonLink>>;
}

export function emptyState(): State {
  return {
    tickets: new Map(),
    ticketOrder: sortedKeys(),
    entries: { byId: new Map<EntryId, Entry>(), byTicket: new Map() },
    attachments: { byId: new Map<AttachmentId, Attachment>(), byTicket: new Map() },
    bonds: new Map(),
    bondsByTicket: new Map(),
    entryBonds: new Map(),
    attachmentBonds: new Map(),
    numbers: new Map(),
    observations: new Map(),
    outbox: outboxState(),
    quarantine: new Map(),
    postponed: new Map(),
    conflicts: new Map(),
    timers: new Map(),
    pauses: new Map(),
    cursors: new Map(),
    runs: new Map(),
    personLinks: new Map(),
  };
}

/** The value under the key, made on first use. */
export function at<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  const found = map.get(key);
  if (found !== undefined) return found;
  const made = make();
  map.set(key, made);
  return made;
}

/** Counts which numbers a ticket is called by: by 1 for a record that carries them, by -1 when it goes. */
export function countNumbers(state: State, ticket: TicketId, numbers: readonly (string | null)[], by: 1 | -1): void {
  for (const number of numbers) {
    if (number === null) continue;
    const tickets = at(state.numbers, numberKey(number), () => new Map<TicketId, number>());
    const count = (tickets.get(ticket) ?? 0) + by;
    if (count > 0) tickets.set(ticket, count);
    else tickets.delete(ticket);
  }
}

/** One key for two names; JSON keeps any two pairs apart. */
export function pair(a: string, b: string): string {
  return JSON.stringify([a, b]);
}
