import { memoryFiles, memoryStore, type Files, type MigrateRoute, type Store } from '@passerelle/sync';
import { drawWeather, type Chance, type Weather } from './chance.js';
import type { Statuses } from './dictionary.js';
import { helpDesk, type HelpDesk } from './help-desk.js';
import { target, type Target } from './target.js';
import type { Line } from './target-connector.js';
import { startTime, type Owner, type SimulatedTime } from './time.js';
import type { Status } from '@passerelle/ticket';

/** Everything that outlives a process: two tools, a store, files, and what people have decided. */
export interface World {
  readonly time: SimulatedTime;
  readonly people: Owner;
  readonly toolOwner: Owner;
  readonly desk: HelpDesk;
  readonly tool: Target;
  readonly line: Line;
  readonly weather: Weather;
  readonly store: Store;
  readonly files: Files;
  route: MigrateRoute;
  statuses: Statuses;
  undecided: readonly Status[];
  passwordWrong: boolean;
  /** A restart on the same host takes its own lease over at once; another host waits until it runs out. */
  readonly sameHost: boolean;
  readonly lease: number;
  readonly lanes: number;
  readonly batch: number;
  /** Somebody there cannot decide: two tickets go to and fro, each time the very same. */
  readonly fickle: boolean;
  /** Tickets that somebody opened in the target before, by the number that they carry. */
  readonly there: Map<string, number>;
}

const someStatuses: Statuses = {
  Interdit: null,
  Nouveau: 'new',
  'En cours': 'in_progress',
  'En attente': 'pending',
  Résolu: 'resolved',
  Clos: 'closed',
};

export const plainRoute: MigrateRoute = {
  name: 'source-vers-target',
  from: 'source',
  to: 'target',
  mode: 'migrate',
  only: {},
  as: {},
  adopt: true,
  language: 'fr',
  zone: 'Europe/Paris',
  brake: { mails: 0, removals: 0 },
  choices: {
    unknownPeople: 'text',
    ambiguousPeople: 'text',
    nameAlone: 'link',
    inactivePeople: 'link',
    missingGroup: null,
    internalFiles: 'leave',
  },
};

/** Texts that must never be readable carry this word. */
export const isSecret = (text: string): boolean => text.includes('(interne)');

export function drawWorld(by: Chance, traced: boolean, fixed: Partial<Weather> = {}): World {
  const time = startTime('2026-01-05T08:00:00Z', traced);
  const toolOwner = time.owner('target');
  const weather = { ...drawWeather(by), ...fixed };
  const attachments = by.pick(['public', 'internal'] as const);
  const world: World = {
    time,
    people: time.owner('people'),
    toolOwner,
    desk: helpDesk(time, by, by.happens(0.6)),
    tool: target(() => time.now(), by.happens(0.6), attachments === 'public', by.happens(0.5), isSecret),
    weather,
    line: {
      weather,
      settled: by.pick([5_000, 60_000]),
      passwordWrong: () => world.passwordWrong,
      bundles: by.happens(0.4),
      width: 1 + by.below(3),
      slowness: by.pick([1, 1, 1, 25]),
      attachments,
      underWay: new Map(),
    },
    store: memoryStore(),
    files: memoryFiles(),
    route: {
      ...plainRoute,
      only: by.happens(0.3) ? { status: ['new', 'in_progress', 'pending'] } : {},
      adopt: by.happens(0.8),
      choices: { ...plainRoute.choices, internalFiles: by.pick(['leave', 'refuse'] as const) },
    },
    statuses: by.happens(0.5) ? someStatuses : { ...someStatuses, Bizarre: 'in_progress' },
    undecided: by.happens(0.2) ? ['pending'] : [],
    passwordWrong: false,
    sameHost: by.happens(0.5),
    lease: by.pick([10_000, 30_000]),
    lanes: 1 + by.below(3),
    batch: 1 + by.below(4),
    fickle: by.happens(0.12),
    there: new Map(),
  };
  world.tool.heard = (what) => time.log(toolOwner, what);
  return world;
}
