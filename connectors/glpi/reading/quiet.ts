import { Fault } from '@passerelle/connector';
import { listRows, rowById, text, type Row } from '../wire/lists.js';
import type { Server } from '../wire/server.js';
import { readInstant } from '../wire/zone.js';

// A document on a line of a ticket and the text of a solution change without their ticket's date_mod (GLPI issue 23881), so
// the newest of each are looked at by their own dates, and their tickets read again.

const page = 50;

export interface Quiet {
  /** Numbers of tickets on which something changed at or after the instant that does not move them. */
  readonly tickets: ReadonlySet<string>;
  /** When the last of it changed; null when nothing did. */
  readonly newest: string | null;
}

export async function quietlyChanged(server: Server, since: string, signal?: AbortSignal): Promise<Quiet> {
  const tickets = new Set<string>();
  const instants: string[] = [];
  for (const itemtype of ['Document_Item', 'ITILSolution'] as const)
    for (const row of await newest(server, itemtype, since, signal)) {
      const id = await ticketOf(server, row, signal);
      if (id !== null) tickets.add(id);
      instants.push(changedAt(server, row));
    }
  return { tickets, newest: instants.sort().at(-1) ?? null };
}

function changedAt(server: Server, row: Row): string {
  return readInstant(text(row, 'date_mod'), server.zone) ?? '';
}

async function newest(server: Server, of: string, since: string, signal?: AbortSignal): Promise<readonly Row[]> {
  const rows: Row[] = [];
  try {
    for (;;) {
      const { rows: some, total } = await listRows(server, {
        of,
        from: rows.length,
        limit: page,
        sort: 'date_mod',
        descending: true,
        signal,
      });
      const fresh = some.filter((row) => changedAt(server, row) >= since);
      rows.push(...fresh);
      if (fresh.length < some.length || rows.length >= total || some.length === 0) return rows;
    }
  } catch (error) {
    // Closed to this profile: such changes are met when their ticket changes otherwise, or by a whole reading.
    if (error instanceof Fault && error.kind === 'unauthorized' && error.status === 403) return [];
    throw error;
  }
}

async function ticketOf(server: Server, row: Row, signal?: AbortSignal): Promise<string | null> {
  const itemtype = text(row, 'itemtype');
  if (itemtype === 'Ticket') return text(row, 'items_id');
  if (itemtype !== 'ITILFollowup' && itemtype !== 'TicketTask' && itemtype !== 'ITILSolution') return null;
  const parent = await rowById(server, itemtype, Number(text(row, 'items_id')), signal);
  if (!parent) return null;
  return itemtype === 'TicketTask'
    ? text(parent, 'tickets_id')
    : text(parent, 'itemtype') === 'Ticket'
      ? text(parent, 'items_id')
      : null;
}
