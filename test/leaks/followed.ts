import type { Clock, Random } from '@passerelle/connector';
import { memoryRegister, type KeptTicket, type Store } from '@passerelle/sync';
import { follow } from '../../libs/runtime/people/follow.js';

/** The address of somebody who watches every ticket: whoever follows one has its reference and an address that it knows. */
const email = 'suit.tout@exemple.fr';

export interface Followed {
  /** Answers of our own follow page, as a stranger to the house is given them. */
  readonly texts: readonly string[];
  /** Tickets that it showed. */
  readonly shown: number;
}

/**
 * Every ticket that is kept, asked for by each of its numbers, by somebody without an account. `spoil` is what the page is given
 * instead of what is kept: a guard that is switched off.
 */
export async function followAll(
  { store, clock, random }: { readonly store: Store; readonly clock: Clock; readonly random: Random },
  spoil: (kept: KeptTicket) => KeptTicket = (kept) => kept,
): Promise<Followed> {
  const watched = (kept: KeptTicket): KeptTicket => {
    const watcher = { name: null, email, login: null, employeeNumber: null, cut: false };
    return { ...kept, ticket: { ...kept.ticket, watchers: [...kept.ticket.watchers, watcher] } };
  };
  const house = {
    register: memoryRegister(),
    clock,
    random,
    store: {
      ...store,
      tickets: async (ids: readonly string[]) =>
        new Map([...(await store.tickets(ids))].map(([id, kept]) => [id, spoil(watched(kept))] as const)),
    },
  };
  const texts: string[] = [];
  let shown = 0;
  for (const reference of await numbersIn(store)) {
    const answer = await follow(house, { reference, email, address: reference });
    texts.push(JSON.stringify(answer));
    shown += answer.tickets.length;
  }
  return { texts, shown };
}

async function numbersIn(store: Store): Promise<ReadonlySet<string>> {
  const ids = new Set<string>();
  for (const connection of ['source', 'target'])
    for (const { ticket } of await store.bondsOfConnection(connection, null, 1_000)) ids.add(ticket);
  const kept = [...(await store.tickets([...ids])).values()];
  return new Set(
    kept.flatMap(({ ticket }) => [
      ...(ticket.number === null ? [] : [ticket.number]),
      ...ticket.references.map(({ number }) => number),
    ]),
  );
}
