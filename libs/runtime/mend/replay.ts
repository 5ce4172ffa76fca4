import type { NativeTicket } from '@passerelle/connector';
import type { Mapping } from '@passerelle/mapping';
import type { Status, Ticket, TicketField } from '@passerelle/ticket';
import {
  digestOf,
  knownOf,
  listen,
  merge,
  rule,
  rulesOf,
  standingOf,
  unmoved,
  type Bond,
  type KeptTicket,
  type Merged,
  type Route,
  type Store,
} from '@passerelle/sync';
import type { RuleSet } from '@passerelle/workflow';
import { retold } from './retell.js';

/** How recorded observations are read again. */
export interface ReplayScene {
  readonly store: Store;
  readonly now: string;
  readonly routes: readonly Route[];
  /** Dictionaries by connection; those of other connections are not read again. */
  readonly dictionaries: ReadonlyMap<string, { readonly mapping: Mapping; readonly digest: string }>;
  /** As they are in force: a line that these would take for new, too, is no change. */
  readonly current: ReadonlyMap<string, { readonly mapping: Mapping; readonly digest: string }>;
  readonly rules: ReadonlyMap<string, RuleSet>;
  /** As they are, where others are tried out: then what they say of news is told again, too, from the first observation on. */
  readonly rulesInForce?: ReadonlyMap<string, RuleSet>;
  readonly signal: AbortSignal;
}

export interface ReplayedTicket {
  readonly ticket: string;
  readonly number: string | null;
  readonly connection: string;
  readonly fields: readonly { readonly field: TicketField; readonly from: unknown; readonly to: unknown }[];
  /** Lines that would be new. */
  readonly entries: number;
  readonly reopens: boolean;
  readonly closes: boolean;
}

export interface Replay {
  readonly tickets: number;
  /** Bonds that nothing was ever heard of. */
  readonly unread: number;
  readonly changed: readonly ReplayedTicket[];
  /** Words that nobody decides in the dictionary that is tried out. */
  readonly stopped: readonly {
    readonly number: string | null;
    readonly connection: string;
    readonly rows: readonly string[];
  }[];
}

const atOnce = 500;
const over: ReadonlySet<Status> = new Set(['resolved', 'closed', 'cancelled']);
const ended: ReadonlySet<Status> = new Set(['closed', 'cancelled']);

/**
 * What would become of every ticket if what its tools last said were read now: through these dictionaries, and under these
 * rules as they stand about how a ticket is and about time; and, where rules are tried out, had they been there when each
 * word was news. Writes nothing.
 */
export async function replay(scene: ReplayScene): Promise<Replay> {
  const { store, dictionaries, signal } = scene;
  const seen = new Set<string>();
  const changed: ReplayedTicket[] = [];
  const stopped: Replay['stopped'][number][] = [];
  let unread = 0;
  for (const connection of dictionaries.keys()) {
    for (let after: string | null = null; ;) {
      signal.throwIfAborted();
      const page: readonly Bond[] = await store.bondsOfConnection(connection, after, atOnce);
      after = page.at(-1)?.native ?? null;
      if (after === null) break;
      const bonds = page.filter(({ tombstone }) => tombstone === null);
      const wholes = await store.tickets([...new Set(bonds.map(({ ticket }) => ticket))]);
      for (const bond of bonds) {
        const whole = wholes.get(bond.ticket);
        if (!whole) continue;
        const again = seen.has(bond.ticket) ? {} : await sinceTheBeginning(scene, whole);
        seen.add(bond.ticket);
        const one = await replayOne(scene, bond, whole, again);
        if (one === null) unread += 1;
        else if ('rows' in one) stopped.push(one);
        else if (one.fields.length + one.entries > 0) changed.push(one);
      }
    }
  }
  return { tickets: seen.size, unread, changed, stopped };
}

async function replayOne(
  scene: ReplayScene,
  bond: Bond,
  whole: KeptTicket,
  again: Partial<Ticket>,
): Promise<ReplayedTicket | Replay['stopped'][number] | null> {
  const { store, routes, now } = scene;
  const { connection, number } = bond;
  const { id } = whole.ticket;
  const [bonds, rows, timers] = await Promise.all([store.bondsOf([id]), store.outboxOf([id]), store.timersOf([id])]);
  const bound = new Set(bonds.filter(({ tombstone }) => tombstone === null).map((one) => one.connection));
  const last = (await store.observations(connection, bond.native)).at(-1);
  let merged: Merged = unmoved(whole);
  let mark = '';
  if (last) {
    const read = await readAgain(scene, bond, whole, JSON.parse(last.said) as NativeTicket);
    if ('rows' in read) return { number: whole.ticket.number ?? number, connection, rows: read.rows };
    if (read.delta) {
      const told = rows.filter((row) => row.connection === connection);
      merged = merge(connection, read.delta, whole, standingOf(routes, connection, bound, told));
      mark = read.delta.digest;
    }
  }
  const rules = rulesOf(scene, bound, merged.whole.ticket);
  if (!last && rules === null) return null;
  const by = mark === '' ? null : connection;
  const after = rules === null ? merged : rule(rules, merged, whole, { by, mark }, timers, now).merged;
  // How it stands counts more than how it came there.
  const stands = changeOf(whole.ticket, after.whole.ticket);
  const told = changeOf(whole.ticket, { ...whole.ticket, ...again });
  const change = stands.fields.length > 0 ? stands : told;
  return { ...change, connection, entries: after.newEntries.length };
}

/** What the rules that are tried out would have made of its story. */
async function sinceTheBeginning(scene: ReplayScene, { ticket }: KeptTicket): Promise<Partial<Ticket>> {
  const { store, routes, dictionaries, current, rules, rulesInForce } = scene;
  if (!rulesInForce) return {};
  const bonds = await store.bondsOf([ticket.id]);
  const everywhere = new Map([...current, ...dictionaries]);
  const inForce = { routes, dictionaries: current, rules: rulesInForce };
  return retold(store, bonds, { routes, dictionaries: everywhere, rules }, inForce);
}

async function readAgain(
  { store, dictionaries, current }: ReplayScene,
  bond: Bond,
  whole: KeptTicket,
  native: NativeTicket,
) {
  const { connection } = bond;
  const dictionary = dictionaries.get(connection);
  if (!dictionary) return { delta: null };
  const { mapping, digest } = dictionary;
  const copies = await Promise.all([
    store.entryBonds(connection, [bond.ticket]),
    store.attachmentBonds(connection, [bond.ticket]),
  ]);
  const names = copies.flat().flatMap(({ native: name }) => (name === null ? [] : [name]));
  const known = knownOf(connection, bond, whole, new Set(names));
  const heard = listen(native, known, mapping, digestOf(native, digest));
  if (heard.kind === 'stopped') {
    const rows = heard.words.map(({ domain, word, decision }) =>
      decision.by === 'nobody' ? `${decision.file}: ${decision.row}` : `${domain} «${word}»`,
    );
    return { rows: [...new Set(rows)] };
  }
  if (heard.kind !== 'delta') return { delta: null };
  const now = current.get(connection);
  const before = now && listen(native, known, now.mapping, digestOf(native, `${digest} in force`));
  const fresh = new Set(before?.kind === 'delta' ? before.delta.entries.map(({ name }) => name) : []);
  const entries = heard.delta.entries.filter(({ name }) => !fresh.has(name));
  return { delta: { ...heard.delta, entries, attachments: [] } };
}

function changeOf(before: Ticket, after: Ticket): Omit<ReplayedTicket, 'connection' | 'entries'> {
  const fields = (Object.keys(after) as (keyof Ticket)[]).filter(
    (field): field is TicketField =>
      field !== 'id' && field !== 'references' && JSON.stringify(before[field]) !== JSON.stringify(after[field]),
  );
  return {
    ticket: before.id,
    number: before.number,
    fields: fields.map((field) => ({ field, from: before[field], to: after[field] })),
    reopens: over.has(before.status) && !over.has(after.status),
    closes: !ended.has(before.status) && ended.has(after.status),
  };
}
