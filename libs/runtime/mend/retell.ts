import type { NativeTicket } from '@passerelle/connector';
import type { Mapping, Resolver } from '@passerelle/mapping';
import type { Ticket, TicketField } from '@passerelle/ticket';
import {
  digestOf,
  knownOf,
  listen,
  merge,
  rule,
  rulesOf,
  stable,
  standingOf,
  unmoved,
  type Bond,
  type KeptTicket,
  type Merged,
  type Observation,
  type Route,
  type Store,
} from '@passerelle/sync';
import type { RuleSet, Timer } from '@passerelle/workflow';

/** How the story of a ticket is told again. */
export interface Telling {
  readonly routes: readonly Route[];
  readonly dictionaries: ReadonlyMap<string, { readonly mapping: Mapping; readonly digest: string }>;
  readonly rules: ReadonlyMap<string, RuleSet>;
}

interface Told {
  readonly telling: Telling;
  whole: KeptTicket | null;
  timers: readonly Timer[];
  readonly bonds: Map<string, Bond>;
}

/**
 * Fields that would have become otherwise, had what is tried out been in force from the first observation on: rules that
 * speak of news (a refused solution, a line of the requester) say nothing of how a ticket stands. Both tellings leave out what
 * no observation holds (our own desk, decided conflicts), so only where they differ is it due to what is tried out.
 */
export async function retold(
  store: Store,
  bonds: readonly Bond[],
  tried: Telling,
  inForce: Telling,
): Promise<Partial<Ticket>> {
  const said = (await Promise.all(bonds.map(({ connection, native }) => store.observations(connection, native))))
    .flat()
    .toSorted((one, other) => (one.heard < other.heard ? -1 : Number(one.heard > other.heard)));
  if (said.length === 0) return {};
  const copies = await copiesOf(store, bonds);
  const [then, now]: [Told, Told] = [begin(tried), begin(inForce)];
  for (const one of said) {
    const bond = bonds.find(({ connection, native }) => connection === one.connection && native === one.native);
    if (!bond) continue;
    // What a tool says because we told it so is no word of its own in the other story either.
    const echo = now.whole?.ticket ?? null;
    for (const told of [now, then]) tell(told, one, bonds, bond, copies.get(one.connection), echo);
  }
  if (!then.whole || !now.whole) return {};
  const [other, ours] = [then.whole.ticket, now.whole.ticket];
  const fields = (Object.keys(other) as (keyof Ticket)[]).filter(
    (field): field is TicketField =>
      field !== 'id' && field !== 'references' && stable(other[field]) !== stable(ours[field]),
  );
  return Object.fromEntries(fields.map((field) => [field, other[field]]));
}

/** Names of the lines and files that we ourselves wrote, by connection. */
async function copiesOf(store: Store, bonds: readonly Bond[]): Promise<ReadonlyMap<string, ReadonlySet<string>>> {
  const whole = await store.tickets(bonds.map(({ ticket }) => ticket));
  const parts = [...whole.values()].flatMap(({ entries, attachments }) => [...entries, ...attachments]);
  const native = new Map(parts.map(({ id, origin }) => [id, origin.connection]));
  const found = await Promise.all(
    bonds.map(async ({ connection, ticket }) => {
      const entries = await store.entryBonds(connection, [ticket]);
      const files = await store.attachmentBonds(connection, [ticket]);
      const named = [
        ...entries.map(({ entry, native: name }) => ({ part: entry, name })),
        ...files.map(({ attachment, native: name }) => ({ part: attachment, name })),
      ];
      const ours = named.flatMap(({ part, name }) => (name !== null && native.get(part) !== connection ? [name] : []));
      return [connection, new Set(ours)] as const;
    }),
  );
  return new Map(found);
}

/** One observation. Words that are not decided, in what is tried out, leave the ticket as it was: replay names them. */
function tell(
  told: Told,
  { connection, said, heard: at }: Observation,
  bonds: readonly Bond[],
  bond: Bond,
  copies: ReadonlySet<string> | undefined,
  echo: Ticket | null,
): void {
  const { telling } = told;
  const dictionary = telling.dictionaries.get(connection);
  if (!dictionary) return;
  const bound = new Set(bonds.filter(({ tombstone }) => tombstone === null).map((one) => one.connection));
  const { whole } = told;
  if (whole && told.timers.some(({ due, state }) => state === 'running' && due <= at))
    obey(told, bound, unmoved(whole), { by: null, mark: '' }, at);
  const ticket = JSON.parse(said) as NativeTicket;
  const known = knownOf(connection, told.bonds.get(connection) ?? unheard(bond), told.whole, copies);
  const heard = listen(ticket, known, dictionary.mapping, digestOf(ticket, dictionary.digest));
  if (heard.kind !== 'delta') return;
  const { delta } = heard;
  told.bonds.set(connection, { ...bond, shadow: { digest: delta.digest, fields: ticket.fields, lines: delta.lines } });
  const own = Object.entries(delta.said).filter(
    ([field]) =>
      echo === null || !dictionary.mapping.says(ticket.fields, ticket.class, field as TicketField, echo, words),
  );
  const news = { ...delta, said: Object.fromEntries(own) };
  const merged = merge(connection, news, told.whole, standingOf(telling.routes, connection, bound, []));
  obey(told, bound, merged, { by: connection, mark: delta.digest }, at);
}

/** Of words only: who stands behind a name is the same in both stories. */
const words: Resolver = {
  person: () => null,
  group: () => null,
  asset: () => null,
  maxLength: () => null,
  language: 'fr',
  zone: 'UTC',
};

/** A copy that we made says nothing new by what it shows at first. */
function unheard(bond: Bond): Bond {
  return { ...bond, shadow: bond.origin === 'created' ? { digest: 'written', fields: {} } : null };
}

function begin(telling: Telling): Told {
  return { telling, whole: null, timers: [], bonds: new Map() };
}

function obey(
  told: Told,
  bound: ReadonlySet<string>,
  merged: Merged,
  said: { readonly by: string | null; readonly mark: string },
  now: string,
): void {
  const rules = rulesOf(told.telling, bound, merged.whole.ticket);
  const ruled = rules === null ? null : rule(rules, merged, told.whole, said, told.timers, now);
  const { set = [], cancel = [] } = ruled?.timers ?? {};
  const stopped = new Set([...cancel, ...set.map(({ id }) => id)]);
  told.timers = [...told.timers.filter(({ id }) => !stopped.has(id)), ...set];
  told.whole = { ...(ruled?.merged ?? merged).whole, revision: (told.whole?.revision ?? 0) + 1 };
}
