import { matches } from './route.js';
import type { Flow } from './flow.js';
import type { News } from './hear.js';
import { isEnd, plan } from './plan.js';
import type { Bond, Intent, OutboxRow, WholeTicket } from './ports/records.js';

/** How many tickets this run may still begin to tell of. */
export interface Quota {
  /** Takes one; false when none is left. */
  take(): boolean;
  readonly spent: boolean;
}

export function quotaOf(tickets: number | null): Quota {
  let left = tickets ?? Infinity;
  return {
    take: () => left > 0 && left-- > 0,
    get spent() {
      return left <= 0;
    },
  };
}

/** What the target must be told because of a page of news. Tickets out of the route's filter are kept and not told. */
export async function intend(flow: Flow, news: readonly News[], quota: Quota): Promise<readonly Intent[]> {
  const ids = news.map(({ merged }) => merged.whole.ticket.id);
  const told = await toldOf(flow, ids);
  return news.flatMap(({ merged, digest, changed }) => {
    const { ticket } = merged.whole;
    const bond = told.bonds.get(ticket.id) ?? null;
    // It was taken back, or is gone: what its source says later does not bring it back.
    if (bond?.tombstone) return [];
    const planned = told.planned.get(ticket.id) ?? [];
    const begun = bond !== null || planned.length > 0;
    if (!begun && (!matches(flow.route.only, ticket) || !quota.take())) return [];
    const known = new Set(planned.map(({ key }) => key));
    const intents = plan({
      connection: flow.mouth.connection,
      run: flow.run,
      whole: merged.whole,
      bond,
      begun,
      told: told.parts.get(ticket.id) ?? new Set(),
      withheld: withheld(flow, merged.whole),
      changed,
      digest,
      updates: planned.filter((row) => row.act.kind === 'update' && !isEnd(row)).length,
    });
    return intents.filter(({ key }) => !known.has(key));
  });
}

/** Tickets that were heard earlier and that the target was never told of: out of an earlier filter, or past a pilot's number. */
export async function* backlog(flow: Flow, quota: Quota): AsyncIterable<readonly Intent[]> {
  const { store, spring, mouth, route } = flow;
  let after: string | null = null;
  while (!quota.spent) {
    const wholes: readonly WholeTicket[] = await store.scan({
      bondedTo: spring.connection,
      notBondedTo: mouth.connection,
      after,
      limit: 500,
    });
    if (wholes.length === 0) return;
    const ids = wholes.map(({ ticket }) => ticket.id);
    const { bonds, planned } = await toldOf(flow, ids);
    const never = wholes.filter(({ ticket }) => !planned.has(ticket.id) && !bonds.has(ticket.id));
    const intents = never
      .filter(({ ticket }) => matches(route.only, ticket) && quota.take())
      .flatMap((whole) =>
        plan({ ...nothingTold, connection: mouth.connection, run: flow.run, whole, withheld: withheld(flow, whole) }),
      );
    if (intents.length > 0) yield intents;
    after = ids.at(-1) ?? null;
  }
}

const nothingTold = { bond: null, begun: false, told: new Set<string>(), changed: [], digest: '', updates: 0 } as const;

/** Internal files, where whatever is attached can be read by the requester and the route chose to leave them behind. */
function withheld({ route, mouth }: Flow, whole: WholeTicket): ReadonlySet<string> {
  if (route.choices.internalFiles !== 'leave' || mouth.connector.attachments === 'internal') return new Set();
  return new Set(whole.attachments.filter(({ audience }) => audience === 'internal').map(({ id }) => id));
}

interface Told {
  readonly bonds: ReadonlyMap<string, Bond>;
  readonly planned: ReadonlyMap<string, readonly OutboxRow[]>;
  /** Entries and attachments by ticket. */
  readonly parts: ReadonlyMap<string, ReadonlySet<string>>;
}

/** What the target knows, or was to be told, of these tickets. */
async function toldOf({ store, mouth: { connection } }: Flow, ids: readonly string[]): Promise<Told> {
  const [bonds, entries, attachments, rows] = await Promise.all([
    store.bondsOf(ids),
    store.entryBonds(connection, ids),
    store.attachmentBonds(connection, ids),
    store.outboxOf(ids),
  ]);
  const parts = new Map<string, Set<string>>();
  const add = (ticket: string, part: string): void =>
    void (parts.get(ticket) ?? parts.set(ticket, new Set()).get(ticket))?.add(part);
  for (const { ticket, entry } of entries) add(ticket, entry);
  for (const { ticket, attachment } of attachments) add(ticket, attachment);
  const here = bonds.filter((bond) => bond.connection === connection);
  const living = here.toSorted((a, b) => Number(a.tombstone === null) - Number(b.tombstone === null));
  return {
    parts,
    bonds: new Map(living.map((bond): [string, Bond] => [bond.ticket, bond])),
    planned: Map.groupBy(
      rows.filter((row) => row.connection === connection),
      ({ ticket }) => ticket,
    ),
  };
}
