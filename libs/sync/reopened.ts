import type { Run } from './flow.js';
import type { News } from './hear.js';
import { endsTicket, isEnded } from './plan.js';
import type { Intent, Resolution } from './ports/records.js';

/**
 * What tools refused while a ticket was closed waits no longer for a human once it is open again: many take neither lines nor
 * changes on a closed ticket (GLPI answers ERROR_GLPI_UPDATE), and a refusal would hold back even the word that opens it there. Where another tool closes for
 * all, a tool may open and close its own without the ticket being any different: what that tool refused is tried again then.
 */
export async function reopened(
  { store }: Pick<Run, 'store'>,
  news: readonly News[],
  intents: readonly Intent[],
): Promise<readonly Resolution[]> {
  const told = new Set(
    intents.flatMap(({ act, ticket }) => (act.kind === 'update' && act.fields.includes('status') ? [ticket] : [])),
  );
  const open = news.flatMap(({ merged: { whole, changed } }) =>
    !endsTicket(whole) && (changed.includes('status') || told.has(whole.ticket.id)) ? [whole.ticket.id] : [],
  );
  const openThere = new Map(
    news.flatMap(({ merged: { whole }, there }) =>
      there && !isEnded(there.status) ? [[whole.ticket.id, there.connection] as const] : [],
    ),
  );
  const asked = new Set([...open, ...openThere.keys()]);
  if (asked.size === 0) return [];
  const rows = await store.outboxOf([...asked]);
  return rows.flatMap(({ key, state, trouble, ticket, connection }) =>
    state === 'dead' && trouble?.kind === 'rejected' && (open.includes(ticket) || openThere.get(ticket) === connection)
      ? [{ key, state: 'queued' }]
      : [],
  );
}
