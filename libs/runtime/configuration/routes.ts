import { quoted } from '@passerelle/connector';
import type { MigrateRoute, MirrorRoute, Terms, TicketFilter } from '@passerelle/sync';
import { DateTime } from 'luxon';
import type { ConfigurationDocument } from './document.js';
import { connectionHere, type ConfigurationFault } from './fault.js';
import { suggested } from './nearest.js';
import { MigrateYaml, MirrorYaml } from './schema.js';
import type { MirrorSettings, RouteSettings } from './settings.js';
import { shapeOf } from './shape.js';

export interface ReadRoutes {
  readonly routes: readonly RouteSettings[];
  readonly faults: readonly ConfigurationFault[];
}

/** `zones` are the connections that the file names, each with its zone. */
export function readRoutes(
  document: ConfigurationDocument,
  given: readonly unknown[],
  zones: ReadonlyMap<string, string>,
): ReadRoutes {
  const faults: ConfigurationFault[] = [];
  const routes: RouteSettings[] = [];
  for (const [index, value] of given.entries()) {
    const path = ['routes', index];
    const read = isMirror(value)
      ? mirrorOf(document, path, value, zones, faults)
      : migrationOf(document, path, value, zones, faults);
    if (read === null) continue;
    if (routes.some(({ name }) => name === read.name))
      faults.push(
        document.fault(
          [...path, 'name'],
          { fr: 'un nom qu’aucune autre route ne porte', en: 'a name that no other route has' },
          quoted(read.name),
          { fr: 'renommez l’une des deux', en: 'rename one of the two' },
        ),
      );
    faults.push(...contradictions(document, path, read, routes));
    routes.push(read);
  }
  return { routes, faults };
}

/** A connection is one mouth: what it makes of people and groups that it does not know cannot depend on the route. */
function contradictions(
  document: ConfigurationDocument,
  path: readonly PropertyKey[],
  route: RouteSettings,
  others: readonly RouteSettings[],
): readonly ConfigurationFault[] {
  if (route.mode !== 'mirror') return [];
  return others.flatMap((other) => {
    const shared = other.mode === 'mirror' ? other.between.find((name) => route.between.includes(name)) : undefined;
    if (shared === undefined) return [];
    const said = (of: RouteSettings) => ({ ...of.choices, language: of.language });
    const differing = Object.entries(said(other)).filter(([key, value]) => Reflect.get(said(route), key) !== value);
    return differing.map(([key, value]) =>
      document.fault(
        key === 'language' ? [...path, key] : [...path, 'choices', key],
        {
          fr: `«${String(value)}», comme dans «${other.name}», puisque les deux tiennent un miroir de ${shared}`,
          en: `«${String(value)}», as in «${other.name}», since both mirror ${shared}`,
        },
        quoted(String(Reflect.get(said(route), key))),
        { fr: `donnez le même «${key}» dans les deux routes`, en: `say the same «${key}» in both routes` },
      ),
    );
  });
}

function isMirror(value: unknown): boolean {
  return (
    typeof value === 'object' && value !== null && ('between' in value || ('mode' in value && value.mode === 'mirror'))
  );
}

type Zones = ReadonlyMap<string, string>;

function migrationOf(
  document: ConfigurationDocument,
  path: readonly PropertyKey[],
  value: unknown,
  zones: Zones,
  faults: ConfigurationFault[],
): MigrateRoute | null {
  const shaped = shapeOf({ document, path, value, shown: true }, MigrateYaml);
  faults.push(...shaped.faults, ...endFaults(document, path, value, [...zones.keys()]));
  return shaped.value === null ? null : { ...shaped.value, ...termsOf(shaped.value, zones.get(shaped.value.to)) };
}

function mirrorOf(
  document: ConfigurationDocument,
  path: readonly PropertyKey[],
  value: unknown,
  zones: Zones,
  faults: ConfigurationFault[],
): MirrorSettings | null {
  const shaped = shapeOf({ document, path, value, shown: true }, MirrorYaml);
  faults.push(...shaped.faults);
  const yaml = shaped.value;
  if (yaml === null) return null;
  faults.push(...memberFaults(document, path, yaml, [...zones.keys()]));
  const terms = termsOf(yaml, zones.get(yaml.between[0] ?? ''));
  return {
    ...yaml,
    ...terms,
    fields: yaml.fields as MirrorRoute['fields'],
    until: yaml.until === null ? null : filterOf(yaml.until, terms.zone),
  };
}

/** A mirror is between different connections of the file, and whoever it names otherwise is one of them. */
function memberFaults(
  document: ConfigurationDocument,
  path: readonly PropertyKey[],
  { between, owns, fields, mails, closes }: MirrorYaml,
  names: readonly string[],
): readonly ConfigurationFault[] {
  const faults: ConfigurationFault[] = [];
  for (const [index, name] of between.entries()) {
    const place = [...path, 'between', index];
    if (!names.includes(name)) faults.push(document.fault(place, connectionHere, quoted(name), suggested(name, names)));
    else if (between.indexOf(name) !== index)
      faults.push(
        document.fault(
          place,
          { fr: 'chaque connexion une seule fois', en: 'each connection once' },
          { fr: `«${name}» de nouveau`, en: `«${name}» again` },
          { fr: 'retirez l’une des deux', en: 'take one of the two away' },
        ),
      );
  }
  const named: [readonly PropertyKey[], string | null][] = [
    [['mails'], mails],
    [['closes'], closes],
    ...Object.entries(owns).map(([field, name]): [readonly PropertyKey[], string] => [['owns', field], name]),
    ...Object.entries(fields).flatMap(([field, { from = [], to = [] }]) => [
      ...from.map((name, index): [readonly PropertyKey[], string] => [['fields', field, 'from', index], name]),
      ...to.map((name, index): [readonly PropertyKey[], string] => [['fields', field, 'to', index], name]),
    ]),
  ];
  for (const [place, name] of named)
    if (name !== null && !between.includes(name))
      faults.push(
        document.fault(
          [...path, ...place],
          { fr: 'une connexion de cette route', en: 'a connection of this route' },
          quoted(name),
          suggested(name, between),
        ),
      );
  return faults;
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
      : [document.fault([...path, end], connectionHere, quoted(name), suggested(name, names))],
  );
  if (typeof from !== 'string' || from !== to) return unknown;
  return [
    ...unknown,
    document.fault(
      [...path, 'to'],
      { fr: 'une autre connexion que celle de «from»', en: 'another connection than that of «from»' },
      quoted(from),
      { fr: 'nommez la cible', en: 'name the target' },
    ),
  ];
}

function termsOf<T extends MigrateYaml | MirrorYaml>({ timezone, only, as }: T, targetZone: string | undefined) {
  const zone = timezone ?? targetZone ?? 'UTC';
  return { only: filterOf(only, zone), as: as as Terms['as'], zone };
}

function filterOf(yaml: object, zone: string): TicketFilter {
  const filter: Record<string, unknown> = Object.fromEntries(
    Object.entries(yaml).filter(([, value]) => value !== undefined),
  );
  for (const end of ['createdFrom', 'createdBefore'])
    if (typeof filter[end] === 'string') filter[end] = instantOf(filter[end], zone);
  return filter;
}

/** A bare day begins at midnight in the zone. */
function instantOf(text: string, zone: string): string {
  return DateTime.fromISO(text, { zone }).toUTC().toISO({ suppressMilliseconds: false }) ?? text;
}
