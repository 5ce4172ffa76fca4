import { join, resolve } from 'node:path';
import {
  openDoor,
  systemClock,
  systemRandom,
  type Clock,
  type ConnectorDefinition,
  type Random,
  type Told,
} from '@passerelle/connector';
import type { Canon } from '@passerelle/mapping';
import { openFiles } from '@passerelle/store';
import { memoryMachines, memoryRegister, type Connected } from '@passerelle/sync';
import type { Logger } from 'pino';
import { suggested } from '../configuration/nearest.js';
import type { Configuration, ConnectionSettings } from '../configuration/settings.js';
import { companyOf, mirrored } from '../mirror/company.js';
import { loadRouteRules } from '../mirror/load-rules.js';
import { openHouseMirror } from '../mirror/open-house-mirror.js';
import { OperatorError } from '../operator-error.js';
import { findRoot } from '../root.js';
import { keepIndex } from '../assets/keep-index.js';
import { connect } from './connect.js';
import type { House } from './house.js';
import { readCanon } from './load-canon.js';
import { openDatabase, type OpenDatabase } from './open-database.js';
import { readDictionary } from './read-dictionary.js';
import { together } from './together.js';

export interface HouseParts {
  readonly log: Logger;
  readonly clock?: Clock;
  readonly random?: Random;
  /** What stands in for the network, in benchmarks and simulations. */
  readonly door?: typeof openDoor;
  /** Opens the store; `peekDatabase` for verbs that write nothing. */
  readonly database?: (configuration: Configuration) => Promise<OpenDatabase>;
  /** The folder of the clone, where it is not the one around this file. */
  readonly root?: string;
}

/** Opens the store, its schema up to date. Connections are opened when they are first asked for. */
export async function openHouse(
  configuration: Configuration,
  definitions: readonly ConnectorDefinition[],
  {
    log,
    clock = systemClock,
    random = systemRandom,
    door = openDoor,
    database: open = openDatabase,
    root = findRoot(),
  }: HouseParts,
): Promise<House> {
  const database = await open(configuration);
  const {
    store,
    machines = memoryMachines((cursor) => store.commit({ cursors: [cursor] })),
    register = memoryRegister(),
    desk = null,
    access = null,
  } = database;
  const machineIndex = keepIndex(machines);
  const files = openFiles(join(configuration.data, 'attachments'));
  const opened = new Map<string, Connected>();
  let canon: Canon | null = null;
  let closing: Promise<void> | null = null;
  let edition = 0;

  const words = (): Canon => (canon ??= readCanon(root));

  const known = (name: string): { readonly settings: ConnectionSettings; readonly definition: ConnectorDefinition } => {
    const settings = configuration.connections.get(name);
    const definition = definitions.find((one) => one.name === settings?.connector);
    if (settings && definition) return { settings, definition };
    throw unknown({ fr: 'connexion', en: 'connection' }, name, configuration.file, [
      ...configuration.connections.keys(),
    ]);
  };

  const connected = async (name: string): Promise<Connected> => {
    const before = opened.get(name);
    if (before) return before;
    const { settings, definition } = known(name);
    const made = connect(settings, definition, {
      folder: configuration.folder,
      root,
      canon: words(),
      store,
      register,
      clock,
      random,
      log,
      door,
    });
    opened.set(name, made);
    return made;
  };

  return {
    configuration,
    store,
    register,
    machines,
    machineIndex,
    desk,
    access,
    files,
    clock,
    random,
    log,
    connected,
    canon: words,
    reread: (name) => {
      const { settings, definition } = known(name);
      const before = opened.get(name);
      if (definition.tickets === false) return false;
      const { mapping, digest } = readDictionary(settings, definition, {
        folder: configuration.folder,
        root,
        canon: words(),
      });
      if (before?.mappingDigest === digest) return false;
      if (before) opened.set(name, { ...before, mapping, mappingDigest: digest });
      edition += 1;
      return true;
    },
    get edition() {
      return edition;
    },
    ends: async (name) => {
      const { routes, file } = configuration;
      const route = routes.find((one) => one.name === name);
      if (!route)
        throw unknown(
          { fr: 'route', en: 'route' },
          name,
          file,
          routes.map((one) => one.name),
        );
      if (route.mode !== 'migrate')
        throw new OperatorError(
          'unknown-name',
          {
            fr: `une route qui migre est attendue, «${name}» tient un miroir entre ${route.between.join(', ')}`,
            en: `expected a route that migrates, «${name}» mirrors between ${route.between.join(', ')}`,
          },
          { fr: 'voyez «passerelle sync» pour les miroirs', en: 'see «passerelle sync» for mirrors' },
        );
      const company = companyOf(routes, [route.from, route.to]);
      const others = mirrored(routes).filter((one) => company.has(one));
      const names = [...new Set([route.from, route.to, ...others])];
      const tried = await Promise.allSettled(names.map((one) => connected(one)));
      const broken = tried.flatMap((one) => (one.status === 'rejected' ? [one.reason as unknown] : []));
      if (broken.length > 0) throw together(broken);
      const around = await Promise.all(others.map(async (one) => [one, await connected(one)] as const));
      const [from, to] = await Promise.all([connected(route.from), connected(route.to)]);
      return { route, from, to, routes, others: new Map(around), store, places: register, files, clock, random };
    },
    mirror: (options) =>
      openHouseMirror(
        { configuration, store, register, files, clock, random, connected, machineIndex, root, canon: words },
        options,
      ),
    dictionary: (name, file) => {
      const { settings, definition } = known(name);
      return readDictionary({ ...settings, mapping: resolve(file) }, definition, {
        folder: configuration.folder,
        root,
        canon: words(),
      });
    },
    rules: (file) => {
      const shelves = { folder: configuration.folder, root, canon: words() };
      return loadRouteRules(configuration, file === undefined ? shelves : { ...shelves, instead: resolve(file) });
    },
    close: () => (closing ??= database.close()),
  };
}

function unknown(what: Told, name: string, file: string, names: readonly string[]): OperatorError {
  return new OperatorError(
    'unknown-name',
    {
      fr: `${file} : une ${what.fr} de ce fichier est attendue, «${name}» a été donné`,
      en: `${file}: expected a ${what.en} of this file, «${name}» came`,
    },
    suggested(name, names),
  );
}
