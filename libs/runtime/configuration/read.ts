import { readFileSync } from 'node:fs';
import { basename, dirname, resolve } from 'node:path';
import { asIs, type ConnectorDefinition, quoted, fileFaultText } from '@passerelle/connector';
import { correctEach, countedFaults } from '../house/counted.js';
import { OperatorError } from '../operator-error.js';
import { readConnection } from './connections.js';
import { readDocument, type ConfigurationDocument, type ConfigurationText } from './document.js';
import { connectionHere, inReadingOrder, type ConfigurationFault } from './fault.js';
import type { Environment } from './references.js';
import { suggested } from './nearest.js';
import { readRoutes } from './routes.js';
import { Head } from './schema.js';
import type { Configuration, ConnectionSettings, RouteSettings } from './settings.js';
import { shapeOf } from './shape.js';

export interface ConfigurationSource extends ConfigurationText {
  /** Relative paths of the file start here. */
  readonly folder: string;
}

/** Reads the file; throws OperatorError with every fault in it, each with line and column. */
export function loadConfiguration(
  file: string,
  definitions: readonly ConnectorDefinition[],
  environment: Environment = process.env,
): Configuration {
  const path = resolve(file);
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    const reason =
      (error as NodeJS.ErrnoException).code === 'ENOENT'
        ? { fr: 'ce fichier n’existe pas', en: 'there is no such file' }
        : asIs((error as Error).message);
    throw new OperatorError(
      'configuration',
      {
        fr: `${file} : la configuration est attendue, ${reason.fr}`,
        en: `${file}: expected the configuration, ${reason.en}`,
      },
      {
        fr: 'copiez passerelle.example.yaml vers passerelle.yaml et complétez-le, ou nommez un autre fichier avec --config',
        en: 'copy passerelle.example.yaml to passerelle.yaml and fill it in, or name another file with --config',
      },
      { cause: error },
    );
  }
  return readConfiguration({ path: basename(path), text, folder: dirname(path) }, definitions, environment);
}

/** The same from a text at hand. */
export function readConfiguration(
  source: ConfigurationSource,
  definitions: readonly ConnectorDefinition[],
  environment: Environment,
): Configuration {
  const document = readDocument(source, environment);
  const faults: ConfigurationFault[] = [...document.faults];
  // An empty file lacks everything, and says so in the same words.
  const value = document.value ?? (document.faults.length === 0 ? {} : null);
  if (value === null) throw refused(source.path, faults);
  const head = shapeOf({ document, path: [], value, shown: true }, Head);
  faults.push(...head.faults);
  const given = value as { readonly connections?: unknown; readonly routes?: unknown };
  const connections = new Map<string, ConnectionSettings>();
  const zones = new Map<string, string>();
  for (const [name, own] of mapsIn(given.connections)) {
    const read = readConnection(document, name, own, definitions);
    faults.push(...read.faults);
    zones.set(name, read.settings?.zone ?? 'UTC');
    if (read.settings) connections.set(name, read.settings);
  }
  const { routes, faults: wrong } = readRoutes(document, Array.isArray(given.routes) ? given.routes : [], zones);
  faults.push(...wrong);
  faults.push(...routes.flatMap((route, index) => machineFaults(document, index, route, connections, definitions)));
  faults.push(...hookFaults(document, head.value?.host.hooks, [...zones.keys()]));
  if (faults.length > 0 || head.value === null) throw refused(source.path, withoutEchoes(faults, document.faults));
  const { database, data, log, host, alerts } = head.value;
  const { path: file, folder } = source;
  return { file, folder, database, data: resolve(folder, data), log, connections, routes, host, alerts };
}

/** A tool that knows nothing but machines stands at no end of a route. */
function machineFaults(
  document: ConfigurationDocument,
  index: number,
  route: RouteSettings,
  connections: ReadonlyMap<string, ConnectionSettings>,
  definitions: readonly ConnectorDefinition[],
): readonly ConfigurationFault[] {
  const named = route.mode === 'mirror' ? route.between : [route.from, route.to];
  return named.flatMap((name) => {
    const kind = connections.get(name)?.connector;
    if (definitions.find((each) => each.name === kind)?.tickets !== false) return [];
    return [
      document.fault(
        ['routes', index],
        { fr: 'des connexions qui connaissent les tickets', en: 'connections that know tickets' },
        { fr: `«${name}», qui ne connaît que des machines`, en: `«${name}», which knows machines` },
        {
          fr: 'retirez-la de la route ; ses machines sont lues telles quelles',
          en: 'take it out of the route; its machines are read as they are',
        },
      ),
    ];
  });
}

function hookFaults(
  document: ConfigurationDocument,
  hooks: Head['host']['hooks'] = {},
  names: readonly string[],
): readonly ConfigurationFault[] {
  return Object.keys(hooks)
    .filter((name) => !names.includes(name))
    .map((name) => document.fault(['host', 'hooks', name], connectionHere, quoted(name), suggested(name, names), true));
}

/** What a missing variable leaves behind is no second fault. */
function withoutEchoes(
  faults: readonly ConfigurationFault[],
  first: readonly ConfigurationFault[],
): readonly ConfigurationFault[] {
  const places = new Map(first.map((fault) => [`${fault.line}:${fault.column}`, fault]));
  return faults.filter((fault) => (places.get(`${fault.line}:${fault.column}`) ?? fault) === fault);
}

function mapsIn(value: unknown): readonly (readonly [string, Readonly<Record<string, unknown>>])[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [];
  return Object.entries(value).flatMap(([name, own]: [string, unknown]) =>
    typeof own === 'object' && own !== null && !Array.isArray(own) ? [[name, own as Record<string, unknown>]] : [],
  );
}

function refused(path: string, faults: readonly ConfigurationFault[]): OperatorError {
  const details = inReadingOrder(faults).map(fileFaultText);
  const message = countedFaults(path, details.length, { fr: 'la configuration', en: 'the configuration' });
  return new OperatorError('configuration', message, correctEach, { details });
}
