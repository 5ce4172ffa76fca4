import type { TicketRow } from '@passerelle/api';

export type Gathered = Pick<TicketRow, 'id' | 'number' | 'title' | 'created' | 'members'>;

/** Who leads already goes on, else the one that was told first. */
export function likelyLead(tickets: readonly Gathered[]): string | null {
  const [first] = tickets.toSorted((a, b) => b.members - a.members || told(a) - told(b) || a.id.localeCompare(b.id));
  return tickets.length > 1 ? (first?.id ?? null) : null;
}

/** What has no instant was told last. */
function told({ created }: Gathered): number {
  return created === null ? Number.MAX_SAFE_INTEGER : Date.parse(created);
}
