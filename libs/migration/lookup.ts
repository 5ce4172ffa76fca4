import type { Bond, OutboxRow, Store, WholeTicket } from '@passerelle/sync';

export interface TicketCard {
  readonly whole: WholeTicket;
  readonly bonds: readonly Bond[];
  /** What is still to be told, or waits for a human. */
  readonly waiting: readonly OutboxRow[];
}

/** Every ticket that any tool calls by this number, old or new. */
export async function findTickets(store: Store, number: string): Promise<readonly TicketCard[]> {
  const ids = await store.byNumber(number);
  if (ids.length === 0) return [];
  const [wholes, bonds, outbox] = await Promise.all([store.tickets(ids), store.bondsOf(ids), store.outboxOf(ids)]);
  return ids.flatMap((id) => {
    const whole = wholes.get(id);
    if (!whole) return [];
    return [
      {
        whole,
        bonds: bonds.filter(({ ticket }) => ticket === id),
        waiting: outbox.filter(({ ticket, state }) => ticket === id && state !== 'obeyed'),
      },
    ];
  });
}
