import type { Clock, ConnectorDefinition, HttpDoor, Random, openDoor } from '@passerelle/connector';
import type { Canon } from '@passerelle/mapping';
import type { Connected, Register, Store } from '@passerelle/sync';
import type { Logger } from 'pino';
import type { ConnectionSettings } from '../configuration/settings.js';
import { forgetting } from './forgetting.js';
import { instancePin, pinned } from './instance-pin.js';
import { noDictionary, readDictionary } from './read-dictionary.js';
import { sumTallies } from './sum-tallies.js';

export interface ConnectScene {
  /** The folder of the configuration. */
  readonly folder: string;
  /** The folder of the clone. */
  readonly root: string;
  readonly canon: Canon;
  readonly store: Store;
  readonly register: Register;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Logger;
  /** `openDoor`, or what stands in for the network. */
  readonly door: typeof openDoor;
}

/** Opens one connection: its dictionary loaded and checked, its doors paced, its instance pinned. Calls nobody yet. */
export function connect(settings: ConnectionSettings, definition: ConnectorDefinition, scene: ConnectScene): Connected {
  const { name, zone } = settings;
  const { folder, root, canon, store, clock, random } = scene;
  const { mapping, digest } =
    definition.tickets === false
      ? noDictionary(name, canon)
      : readDictionary(settings, definition, { folder, root, canon });
  const doors: HttpDoor[] = [];
  const log = scene.log.child({ connection: name });
  const connector = definition.connect({
    connection: name,
    config: settings.config as never,
    zone,
    folder,
    door: (url, pace) => {
      const door = scene.door({ connection: name, url, pace, clock, random });
      doors.push(door);
      return door;
    },
    clock,
    random,
    warn: (message) => log.warn(message),
  });
  return {
    name,
    connector: pinned(name, forgetting(connector, scene), instancePin(name, store, clock), settings.instance),
    mapping,
    mappingDigest: digest,
    zone,
    ...(settings.largestFile !== undefined && { largestFile: settings.largestFile }),
    ...(doors.length > 0 && { calls: () => sumTallies(doors) }),
  };
}
