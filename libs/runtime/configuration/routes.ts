import type { Route, TicketFilter } from '@passerelle/sync';
import { DateTime } from 'luxon';
import type { ConfigurationDocument } from './document.js';
import type { ConfigurationFault } from './fault.js';
import { suggestion } from './nearest.js';
import { RouteYaml } from './schema.js';
import { shapeOf } from './shape.js';

export interface ReadRoutes {
  readonly routes: readonly Route[];
  readonly faults: readonly ConfigurationFault[];
}

/** `zones` are the connections that the file names, each with its zone. */
export function readRoutes(
  document: ConfigurationDocument,
  given: readonly unknown[],
  zones: ReadonlyMap<string, string>,
): ReadRoutes {
  const faults: ConfigurationFault[] = [];
  const routes: Route[] = [];
  for (const [index, value] of given.entries()) {
    const path = ['routes', index];
    const shaped = shapeOf({ document, path, value, shown: true }, RouteYaml);
    faults.push(...shaped.faults, ...endFaults(document, path, value, [...zones.keys()]));
    const yaml = shaped.value;
    if (yaml === null) continue;
    if (routes.some(({ name }) => name === yaml.name))
      faults.push(
        document.fault([...path, 'name'], 'a name that no other route has', `«${yaml.name}»`, 'rename one of the two'),
      );
    routes.push(routeOf(yaml, zones.get(yaml.to) ?? 'UTC'));
  }
  return { routes, faults };
}

function endFaults(
  document: ConfigurationDocument,
  path: readonly PropertyKey[],
  value: unknown,
  names: readonly string[],
): readonly ConfigurationFault[] {
  if (typeof value !== 'object' || value === null) return [];
  const { from, to } = value as { readonly from?: unknown; readonly to?: unknown };
  const unknown = Object.entries({ from, to }).flatMap(([end, name]) =>
    typeof name !== 'string' || name === '' || names.includes(name)
      ? []
      : [document.fault([...path, end], 'a connection of this file', `«${name}»`, suggestion(name, names))],
  );
  if (typeof from !== 'string' || from !== to) return unknown;
  return [
    ...unknown,
    document.fault([...path, 'to'], 'another connection than that of «from»', `«${from}»`, 'name the target'),
  ];
}

function routeOf({ timezone, only, as, ...rest }: RouteYaml, targetZone: string): Route {
  const zone = timezone ?? targetZone;
  const filter: Record<string, unknown> = Object.fromEntries(
    Object.entries(only).filter(([, value]) => value !== undefined),
  );
  for (const end of ['createdFrom', 'createdBefore'])
    if (typeof filter[end] === 'string') filter[end] = instantOf(filter[end], zone);
  return { ...rest, only: filter as TicketFilter, as: as as Route['as'], zone };
}

/** A bare day begins at midnight in the zone. */
function instantOf(text: string, zone: string): string {
  return DateTime.fromISO(text, { zone }).toUTC().toISO({ suppressMilliseconds: false }) ?? text;
}
