import { join } from 'node:path';
import {
  openDoor,
  systemClock,
  systemRandom,
  type Clock,
  type ConnectorDefinition,
  type Random,
} from '@passerelle/connector';
import type { Canon } from '@passerelle/mapping';
import { openFiles } from '@passerelle/store';
import type { Connected } from '@passerelle/sync';
import type { Logger } from 'pino';
import { suggestion } from '../configuration/nearest.js';
import type { Configuration } from '../configuration/settings.js';
import { OperatorError } from '../operator-error.js';
import { findRoot } from '../root.js';
import { connect } from './connect.js';
import type { House } from './house.js';
import { readCanon } from './load-canon.js';
import { openDatabase, type OpenDatabase } from './open-database.js';

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
  const { store } = database;
  const opened = new Map<string, Connected>();
  let canon: Canon | null = null;
  let closing: Promise<void> | null = null;

  const connected = async (name: string): Promise<Connected> => {
    const known = opened.get(name);
    if (known) return known;
    const settings = configuration.connections.get(name);
    const definition = definitions.find((one) => one.name === settings?.connector);
    if (!settings || !definition)
      throw unknown('connection', name, configuration.file, [...configuration.connections.keys()]);
    canon ??= readCanon(root);
    const made = connect(settings, definition, {
      folder: configuration.folder,
      root,
      canon,
      store,
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
    files: openFiles(join(configuration.data, 'attachments')),
    clock,
    random,
    log,
    connected,
    ends: async (name) => {
      const { routes, file } = configuration;
      const route = routes.find((one) => one.name === name);
      if (!route)
        throw unknown(
          'route',
          name,
          file,
          routes.map((one) => one.name),
        );
      if (route.mode !== 'migrate')
        throw new OperatorError(
          'unknown-name',
          `expected a route that migrates, «${name}» mirrors between ${route.between.join(', ')}`,
          'see «passerelle sync» for mirrors',
        );
      const ends = await Promise.allSettled([connected(route.from), connected(route.to)]);
      const [from, to] = ends;
      if (from.status === 'fulfilled' && to.status === 'fulfilled')
        return {
          route,
          from: from.value,
          to: to.value,
          store,
          files: openFiles(join(configuration.data, 'attachments')),
          clock,
          random,
        };
      throw together(ends.flatMap((end) => (end.status === 'rejected' ? [end.reason as unknown] : [])));
    },
    close: () => (closing ??= database.close()),
  };
}

/** Faults in the mappings of both ends are told at once. */
function together(reasons: readonly unknown[]): unknown {
  const errors = reasons.filter((reason) => reason instanceof OperatorError);
  const [first] = errors;
  if (!first || errors.length < 2 || reasons.length > errors.length) return reasons[0];
  const message = errors.map((error) => error.message).join('; ');
  return new OperatorError(first.code, message, first.advice, {
    details: errors.flatMap(({ details }) => details),
    cause: first,
  });
}

function unknown(what: 'connection' | 'route', name: string, file: string, names: readonly string[]): OperatorError {
  return new OperatorError(
    'unknown-name',
    `${file}: expected a ${what} of this file, «${name}» came`,
    suggestion(name, names),
  );
}
