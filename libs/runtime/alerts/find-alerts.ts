import type { Store } from '@passerelle/sync';
import type { Configuration } from '../configuration/settings.js';
import type { Alert, Found } from './alert.js';
import { expiring } from './expiry.js';
import { failing, silentFor, type Fare } from './fare.js';
import { waiting } from './waiting.js';

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
