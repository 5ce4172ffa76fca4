import { matches } from './route.js';
import type { Flow } from './flow.js';
import type { News } from './hear.js';
import { plan } from './plan.js';
import type { Bond, Intent, WholeTicket } from './ports/records.js';

/** How many tickets this run may still begin to tell of. */
export interface Quota {
  /** Takes one; false when none is left. */
  take(): boolean;
}

export function quotaOf(tickets: number | null): Quota {
  let left = tickets ?? Infinity;
  return { take: () => left-- > 0 };
}

/** What the target must be told because of a page of news. Tickets out of the route's filter are kept and not told. */
export async function intend(flow: Flow, news: readonly News[], quota: Quota): Promise<readonly Intent[]> {
  const { store, mouth, route } = flow;
  const ids = news.map(({ merged }) => merged.whole.ticket.id);
  const told = await toldOf(flow, ids);
  const planned = new Set(
    (await store.outboxOf(ids)).filter(({ connection }) => connection === mouth.connection).map(({ ticket }) => ticket),
  );
  return news.flatMap(({ merged, digest, changed }) => {
    const { ticket } = merged.whole;
    const bond = told.bonds.get(ticket.id) ?? null;
    const begun = bond !== null || planned.has(ticket.id);
    if (!begun && (!matches(route.only, ticket) || !quota.take())) return [];
    return plan({
      connection: mouth.connection,
      run: flow.run,
      whole: merged.whole,
      bond,
      told: told.parts.get(ticket.id) ?? new Set(),
      changed,
      digest,
    });
  });
}

/** Tickets that were heard earlier and that the target was never told of: out of an earlier filter, or past a pilot's number. */
export async function* backlog(flow: Flow, quota: Quota): AsyncIterable<readonly Intent[]> {
  const { store, spring, mouth, route } = flow;
  let after: string | null = null;
  for (;;) {
    const wholes: readonly WholeTicket[] = await store.scan({
      bondedTo: spring.connection,
      notBondedTo: mouth.connection,
      after,
      limit: 500,
    });
    if (wholes.length === 0) return;
    const ids = wholes.map(({ ticket }) => ticket.id);
    const planned = new Set(
      (await store.outboxOf(ids))
        .filter(({ connection }) => connection === mouth.connection)
        .map(({ ticket }) => ticket),
    );
    const gone = new Set(
      (await store.bondsOf(ids))
        .filter(({ connection, tombstone }) => connection === mouth.connection && tombstone !== null)
        .map(({ ticket }) => ticket),
    );
    yield wholes
      .filter(
        ({ ticket }) => !planned.has(ticket.id) && !gone.has(ticket.id) && matches(route.only, ticket) && quota.take(),
      )
      .flatMap((whole) =>
        plan({
          connection: mouth.connection,
          run: flow.run,
          whole,
          bond: null,
          told: new Set(),
          changed: [],
          digest: '',
        }),
      );
    after = ids.at(-1) ?? null;
  }
}

async function toldOf(flow: Flow, ids: readonly string[]) {
  const { store, mouth } = flow;
  const [bonds, entries, attachments] = await Promise.all([
    store.bondsOf(ids),
    store.entryBonds(mouth.connection, ids),
    store.attachmentBonds(mouth.connection, ids),
  ]);
  const parts = new Map<string, Set<string>>();
  const add = (ticket: string, part: string): void =>
    void (parts.get(ticket) ?? parts.set(ticket, new Set()).get(ticket))?.add(part);
  for (const { ticket, entry } of entries) add(ticket, entry);
  for (const { ticket, attachment } of attachments) add(ticket, attachment);
  const here = bonds.filter(({ connection }) => connection === mouth.connection);
  return { parts, bonds: new Map(here.map((bond): [string, Bond] => [bond.ticket, bond])) };
}
