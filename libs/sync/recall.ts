import type { NativeFields, NativeId, NativeTicket } from '@passerelle/connector';
import type { Entry, TicketFields } from '@passerelle/ticket';
import type { Timer } from '@passerelle/workflow';
import { alone, type Standing } from './conflict.js';
import type { OwnLines } from './copies.js';
import type { Hearing } from './flow.js';
import { knownOf, type Known } from './listen.js';
import type { Bond, EntryBond, KeptTicket, OutboxRow } from './ports/records.js';
import { draftEntry, termsOf } from './render.js';
import { creationsWithout } from './unmarked.js';
import { stable } from './identity.js';
import { isSame } from './same.js';
import { standingOf } from './ways.js';

/** What the store knows of the tickets of one page, before they are listened to. */
export interface Memory {
  bond(native: NativeTicket): Bond | null;
  whole(native: NativeTicket): KeptTicket | null;
  known(native: NativeTicket): Known;
  standing(native: NativeTicket): Standing;
  /** What its lines are called there. */
  copies(native: NativeTicket): readonly EntryBond[];
  own(native: NativeTicket): OwnLines;
  /** Where the ticket lives, the connection that is heard among them. */
  bound(native: NativeTicket): ReadonlySet<string>;
  /** Clocks that rules run on it. */
  timers(native: NativeTicket): readonly Timer[];
  /** Tickets that somebody paused. */
  readonly paused: ReadonlySet<string>;
  /** What is in flight to the connection that is heard, by ticket. */
  readonly inFlight: ReadonlySet<string>;
  /** Of tickets that we made ourselves and that no bond knows: what made them. */
  readonly makers: ReadonlyMap<string, OutboxRow>;
  /** Whether it may be a creation of ours of which nobody knows yet that it landed, although it bears no mark. */
  readonly perhapsOurs: (native: NativeTicket) => boolean;
}

/**
 * A ticket with something in flight is not compared: whatever it says may be our own word, or its absence (law 3). Nor is
 * one that somebody paused, nor one that carries our mark and that no bond knows: its creation is still to be settled, or its ledger was lost and the
 * ticket that it is a copy of is heard elsewhere. Where nothing is ever written, such a mark is somebody else's.
 */
export function mustWait({ own, spring }: Hearing, memory: Memory, native: NativeTicket): boolean {
  const bond = memory.bond(native);
  if (bond) return memory.inFlight.has(bond.ticket) || memory.paused.has(bond.ticket);
  const { createdBy } = native;
  if (memory.perhapsOurs(native)) return true;
  if (typeof createdBy !== 'string' || !spring.mapping.standsAlone(native.class)) return false;
  return own !== undefined || memory.makers.has(createdBy);
}

export async function recall(
  flow: Hearing,
  natives: readonly NativeTicket[],
  bonds: ReadonlyMap<NativeId, Bond>,
): Promise<Memory> {
  const { store, spring } = flow;
  const { connection } = spring;
  const ids = [...new Set(natives.flatMap(({ id }) => bonds.get(id)?.ticket ?? []))];
  const keys = natives.flatMap(({ id, createdBy }) => (createdBy && !bonds.has(id) ? [createdBy] : []));
  // Of a first reading nothing is known yet, and nobody needs to be asked.
  // Tickets first: what is kept of one after this makes the commit be overtaken, so nothing below can be older than its ticket.
  const wholes = ids.length === 0 ? new Map<string, KeptTicket>() : await store.tickets(ids);
  const [all, rows, copies, makers, timers, pauses] = await Promise.all([
    ids.length === 0 ? [] : store.bondsOf(ids),
    ids.length === 0 ? [] : store.outboxOf(ids),
    ids.length === 0 ? [] : store.entryBonds(connection, ids),
    keys.length === 0 ? new Map<string, OutboxRow>() : store.intents(keys),
    ids.length === 0 || !flow.rules ? [] : store.timersOf(ids),
    ids.length === 0 ? [] : store.pauses(),
  ]);
  const perhapsOurs = await creationsWithout(flow, natives, bonds);
  const files = ids.length === 0 ? [] : await store.attachmentBonds(connection, ids);
  const attached = Map.groupBy(files, ({ ticket }) => ticket);
  // Who was listened to, as it was before looking at what waits there: what waits was kept by then.
  const listened = flow.pulled && new Set(flow.pulled);
  const behind = await waitingElsewhere(flow);
  const living = Map.groupBy(
    all.filter(({ tombstone }) => tombstone === null),
    ({ ticket }) => ticket,
  );
  const told = Map.groupBy(
    rows.filter((row) => row.connection === connection),
    ({ ticket }) => ticket,
  );
  const running = Map.groupBy(timers, ({ ticket }) => ticket);
  const copiedLines = Map.groupBy(copies, ({ ticket }) => ticket);
  const bond = ({ id }: NativeTicket): Bond | null => bonds.get(id) ?? null;
  const of = <T>(groups: ReadonlyMap<string, T[]>, native: NativeTicket): readonly T[] =>
    groups.get(bond(native)?.ticket ?? '') ?? [];
  const whole = (native: NativeTicket): KeptTicket | null => wholes.get(bond(native)?.ticket ?? '') ?? null;
  return {
    bond,
    whole,
    known: (native) => {
      const copied = [...of(copiedLines, native), ...of(attached, native)];
      const names = copied.flatMap(({ native: name }) => (name === null ? [] : [name]));
      const { sink } = spring.connector;
      return {
        ...knownOf(connection, bond(native), whole(native), new Set(names)),
        perhaps: of(told, native).flatMap(perhapsWritten),
        same: (field, a, b) => isSame(sink, native.class, field, a, b),
      };
    },
    copies: (native) => of(copiedLines, native),
    standing: (native) => {
      if (!bonds.has(native.id)) return alone;
      const bound = new Set(of(living, native).map((one) => one.connection));
      return {
        ...standingOf(flow.routes, connection, bound, of(told, native)),
        knew: knewOf(spring.mapping, bonds.get(native.id) ?? null),
      };
    },
    bound: (native) => new Set([connection, ...of(living, native).map((one) => one.connection)]),
    timers: (native) => of(running, native),
    paused: new Set(
      pauses.flatMap(({ scope }) => (scope.startsWith('ticket:') ? [scope.slice('ticket:'.length)] : [])),
    ),
    own: (native) => ({
      ...ownLines(flow, whole(native), of(copiedLines, native), of(told, native)),
      isHeard: (named) =>
        isHeard({ ...flow, ...(listened && { pulled: listened }) }, named, of(living, native), behind),
    }),
    inFlight: new Set(
      rows.flatMap((row) => (row.connection === connection && row.state === 'in_flight' ? [row.ticket] : [])),
    ),
    makers,
    perhapsOurs,
  };
}

/** Read once, and only where somebody asks. */
function knewOf(mapping: Hearing['spring']['mapping'], bond: Bond | null): NonNullable<Standing['knew']> {
  let said: Partial<TicketFields> | null = null;
  return (field, value) => {
    if (!bond?.shadow) return false;
    said ??= mapping.read({
      id: bond.native,
      class: bond.class,
      number: bond.number,
      version: bond.version ?? '',
      changedAt: null,
      url: bond.url,
      fields: bond.shadow.fields,
      entries: [],
      attachments: [],
    }).said;
    return stable(said[field]) === stable(value);
  };
}

/** The fields of attempts that nobody can tell the fate of: they wait for a human. */
function perhapsWritten({ act, state, attempts }: OutboxRow): readonly NativeFields[] {
  if (state !== 'dead' || act.kind !== 'update') return [];
  return attempts.flatMap(({ command }) => {
    const { fields } = JSON.parse(command) as { readonly fields?: NativeFields };
    return fields ? [fields] : [];
  });
}

/** Other connections of which tickets wait to be read again. */
async function waitingElsewhere({ store, spring, parties, pulled }: Hearing): Promise<ReadonlySet<string>> {
  if (!pulled) return new Set();
  const others = [...parties.keys()].filter((connection) => connection !== spring.connection);
  const waiting = await Promise.all(
    others.map(async (connection) => ((await store.postponed(connection)).length > 0 ? [connection] : [])),
  );
  return new Set(waiting.flat());
}

/**
 * Whether nothing that this connection says of a ticket can still be unknown: it is no source of ours, or it was listened to
 * and knows the ticket, or nothing of it waits for its ledger.
 */
function isHeard(
  { spring, parties, pulled }: Hearing,
  named: string,
  living: readonly Bond[],
  behind: ReadonlySet<string>,
): boolean {
  if (named === spring.connection || !parties.get(named)?.connector.source || !pulled) return true;
  if (!pulled.has(named)) return false;
  const bond = living.find(({ connection }) => connection === named);
  // What is left of a ticket that was heard in part are lines that claim to be others': none of them is its own.
  return bond?.shadow ? bond.shadow.digest.includes('.') || bond.shadow.digest === 'partial' : !behind.has(named);
}

function ownLines(
  flow: Hearing,
  whole: KeptTicket | null,
  copies: readonly EntryBond[],
  rows: readonly OutboxRow[],
): Omit<OwnLines, 'isHeard'> {
  const mouth = flow.own;
  const appends = new Map(rows.flatMap((row) => (row.act.kind === 'append' ? [[row.act.entry, row] as const] : [])));
  return {
    bonded: new Map(copies.map(({ entry, native }) => [entry, native])),
    appends,
    drafts: (entry: Entry) => {
      const row = appends.get(entry.id);
      const terms = row ? termsOf(flow, row) : null;
      if (!mouth || !whole || !terms) return [];
      const draft = draftEntry({ route: terms, mouth, whole }, entry);
      return draft ? [draft.text] : [];
    },
  };
}
