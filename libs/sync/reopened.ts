import type { Run } from './flow.js';
import type { News } from './hear.js';
import { endsTicket } from './plan.js';
import type { Intent, Resolution } from './ports/records.js';

/**
 * What tools refused while a ticket was closed waits no longer for a human once it is open again: many take neither lines nor
 * changes on a closed ticket (GLPI answers ERROR_GLPI_UPDATE), and a refusal would hold back even the word that opens it there.
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
  if (open.length === 0) return [];
  const rows = await store.outboxOf(open);
  return rows.flatMap(({ key, state, trouble }) =>
    state === 'dead' && trouble?.kind === 'rejected' ? [{ key, state: 'queued' }] : [],
  );
}
