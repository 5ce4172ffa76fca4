import { Overtaken, type Changes } from '@passerelle/sync';
import type { Session } from '../wire/session.js';
import { given as original } from '../wire/text.js';
import { insert } from './table.js';
import { tickets, ticketsMadeFrom } from './tables.js';
import { lastOfEach } from './tidy.js';

type Ticket = NonNullable<Changes['tickets']>[number];

/** Of two steps that were made from the same revision the second changes no row, and says so. */
export async function keepTickets(session: Session, given: readonly Ticket[]): Promise<void> {
  const each = lastOfEach(given, ({ ticket }) => ticket.id);
  const compared = each.filter(({ was }) => was !== undefined);
  const answers = await Promise.all([
    insert(session, ticketsMadeFrom, compared),
    insert(
      session,
      tickets,
      each.filter(({ was }) => was === undefined),
    ),
  ]);
  const changed = new Set(answers[0].map(([id]) => original(id ?? '')));
  const overtaken = compared.find(({ ticket }) => !changed.has(ticket.id));
  if (overtaken) throw new Overtaken(overtaken.ticket.id);
}
