import type { Ticket, TicketField } from '@passerelle/ticket';
import { stamps } from './axis.js';
import type { Hearing, Run } from './flow.js';
import type { News } from './hear.js';
import { leftBehindIn } from './left-behind.js';
import { isEnd, plan } from './plan.js';
import type { Act, Bond, Intent, OutboxRow, WholeTicket } from './ports/records.js';
import { isUrgent } from './urgency.js';
import { matches, waysOf, type Route, type Way } from './route.js';
import { isTold, wayTo, waysFrom } from './ways.js';

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

/**
 * What everybody must be told because of a page of news: whoever has the ticket already, on whatever route, and whoever is
 * to have it from now on by a route of this run. Tickets out of a route's filter are kept and not told.
 */
export async function intend(
  flow: Run & Partial<Pick<Hearing, 'spring' | 'begins'>>,
  news: readonly News[],
  quota: Quota,
): Promise<readonly Intent[]> {
  const told = await toldOf(
    flow,
    news.map(({ merged }) => merged.whole.ticket.id),
  );
  return news.flatMap((one) => {
    const { whole } = one.merged;
    const bonds = told.bonds.get(whole.ticket.id) ?? [];
    const rows = told.rows.get(whole.ticket.id) ?? [];
    const heard = flow.spring?.connection;
    const bound = new Set(bonds.filter(isAlive).map(({ connection }) => connection));
    if (heard !== undefined) bound.add(heard);
    return [
      ...waysFrom(flow.routes, bound),
      ...wayBack(flow.routes, heard, bound, one),
      ...alone(flow, bound, one),
    ].flatMap(([to, way]) => {
      const bond = bonds.find((bonded) => bonded.connection === to) ?? null;
      // It was taken back, or is gone: what others say later does not bring it back.
      if (bond?.tombstone || isOver(way, one.before ?? whole.ticket)) return [];
      // Whoever only speaks is told nothing.
      if (way.route.mode === 'mirror' && !flow.parties.get(to)?.connector.sink) return [];
      const planned = rows.filter((row) => row.connection === to);
      // Whoever is listened to has the ticket, whether its bond is kept yet or not.
      const here = to === heard;
      const begun = here || bond !== null || planned.length > 0;
      const begins =
        flow.begins?.has(way.route.name) === true &&
        mayBegin(flow, way, heard === undefined ? bonds : [...bonds, { connection: heard, class: one.nativeClass }]) &&
        matches(way.route.only, whole.ticket);
      if (!begun && (!begins || !quota.take())) return [];
      const intents = plan({
        connection: to,
        route: way.route.name,
        run: flow.run,
        whole,
        present: here || bond !== null,
        begun,
        told: told.parts.get(partsKey(to, whole.ticket.id)) ?? new Set(),
        withheld: withheld(flow, way, whole),
        narrowed: way.route.mode === 'mirror' ? narrowedOf(one, planned) : new Set(),
        edited: editedIn(flow, one, to, planned, here),
        changed: toTell(one, way, here),
        digest: one.digest,
        updates: planned.filter((row) => row.act.kind === 'update' && !isEnd(row)).length,
        ...(isUrgent(flow, way.route, one, news.length) && { urgent: true }),
      });
      const known = new Set(planned.map(({ key }) => key));
      return intents.filter(({ key }) => !known.has(key));
    });
  });
}

/** Rules speak to the tool where a ticket was just born, too, before it lives anywhere else. */
function wayBack(
  routes: readonly Route[],
  heard: string | undefined,
  bound: ReadonlySet<string>,
  { ruled }: News,
): readonly (readonly [string, Way])[] {
  if (heard === undefined || ruled.length === 0 || wayTo(routes, heard, bound) !== null) return [];
  const way = routes
    .filter(({ mode }) => mode === 'mirror')
    .flatMap(waysOf)
    .find(({ to }) => to === heard);
  return way ? [[heard, way]] : [];
}

/** What people say at our own desk is told to a tool in which alone the ticket lives, too: nobody there said it. */
function alone({ routes }: Run, bound: ReadonlySet<string>, { desk = [] }: News): readonly (readonly [string, Way])[] {
  const ways = routes.filter(({ mode }) => mode === 'mirror').flatMap(waysOf);
  return desk
    .filter((connection) => wayTo(routes, connection, bound) === null)
    .flatMap((connection) => {
      const way = ways.find(({ to }) => to === connection);
      return way ? [[connection, way] as const] : [];
    });
}

/** A tool is told of a field what others said of it, rules among them; of its own words only those that did not stand. */
function toTell({ changed, merged, ruled }: News, way: Way, here: boolean): readonly TicketField[] {
  if (here) return [...new Set([...merged.back, ...ruled])];
  const fields = changed.filter((field) => isTold(way, field));
  return way.route.mode === 'mirror' ? fields.filter((field) => !stamps.has(field)) : fields;
}

type Stand = Pick<Bond, 'connection' | 'class'>;

/** A mirror begins with needs: a piece of one (a task of a request) and what holds some (its cart) begin nothing by themselves. */
function mayBegin({ parties }: Run, { route, from }: Way, stands: readonly Stand[]): boolean {
  if (route.mode === 'migrate') return true;
  return stands.some(
    (stand) => from.includes(stand.connection) && parties.get(stand.connection)?.mapping.standsAlone(stand.class),
  );
}

function isOver({ route }: Way, ticket: Ticket): boolean {
  return route.mode === 'mirror' && route.until !== null && matches(route.until, ticket);
}

/** Lines and files that turned internal and were told there, or perhaps. */
function narrowedOf({ merged: { narrowed } }: News, planned: readonly OutboxRow[]): ReadonlySet<string> {
  const told = new Set(
    planned.flatMap(({ act, state, attempts }) => (state === 'obeyed' || attempts.length > 0 ? partOf(act) : [])),
  );
  return new Set([...narrowed.entries, ...narrowed.attachments].flatMap(({ id }) => (told.has(id) ? [id] : [])));
}

/** Lines that were changed and have a copy there already; where it cannot be changed, the older words stay. */
function editedIn(
  { parties }: Run,
  { merged: { editedEntries } }: News,
  to: string,
  planned: readonly OutboxRow[],
  here: boolean,
): ReadonlySet<string> {
  const party = parties.get(to);
  const sink = party?.connector.sink;
  if (here || !sink?.accepts.has('amend')) return new Set();
  const mendable = ({ kind, audience }: (typeof editedEntries)[number]): boolean => {
    const journal = sink.amends && party?.mapping.journalFor(kind, audience);
    return !sink.amends || (typeof journal === 'string' && sink.amends.has(journal));
  };
  const told = new Set(
    planned.flatMap(({ act, state }) => (act.kind === 'append' && state === 'obeyed' ? [act.entry] : [])),
  );
  return new Set(
    editedEntries.filter(mendable).flatMap(({ id, origin }) => (origin.connection === to || told.has(id) ? [id] : [])),
  );
}

function partOf(act: Act): readonly string[] {
  return act.kind === 'append' ? [act.entry] : act.kind === 'attach' ? [act.attachment] : [];
}

/** Tickets of one connection that were heard earlier and never told on a way: out of an earlier filter, or past a pilot's number. */
export async function* backlog(flow: Run, from: string, way: Way, quota: Quota): AsyncIterable<readonly Intent[]> {
  let after: string | null = null;
  while (!quota.spent) {
    const wholes: readonly WholeTicket[] = await flow.store.scan({
      bondedTo: from,
      notBondedTo: way.to,
      after,
      limit: 500,
    });
    if (wholes.length === 0) return;
    const ids = wholes.map(({ ticket }) => ticket.id);
    const { bonds, rows } = await toldOf(flow, ids);
    const never = wholes.filter(
      ({ ticket: { id } }) =>
        !rows.get(id)?.some(({ connection }) => connection === way.to) &&
        !bonds.get(id)?.some(({ connection }) => connection === way.to),
    );
    const intents = never
      .filter(
        ({ ticket }) =>
          mayBegin(flow, way, bonds.get(ticket.id) ?? []) &&
          matches(way.route.only, ticket) &&
          !isOver(way, ticket) &&
          quota.take(),
      )
      .flatMap((whole) =>
        plan({
          ...nothingTold,
          connection: way.to,
          route: way.route.name,
          run: flow.run,
          whole,
          withheld: withheld(flow, way, whole),
        }),
      );
    if (intents.length > 0) yield intents;
    after = ids.at(-1) ?? null;
  }
}

/** Of a tool that has never heard of the ticket. */
export const nothingTold = {
  present: false,
  begun: false,
  told: new Set<string>(),
  narrowed: new Set<string>(),
  edited: new Set<string>(),
  changed: [],
  digest: '',
  updates: 0,
} as const;

/** Files that are too large there, and internal ones where whatever is attached can be read by the requester and the route chose so. */
export function withheld({ parties }: Run, { route, to }: Way, whole: WholeTicket): ReadonlySet<string> {
  const tooLarge = leftBehindIn(to, whole);
  if (route.choices.internalFiles !== 'leave' || parties.get(to)?.connector.attachments === 'internal') return tooLarge;
  const internal = whole.attachments.filter(({ audience }) => audience === 'internal').map(({ id }) => id);
  return new Set([...tooLarge, ...internal]);
}

interface Told {
  readonly bonds: ReadonlyMap<string, readonly Bond[]>;
  readonly rows: ReadonlyMap<string, readonly OutboxRow[]>;
  /** Entries and attachments by connection and ticket. */
  readonly parts: ReadonlyMap<string, ReadonlySet<string>>;
}

const isAlive = ({ tombstone }: Bond): boolean => tombstone === null;

const partsKey = (connection: string, ticket: string): string => `${connection} ${ticket}`;

/** What anybody who may be told knows, or was to be told, of these tickets. */
async function toldOf({ store, parties }: Run, ids: readonly string[]): Promise<Told> {
  if (ids.length === 0) return { bonds: new Map(), rows: new Map(), parts: new Map() };
  const connections = [...parties.keys()];
  const [bonds, rows, ...parts] = await Promise.all([
    store.bondsOf(ids),
    store.outboxOf(ids),
    ...connections.map((connection) => partsOf(store, connection, ids)),
  ]);
  // A living bond counts before one that is gone.
  const living = bonds.toSorted((a, b) => Number(isAlive(b)) - Number(isAlive(a)));
  return {
    bonds: Map.groupBy(living, ({ ticket }) => ticket),
    rows: Map.groupBy(rows, ({ ticket }) => ticket),
    parts: new Map(parts.flatMap((each) => [...each])),
  };
}

async function partsOf(
  store: Run['store'],
  connection: string,
  ids: readonly string[],
): Promise<ReadonlyMap<string, ReadonlySet<string>>> {
  const [entries, attachments] = await Promise.all([
    store.entryBonds(connection, ids),
    store.attachmentBonds(connection, ids),
  ]);
  const parts = new Map<string, Set<string>>();
  const add = (ticket: string, part: string): void => {
    const key = partsKey(connection, ticket);
    const known = parts.get(key) ?? new Set();
    parts.set(key, known.add(part));
  };
  for (const { ticket, entry } of entries) add(ticket, entry);
  for (const { ticket, attachment } of attachments) add(ticket, attachment);
  return parts;
}
