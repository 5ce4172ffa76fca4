import type { LiveEvent } from '@passerelle/api';
import type { Caller } from './call.js';
import type { Grounds } from './grounds.js';
import { sightOf } from './seen-ticket.js';

/** Tickets of one event that are looked for one by one; of more it is said only that something is new. */
const most = 200;

/** What of an event is news for somebody: a ticket that they may not see does not exist here either. Null for nothing. */
export async function heardBy(
  grounds: Grounds,
  { account, grant }: Caller,
  event: LiveEvent,
): Promise<LiveEvent | null> {
  const sight = sightOf(grant);
  const seesAll = sight.internal && sight.connections === null && sight.teams === null;
  const visible = async (ids: readonly string[]): Promise<string[]> => {
    const filter = { tickets: ids };
    const wish = {
      sight,
      filter,
      reader: account.id,
      now: grounds.now(),
      up: false,
      cursor: null,
      limit: most,
    } as const;
    const { rows } = await grounds.desk.page({ ...wish, sort: 'updated' });
    const seen = new Set(rows.map(({ id }) => id));
    return ids.filter((id) => seen.has(id));
  };
  switch (event.kind) {
    case 'hello':
      return event;
    case 'operations':
    case 'migration':
      return grant.rights.has('operate') ? event : null;
    case 'presence':
    case 'action':
      if (!grant.rights.has('read')) return null;
      return seesAll || (await visible([event.ticket])).length > 0 ? event : null;
    case 'tickets': {
      if (!grant.rights.has('read')) return null;
      if (seesAll || event.ids === null) return event;
      if (event.ids.length > most) return { kind: 'tickets', ids: null };
      const ids = await visible(event.ids);
      return ids.length === 0 ? null : { kind: 'tickets', ids };
    }
  }
}

/** In the order in which they came, each as this caller may hear it. */
export function hearing(
  grounds: Grounds,
  caller: Caller,
  listener: (event: LiveEvent) => void,
): (event: LiveEvent) => void {
  let last = Promise.resolve();
  return (event) => {
    last = last
      .then(() => heardBy(grounds, caller, event))
      .then((heard) => void (heard && listener(heard)))
      .catch((error: unknown) => grounds.log.error({ err: error }, 'an event was not told'));
  };
}
