import type { Connector, NativeId } from '@passerelle/connector';
import {
  FencedOut,
  Halt,
  openMirror,
  scan,
  syncOnce,
  takeTurn,
  type MirrorGround,
  type Mirror,
  type Store,
  type Tally,
  type TurnReport,
  type TurnWish,
  type Went,
} from '@passerelle/sync';
import { Fault } from '@passerelle/connector';
import type { Chance } from '../chance.js';
import type { Owner } from '../time.js';
import { connected, type Site } from './site.js';

/** Spoils a mirror before it opens: how a bug is planted. */
export type Sabotage = (ground: MirrorGround, site: Site) => MirrorGround;

export interface Host {
  readonly owner: Owner;
  readonly signal: AbortSignal;
  /** Every connection takes its turn until nothing is left to do now. Throws what nobody may throw. */
  round(patience: number): Promise<readonly Went[]>;
  /** Every connection is read whole. */
  scan(): Promise<readonly Went[]>;
  readonly tallies: Tally[];
}

export interface Launch {
  readonly name: string;
  /** Who it is to the leases. */
  readonly holder: string;
  readonly by: Chance;
  readonly spoil: Sabotage;
  readonly stop: AbortController;
  /** All connections in one synchronisation, or each at its own time. */
  readonly together: boolean;
}

/** One process of ours, from its start. */
export function startHost(site: Site, { name, holder, by, spoil, stop, together }: Launch): Host {
  const owner = site.time.owner(name);
  const { signal } = stop;
  const store = slowStore(site, owner, by);
  const clock = site.time.clock(owner);
  const connections = [...site.tools.values()].map((tool) => {
    const open = connected(tool, owner, by);
    return [tool.name, { ...open, connector: noticed(site, owner, tool.name, open.connector) }] as const;
  });
  const ground: MirrorGround = spoil(
    {
      connected: new Map(connections),
      routes: site.routes,
      store,
      files: site.files,
      clock,
      random: by,
      run: name,
      holder,
      signal,
      limits: { lanes: site.lanes, batch: site.batch, lease: site.lease },
      tell: (event) => {
        if (event.kind !== 'tally')
          site.time.log(owner, event.kind === 'waiting' ? `waits until ${event.until}` : event.message.en);
      },
    },
    site,
  );
  let mirror: Mirror | null = null;
  let rounds = 0;
  const tallies: Tally[] = [];
  /** Each connection at its own time, and now and then twice: it was told once too often that something changed. */
  const apart = (open: Mirror, wish: TurnWish): Promise<readonly Went[]> =>
    Promise.all(
      open.connections.map(async (connection): Promise<Went> => {
        const reports: TurnReport[] = [];
        await site.time.sleep(owner, by.below(site.interval));
        for (let left = by.happens(site.weather.wake) ? 3 : 1; left > 0; left -= 1) {
          try {
            reports.push(await takeTurn(await open.turn(connection, name), wish));
          } catch (error) {
            return { connection, reports, error };
          }
        }
        return { connection, reports, error: null };
      }),
    );
  const scanOne = async (open: Mirror, connection: string): Promise<Went> => {
    try {
      const { vanished, doubt } = await scan(await open.turn(connection, name));
      if (doubt !== null) site.count('doubted');
      for (const { native } of vanished) {
        site.time.log(owner, `${connection}: ${native} is gone`);
        site.count('vanished');
        if ((await site.tools.get(connection)?.world.look(native)) !== null)
          site.after.push(`I11 ${native} is believed to be gone from ${connection}, and is there`);
      }
      return { connection, reports: [], error: null };
    } catch (error) {
      return { connection, reports: [], error };
    }
  };
  const scanAll = async (open: Mirror): Promise<readonly Went[]> => {
    const went: Went[] = [];
    for (const connection of open.connections) went.push(await scanOne(open, connection));
    return went;
  };
  return {
    owner,
    signal,
    tallies,
    scan: () => scanAll((mirror ??= openMirror(ground))),
    async round(patience) {
      mirror ??= openMirror(ground);
      const wish = { pull: true, backlog: rounds++ % 4 === 0 };
      let went = together
        ? await syncOnce(mirror, { store: ground.store, clock, signal, run: name, wish, patience })
        : await apart(mirror, wish);
      if (site.weather.scan > 0 && by.happens(site.weather.scan))
        went = [...went, await scanOne(mirror, by.pick(mirror.connections))];
      for (const { connection, error, reports } of went) {
        for (const { tally } of reports) tallies.push(tally);
        if (error !== null)
          site.time.log(
            owner,
            `${connection}: ${error instanceof Error ? `${error.name} ${error.message}` : 'no error'}`,
          );
      }
      return went;
    },
  };
}

/** What kind of stop it was, by its name; null for one that nobody expects. */
export function reasonOf(error: unknown): string | null {
  if (error instanceof Halt) return error.why === 'visibility' ? null : error.why;
  if (error instanceof FencedOut) return 'fenced';
  if (error instanceof Fault)
    return error.kind === 'unavailable' || error.kind === 'rate-limited' || error.kind === 'malformed'
      ? error.kind
      : null;
  return null;
}

/** The truth is told when a process looks at tickets by name, as it does before it writes. */
function noticed(site: Site, owner: Owner, tool: string, connector: Connector): Connector {
  const { source } = connector;
  if (!source) return connector;
  const read = (ids: readonly NativeId[], signal?: AbortSignal) => {
    site.truth.reads(owner, tool, ids, site.time.now());
    return source.read(ids, signal);
  };
  return { ...connector, source: { ...source, read } };
}

/** Every call takes a moment before and, where it keeps something, one after: a process may die at either. */
function slowStore({ time, store, over, after }: Site, owner: Owner, by: Chance): Store {
  const slow = Object.entries(store).map(([name, call]: [string, (...given: unknown[]) => Promise<unknown>]) => [
    name,
    async (...given: unknown[]): Promise<unknown> => {
      await time.sleep(owner, by.below(3));
      const found = await call(...given);
      if (name === 'commit') {
        if (over.has(owner)) after.push(`I9 ${owner.name} kept something after its end`);
        time.log(owner, `commit ${Object.keys(given[0] as object).join(' ')}`);
        await time.sleep(owner, by.below(3));
      }
      return found;
    },
  ]);
  return Object.fromEntries(slow) as unknown as Store;
}
