import type { Store } from '@passerelle/sync';
import type { Configuration } from '../configuration/settings.js';
import type { Alert, Found } from './alert.js';
import { expiring } from './expiry.js';
import { failing, silentFor, type Fare } from './fare.js';
import { KeptWords } from './words-drift.js';

/** Rows of which the oldest is looked for. */
const most = 1_000;

/** For how long a change of a tool's words is told. */
const told = 7 * 86_400_000;

/** How connections of mirrors, and routes that migrate, fare here. */
export interface Fares {
  readonly connections: ReadonlyMap<string, Fare>;
  readonly routes: ReadonlyMap<string, Fare>;
}

/** Everything that a human should know of now: connections in their order, then routes. */
export async function findAlerts(
  { configuration, store }: { readonly configuration: Configuration; readonly store: Store },
  { connections, routes }: Fares,
  now: string,
): Promise<readonly Alert[]> {
  const { silent } = configuration.alerts;
  const whose = (connection: string, name: string, found: readonly Found[]): readonly Alert[] =>
    found.map((alert) => {
      const owner = configuration.connections.get(connection)?.owner ?? null;
      return { connection, owner, ...alert, cause: `${alert.kind}:${name}` };
    });
  const migrated = new Set(
    configuration.routes.flatMap((route) =>
      route.mode === 'migrate' && routes.has(route.name) ? [route.from, route.to] : [],
    ),
  );
  const ofConnections = [...configuration.connections.values()].map(async (settings) => {
    const { name } = settings;
    const fare = connections.get(name);
    const turns = fare ? [...failing(name, fare), ...silentFor('silent', fare, settings, silent, now)] : [];
    const waits = fare || migrated.has(name) ? await waiting(store, name, now) : [];
    return whose(name, name, [...turns, ...expiring(settings, now), ...waits]);
  });
  const ofRoutes = configuration.routes.map((route) => {
    const fare = route.mode === 'migrate' ? routes.get(route.name) : undefined;
    if (!fare || route.mode !== 'migrate') return [];
    const settings = configuration.connections.get(route.from);
    const found = [...failing(route.name, fare), ...silentFor('missed', fare, settings, silent, now)];
    return whose(route.from, route.name, found);
  });
  return [...(await Promise.all(ofConnections)).flat(), ...ofRoutes.flat()];
}

async function waiting(store: Store, connection: string, now: string): Promise<readonly Found[]> {
  const [dead, stopped, scan, looked] = await Promise.all([
    store.inState(connection, 'dead', most),
    store.quarantined(connection),
    store.run(`scan:${connection}`),
    store.run(`words:${connection}`),
  ]);
  const { changes, at: changed } = KeptWords.partial().parse(looked?.report ?? {});
  const words = stopped.filter(({ reason }) => reason === 'unknown-word');
  const others = stopped.filter(({ reason }) => reason !== 'unknown-word');
  const oldest = (times: readonly (string | null)[]): string => times.filter((at) => at !== null).sort()[0] ?? now;
  const kept = (name: string): number => listed(scan?.report[name]);
  const drift = kept('vanished') + kept('twins') + kept('returned');
  const doubt = scan?.report['doubt'];
  const at = scan?.ended ?? now;
  const all: readonly (readonly [there: boolean, found: Found])[] = [
    [
      typeof changed === 'string' && Date.parse(now) - Date.parse(changed) < told,
      {
        kind: 'vocabulary',
        since: changed ?? now,
        count: changes?.length ?? 0,
        detail: (changes ?? []).join('; '),
        advice: 'see whether the mapping still says what is meant, then «passerelle check»',
      },
    ],
    [
      words.length > 0,
      {
        kind: 'words',
        since: oldest(words.map((one) => one.at)),
        count: words.length,
        detail: `${words.length} tickets wait for a row of the mapping`,
        advice: 'see «passerelle quarantine» for the rows to add',
      },
    ],
    [
      others.length > 0,
      {
        kind: 'quarantine',
        since: oldest(others.map((one) => one.at)),
        count: others.length,
        detail: `${others.length} tickets wait in quarantine`,
        advice: 'see «passerelle quarantine»',
      },
    ],
    [
      dead.length > 0,
      {
        kind: 'dead',
        since: oldest(dead.map(({ since }) => since)),
        count: dead.length,
        detail: `${dead.length}${dead.length === most ? ' or more' : ''} dead letters`,
        advice: 'see «passerelle dead»',
      },
    ],
    [
      drift > 0 || typeof doubt === 'string',
      {
        kind: 'scan',
        since: at,
        count: Math.max(drift, 1),
        detail:
          typeof doubt === 'string'
            ? doubt
            : `${kept('vanished')} vanished, ${kept('returned')} returned, ${kept('twins')} twins`,
        advice: `see the run scan:${connection}`,
      },
    ],
  ];
  return all.flatMap(([there, found]) => (there ? [found] : []));
}

function listed(value: unknown): number {
  return Array.isArray(value) ? value.length : 0;
}
