import { openDoor, type Connector } from '@passerelle/connector';
import { seededRandom, simulatorAdapter, type World } from '@passerelle/connector/testing';
import type { Mapping } from '@passerelle/mapping';
import { memoryFiles, memoryStore, type Connected, type Files, type MirrorRoute, type Store } from '@passerelle/sync';
import { chance, type Chance } from '../chance.js';
import { startTime, type Owner, type SimulatedTime } from '../time.js';
import { kinds, type ToolKind } from './kinds.js';
import { crowded } from './oddities.js';
import { drawRoutes } from './routes.js';
import { startTruth, type Truth } from './truth.js';
import { drawDays, drawMore, drawWeather, type Weather } from './weather.js';
import { openWire, type Wire } from './wire.js';

/** One tool of the story, with the people in it. */
export interface Tool {
  readonly name: string;
  readonly kind: ToolKind;
  readonly world: World;
  readonly wire: Wire;
  readonly mapping: Mapping;
  /** The tool's own interface without any network: what people do in it, and what is true there. */
  readonly hand: Connector;
  /** Milliseconds until others see what people do in it. */
  readonly lag: number;
  /** Milliseconds that its clock is ahead of everybody else's. */
  readonly skew: number;
  /** Sets its clock forth or back by so many milliseconds. */
  step(ms: number): void;
  /** Requests that it allows in any second; null for no limit. */
  readonly perSecond: number | null;
  /** The connector as a process of ours opens it. */
  connect(owner: Owner, random: Chance): Connector;
}

/** Everything that outlives a process: tools, a store, files, and what the people have done. */
export interface Site {
  readonly seed: number;
  readonly time: SimulatedTime;
  readonly people: Owner;
  readonly tools: ReadonlyMap<string, Tool>;
  readonly routes: readonly MirrorRoute[];
  readonly weather: Weather;
  readonly store: Store;
  readonly files: Files;
  readonly truth: Truth;
  readonly lease: number;
  readonly lanes: number;
  readonly batch: number;
  /** Milliseconds between two rounds. */
  readonly interval: number;
  /** A restart on the same host takes its own lease over at once; another host waits until it runs out. */
  readonly sameHost: boolean;
  readonly happened: Record<string, number>;
  /** Processes that are over, and what they changed all the same. */
  readonly over: Set<Owner>;
  readonly after: string[];
  count(what: string): void;
}

export interface SiteWish {
  readonly seed: number;
  readonly traced: boolean;
  /** Kinds of tools; drawn where it is absent. */
  readonly tools?: readonly string[];
  readonly weather?: Partial<Weather>;
  readonly routes?: readonly MirrorRoute[];
  /** An empty one that really works, such as PostgreSQL's; in memory where it is absent. */
  readonly store?: Store;
  /** Processes do not know what the tools allow: for the bug that this is. */
  readonly unpaced?: boolean;
}

const names = ['alpha', 'beta', 'gamma'] as const;
const mixes: readonly (readonly string[])[] = [
  ['toy', 'toy'],
  ['toy', 'toy'],
  ['toy', 'toy', 'toy'],
  ['toy', 'servicenow'],
  ['toy', 'toy', 'servicenow'],
  ['servicenow', 'servicenow'],
  ['glpi', 'toy'],
  ['glpi', 'servicenow'],
  ['glpi', 'servicenow'],
  ['glpi', 'glpi'],
  ['glpi', 'servicenow', 'toy'],
  ['intranet-form', 'toy'],
  ['intranet-form', 'servicenow'],
  ['intranet-form', 'glpi'],
  ['itop', 'toy'],
  ['itop', 'servicenow'],
  ['itop', 'glpi'],
];

export async function drawSite(wish: SiteWish): Promise<Site> {
  const by = chance(wish.seed);
  const time = startTime('2026-01-05T08:00:00Z', wish.traced);
  const own = chance(wish.seed * 8 + 6);
  const weather = { ...drawDays(own, drawMore(chance(wish.seed * 8 + 7), drawWeather(by))), ...wish.weather };
  const happened: Record<string, number> = {};
  const count = (what: string): void => void (happened[what] = (happened[what] ?? 0) + 1);
  const truth = startTruth();
  const over = new Set<Owner>();
  const after: string[] = [];
  const mix = by.pick(mixes);
  const tools = new Map<string, Tool>();
  for (const [index, kind] of (wish.tools ?? mix).entries()) {
    const name = names[index] ?? `tool${index}`;
    tools.set(
      name,
      await openTool({
        name,
        kind,
        by,
        time,
        truth,
        count,
        over,
        after,
        unpaced: wish.unpaced ?? false,
        seed: wish.seed * 8 + index,
      }),
    );
  }
  return {
    seed: wish.seed,
    time,
    people: time.owner('people'),
    tools,
    routes: wish.routes ?? drawRoutes([...tools.keys()], by),
    weather,
    store: wish.store ? outside(time, wish.store) : memoryStore(),
    files: memoryFiles(),
    truth,
    lease: 180_000,
    lanes: 1 + by.below(3),
    batch: by.pick([1, 2, 100]),
    interval: by.pick([2_000, 10_000, 30_000]),
    sameHost: by.happens(0.5),
    happened,
    over,
    after,
    count,
  };
}

function outside(time: SimulatedTime, store: Store): Store {
  const calls = Object.entries(store).map(([name, call]: [string, (...given: unknown[]) => Promise<unknown>]) => [
    name,
    (...given: unknown[]) => time.outside(call(...given)),
  ]);
  return Object.fromEntries(calls) as unknown as Store;
}

interface Opening {
  readonly name: string;
  readonly kind: string;
  readonly by: Chance;
  readonly time: SimulatedTime;
  readonly truth: Truth;
  readonly seed: number;
  readonly count: (what: string) => void;
  readonly over: ReadonlySet<Owner>;
  readonly after: string[];
  readonly unpaced: boolean;
}

async function openTool({
  name,
  kind: called,
  by,
  time,
  truth,
  seed,
  count,
  over,
  after,
  unpaced,
}: Opening): Promise<Tool> {
  const kind = kinds[called];
  if (!kind) throw new Error(`expected one of ${Object.keys(kinds).join(', ')}, came «${called}»`);
  const skew = by.happens(0.5) ? 0 : by.pick([-3_600_000, -61_000, -900, 700, 45_000, 3_600_000]);
  const owner = time.owner(name);
  let ahead = skew;
  const clock = { now: () => new Date(time.now() + ahead), sleep: async () => undefined };
  const { world, lag } = await kind.setup({ clock, random: seededRandom(seed * 2 + 1) }, by);
  const { simulator } = world;
  if (!simulator) throw new Error(`${called}: expected a simulator behind HTTP`);
  const perSecond = by.happens(0.25) ? by.pick([3, 10]) : null;
  const url = `https://${name}.example`;
  const given = { ...(world.config(url) as object), ...kind.config(by) };
  const { definition } = kind.subject;
  const config = definition.config.parse(given);
  const paced = perSecond === null || unpaced ? config : definition.config.parse({ ...given, pace: { perSecond } });
  const base = { connection: name, zone: kind.subject.zone ?? 'Europe/Paris', folder: '/', warn: () => undefined };
  const hand = definition.connect({
    ...base,
    config: definition.config.parse({ ...given, ...kind.hand }),
    clock,
    random: seededRandom(seed * 2),
    door: (to) =>
      openDoor({
        connection: name,
        url: to,
        pace: {},
        clock,
        random: seededRandom(1),
        adapter: simulatorAdapter(simulator),
      }),
  });
  const wire = openWire({
    time,
    by: chance(seed * 2 + 1),
    tool: owner,
    simulator: kind.oddities
      ? crowded(simulator, {
          world,
          tool: name,
          oddities: kind.oddities,
          by: chance(seed * 2 + 6),
          collide: () => wire.weather.collide,
          truth,
          now: () => time.now(),
          count,
        })
      : simulator,
    settled: hand.sink?.settled ?? 0,
    count,
    watch: (process, left) => truth.watch(name, world, process, left),
    leaves: (process, method, to, body) => {
      // Reads are packed into batches, and logging in changes nothing.
      if (over.has(process) && method !== 'GET' && !/batch|login|oauth/u.test(to) && !kind.asks(body))
        after.push(`I9 ${process.name} sent ${method} to ${name} after its end`);
    },
  });
  return {
    name,
    kind,
    world,
    wire,
    mapping: kind.mapping(name),
    hand,
    lag,
    skew,
    step: (ms) => void (ahead = Math.max(skew - 10_000, ahead + ms)),
    perSecond,
    connect: (process, random) =>
      definition.connect({
        ...base,
        config: paced,
        clock: time.clock(process),
        random,
        door: (to, pace) =>
          openDoor({
            connection: name,
            url: to,
            pace,
            clock: time.clock(process),
            random,
            adapter: wire.connect(process),
          }),
      }),
  };
}

/** A connection as one process opened it. */
export function connected(tool: Tool, owner: Owner, random: Chance): Connected {
  return {
    name: tool.name,
    connector: tool.connect(owner, random),
    mapping: tool.mapping,
    mappingDigest: 'm1',
    zone: tool.kind.subject.zone ?? 'Europe/Paris',
  };
}
