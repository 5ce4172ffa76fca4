import type { IdempotencyKey } from '@passerelle/connector';
import type { Instant, TicketId } from '@passerelle/ticket';
import type { Attempt, Intent, OutboxRow, Resolution } from '../ports/records.js';

/** New intents are due at once; the store has no clock, so they are due since ever. */
export const sinceEver: Instant = '1970-01-01T00:00:00.000Z';

interface Slot {
  row: OutboxRow;
}

interface Queue {
  /** In the order in which they were added. */
  readonly slots: Slot[];
  /** All before this one are obeyed, which is final. */
  head: number;
}

export interface OutboxState {
  readonly byKey: Map<IdempotencyKey, Slot>;
  readonly byTicket: Map<TicketId, Slot[]>;
  readonly queues: Map<string, Queue>;
}

export function outboxState(): OutboxState {
  return { byKey: new Map(), byTicket: new Map(), queues: new Map() };
}

export function addIntent(outbox: OutboxState, intent: Intent): void {
  if (outbox.byKey.has(intent.key)) return;
  const slot: Slot = {
    row: Object.freeze({
      ...intent,
      state: 'queued' as const,
      due: sinceEver,
      tries: 0,
      attempts: Object.freeze([]),
      trouble: null,
      since: null,
    }),
  };
  outbox.byKey.set(intent.key, slot);
  const ofTicket = outbox.byTicket.get(intent.ticket);
  if (ofTicket) ofTicket.push(slot);
  else outbox.byTicket.set(intent.ticket, [slot]);
  const queue = outbox.queues.get(intent.connection);
  if (queue) queue.slots.push(slot);
  else outbox.queues.set(intent.connection, { slots: [slot], head: 0 });
}

export function addAttempt(outbox: OutboxState, key: IdempotencyKey, attempt: Attempt): void {
  change(outbox, key, (row) => ({
    ...row,
    state: 'in_flight',
    tries: row.tries + 1,
    attempts: Object.freeze([...row.attempts, attempt]),
  }));
}

export function resolve(outbox: OutboxState, { key, state, due, trouble, at }: Resolution): void {
  change(outbox, key, ({ urgent, ...row }) => ({
    ...row,
    // What is done is in nobody's way.
    ...(urgent && state !== 'obeyed' && { urgent }),
    state,
    due: due ?? row.due,
    trouble: trouble ?? null,
    since: at ?? row.since,
    attempts: state === 'obeyed' ? Object.freeze([]) : row.attempts,
  }));
}

function change(outbox: OutboxState, key: IdempotencyKey, to: (row: OutboxRow) => OutboxRow): void {
  const slot = outbox.byKey.get(key);
  if (slot) slot.row = Object.freeze(to(slot.row));
}

export function dueRows(
  outbox: OutboxState,
  connection: string,
  now: Instant,
  limit: number,
  except: readonly TicketId[],
): readonly OutboxRow[] {
  const queue = outbox.queues.get(connection);
  if (!queue) return [];
  while (queue.slots[queue.head]?.row.state === 'obeyed') queue.head += 1;
  const seen = new Set(except);
  const rows: OutboxRow[] = [];
  let left = limit;
  for (const urgently of [true, false])
    for (let index = queue.head; index < queue.slots.length && left > 0; index += 1) {
      const { row } = queue.slots[index] as Slot;
      if (row.state !== 'queued' || (urgently && row.urgent !== true) || seen.has(row.ticket)) continue;
      seen.add(row.ticket);
      const lane = laneOf(outbox, row.ticket, connection);
      const ready = lane.every((other) => other.state === 'obeyed' || (other.state === 'queued' && other.due <= now));
      if (!ready) continue;
      rows.push(...lane.filter(({ state }) => state === 'queued'));
      left -= 1;
    }
  return rows;
}

/**
 * When a whole ticket will next be due: a ticket is due with the last of its queued intents. Null when all that is queued
 * waits for something else than time.
 */
export function nextDue(outbox: OutboxState, connection: string, except: ReadonlySet<TicketId>): Instant | null {
  const ready = new Map<TicketId, Instant>();
  const blocked = new Set<TicketId>(except);
  for (const { ticket, state, due } of rowsOf(outbox, connection)) {
    if (state === 'in_flight' || state === 'dead') blocked.add(ticket);
    else if (state === 'queued' && due > (ready.get(ticket) ?? '')) ready.set(ticket, due);
  }
  let next: Instant | null = null;
  for (const [ticket, due] of ready) if (!blocked.has(ticket) && (next === null || due < next)) next = due;
  return next;
}

/** Removes all intents of these tickets in one connection. */
export function forgetIntents(outbox: OutboxState, connection: string, tickets: ReadonlySet<TicketId>): void {
  const queue = outbox.queues.get(connection);
  if (!queue) return;
  const gone = (slot: Slot): boolean => slot.row.connection === connection && tickets.has(slot.row.ticket);
  for (const slot of queue.slots) if (gone(slot)) outbox.byKey.delete(slot.row.key);
  for (const ticket of tickets) {
    const left = outbox.byTicket.get(ticket)?.filter((slot) => !gone(slot)) ?? [];
    outbox.byTicket.set(ticket, left);
  }
  outbox.queues.set(connection, { slots: queue.slots.filter((slot) => !gone(slot)), head: 0 });
}

/** One ticket's intents in one connection, in order. */
export function laneOf(outbox: OutboxState, ticket: TicketId, connection: string): readonly OutboxRow[] {
  return (outbox.byTicket.get(ticket) ?? [])
    .map(({ row }) => row)
    .filter((row) => row.connection === connection)
    .toSorted((a, b) => a.position - b.position);
}

export function* rowsOf(outbox: OutboxState, connection: string): Iterable<OutboxRow> {
  for (const { row } of outbox.queues.get(connection)?.slots ?? []) yield row;
}
