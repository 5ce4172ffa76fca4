import type { NativeId } from '@passerelle/connector';
import type { TicketId } from '@passerelle/ticket';
import type { Store } from './ports/store.js';

/** What the lines and files of these tickets are called in a connection, as far as they are known: each is taken. */
export async function knownParts(
  store: Store,
  connection: string,
  tickets: readonly TicketId[],
): Promise<ReadonlyMap<TicketId, ReadonlySet<NativeId>>> {
  if (tickets.length === 0) return new Map();
  const [lines, files] = await Promise.all([
    store.entryBonds(connection, tickets),
    store.attachmentBonds(connection, tickets),
  ]);
  const known = new Map<TicketId, Set<NativeId>>();
  for (const { ticket, native } of [...lines, ...files]) {
    if (native === null) continue;
    const parts = known.get(ticket) ?? new Set();
    known.set(ticket, parts.add(native));
  }
  return known;
}
