import { type BrokenPiece, type NativeId, type NativeTicket, saidBy, type Told } from '@passerelle/connector';
import { Halt, type Hearing, type Tally } from './flow.js';
import { quotaOf } from './intend.js';
import { takeLeases, type FenceKeeper } from './lease.js';
import type { Bond } from './ports/records.js';
import { keep } from './pull.js';
import { settle } from './settle.js';
import { startCounting } from './tally.js';
import type { Turn } from './turn.js';

/** A ticket of a connection, as people know it. */
export interface Named {
  readonly native: NativeId;
  readonly number: string | null;
  /** Ours. */
  readonly ticket: string;
}

/** Two tickets or more that say that they were made under one key: a request that outlived its sender landed beside its repetition. */
export interface Twins {
  readonly key: string;
  readonly natives: readonly NativeId[];
}

export interface ScanReport {
  readonly tally: Tally;
  /** Tickets that the tool showed. */
  readonly seen: number;
  /** Gone from the tool, and kept as such from now on. */
  readonly vanished: readonly Named[];
  /** Kept as gone, and there again: a human says what they are now. */
  readonly returned: readonly Named[];
  readonly twins: readonly Twins[];
  /** Why nothing was kept as gone although something was not seen; null where nothing stood against it. */
  readonly doubt: Told | null;
}

/** Beyond this many, and this share of all its bonds, it is more likely that we may not see than that somebody deleted. */
const most = { count: 20, share: 0.02 };

/**
 * Reads everything that one connection has, its saved cursor left where it is: what a wrong stamp or a lost page hid is
 * heard, what is there no more is kept as gone once the tool, asked by name, does not know it either. Nobody is told to
 * delete anything, and what is gone is not created again. Holds the names of all its tickets in memory.
 */
export async function scan(turn: Turn): Promise<ScanReport> {
  const { hearing: flow, telling, connection, stream } = turn;
  const source = flow?.spring.connector.source;
  if (!flow || !source) throw new Error(`${connection}: expected a connector that reads tickets`);
  const counter = startCounting(flow.tell);
  const pauses = await flow.store.pauses();
  if (pauses.some(({ scope }) => scope === 'all' || scope === `connection:${connection}`))
    return {
      tally: counter.tally,
      seen: 0,
      vanished: [],
      returned: [],
      twins: [],
      doubt: { fr: `${connection} est en pause`, en: `${connection} is paused` },
    };
  const keeper = await takeLeases(flow, [connection]);
  if (stream.first) stream.since = flow.clock.now().getTime();
  try {
    if (telling) await settle(telling, keeper, counter, stream);
    const seen = new Set<NativeId>();
    const made = new Map<string, Set<NativeId>>();
    const broken: BrokenPiece[] = [];
    for await (const page of source.pull(null, flow.signal)) {
      flow.signal.throwIfAborted();
      await keep(flow, keeper, quotaOf(null), counter, page, null);
      broken.push(...page.broken);
      for (const { id, createdBy, class: is } of page.items) {
        seen.add(id);
        if (createdBy && flow.spring.mapping.standsAlone(is))
          made.set(createdBy, (made.get(createdBy) ?? new Set()).add(id));
      }
    }
    const missing = await missingOf(flow, seen, broken);
    const { gone, doubt } = await confirm(flow, keeper, missing);
    return {
      tally: counter.tally,
      seen: seen.size,
      vanished: gone.map(named),
      returned: missing.returned.map(named),
      twins: await twinsIn(flow, made),
      doubt,
    };
  } catch (error) {
    if (flow.signal.aborted && !(error instanceof Halt && error.why === 'visibility'))
      throw new Halt(
        'aborted',
        {
          fr: 'arrêté à la demande ; la prochaine lecture complète recommence du début',
          en: 'stopped on request; the next scan begins anew',
        },
        error,
      );
    throw error;
  } finally {
    await keeper.release().catch((error: unknown) => flow.tell({ kind: 'trouble', message: saidBy(error) }));
  }
}

interface Missing {
  readonly candidates: readonly Bond[];
  readonly returned: readonly Bond[];
  /** Living bonds in all. */
  readonly living: number;
  readonly doubt: Told | null;
}

/** A piece that could not be read may be any ticket, unless it shows its number. */
async function missingOf(flow: Hearing, seen: ReadonlySet<NativeId>, broken: readonly BrokenPiece[]): Promise<Missing> {
  const unreadable = new Set(broken.map(({ number }) => number));
  const candidates: Bond[] = [];
  const returned: Bond[] = [];
  let living = 0;
  for (let after: NativeId | null = null; ;) {
    const bonds: readonly Bond[] = await flow.store.bondsOfConnection(flow.spring.connection, after, 5_000);
    if (bonds.length === 0) break;
    after = bonds.at(-1)?.native ?? null;
    for (const bond of bonds) {
      if (bond.tombstone === null) living += 1;
      if (bond.tombstone === 'vanished' && seen.has(bond.native)) returned.push(bond);
      if (bond.tombstone !== null || seen.has(bond.native)) continue;
      if (bond.number === null || !unreadable.has(bond.number)) candidates.push(bond);
    }
  }
  return { candidates, returned, living, doubt: unreadable.has(null) ? perhapsUnread : null };
}

const perhapsUnread: Told = {
  fr: 'des éléments illisibles sont peut-être ce qui manque',
  en: 'pieces that could not be read may be what is missing',
};

/** Asks by name for what was not seen: only what the tool does not know either way is gone. */
async function confirm(
  flow: Hearing,
  keeper: FenceKeeper,
  { candidates, living, doubt }: Missing,
): Promise<{ readonly gone: readonly Bond[]; readonly doubt: Told | null }> {
  if (candidates.length === 0) return { gone: [], doubt: null };
  if (doubt !== null) return { gone: [], doubt };
  const { connection } = flow.spring;
  const there = await alive(
    flow,
    candidates.map(({ native }) => native),
  );
  const dead = candidates.filter(({ native }) => !there.has(native));
  if (dead.length > most.count && dead.length > living * most.share)
    return {
      gone: [],
      doubt: {
        fr: `${dead.length} tickets sur ${living} ne sont plus visibles : vérifiez les droits du compte et les filtres de ${connection}`,
        en: `${dead.length} of ${living} tickets are not to be seen any more: check the rights of the account and the filters of ${connection}`,
      },
    };
  // What is under way there is settled by its mark first, whatever became of its ticket.
  const rows = await flow.store.outboxOf(dead.map(({ ticket }) => ticket));
  const busy = new Set(
    rows.flatMap((row) => (row.connection === connection && row.state === 'in_flight' ? [row.ticket] : [])),
  );
  await keeper.hold();
  const now = await flow.store.bonds(
    connection,
    dead.map(({ native }) => native),
  );
  const gone = [...now.values()].filter((bond) => bond.tombstone === null && !busy.has(bond.ticket));
  await flow.store.commit({ bonds: gone.map((bond) => ({ ...bond, tombstone: 'vanished' })) }, keeper.fences);
  return { gone, doubt: null };
}

async function twinsIn(flow: Hearing, made: ReadonlyMap<string, ReadonlySet<NativeId>>): Promise<readonly Twins[]> {
  const several = [...made].filter(([, natives]) => natives.size > 1);
  const there = await alive(
    flow,
    several.flatMap(([, natives]) => [...natives]),
  );
  return several
    .map(([key, natives]) => ({
      key,
      natives: [...natives].filter((native) => there.get(native)?.createdBy === key).sort(),
    }))
    .filter(({ natives }) => natives.length > 1);
}

/** Those of them that the tool knows by name. */
async function alive(flow: Hearing, natives: readonly NativeId[]): Promise<ReadonlyMap<NativeId, NativeTicket>> {
  const found = new Map<NativeId, NativeTicket>();
  if (natives.length === 0) return found;
  for await (const native of flow.spring.connector.source?.read(natives, flow.signal) ?? [])
    found.set(native.id, native);
  return found;
}

function named({ native, number, ticket }: Bond): Named {
  return { native, number, ticket };
}
