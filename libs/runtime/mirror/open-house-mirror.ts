import type { Canon } from '@passerelle/mapping';
import { openMirror, type Connected, type FlowEvent, type Limits, type Mirror } from '@passerelle/sync';
import { explain } from '../explain.js';
import type { House } from '../house/house.js';
import { together } from '../house/together.js';
import { OperatorError } from '../operator-error.js';
import { companyOf, mirrored } from './company.js';
import { loadRouteRules } from './load-rules.js';

export interface MirrorOptions {
  /** Names this process among all that may write. */
  readonly holder: string;
  readonly signal: AbortSignal;
  readonly tell: (event: FlowEvent) => void;
  readonly limits?: Partial<Limits>;
}

export type MirrorGrounds = Pick<
  House,
  'configuration' | 'store' | 'register' | 'files' | 'clock' | 'random' | 'connected' | 'machineIndex'
> & {
  readonly root: string;
  readonly canon: () => Canon;
};

/**
 * All mirrors of the configuration as one. A connection that cannot be opened stops those whose tickets reach it, and no
 * other: their turns throw why. Clocks wait then, since whoever they close a ticket for may be among the stopped.
 */
export async function openHouseMirror(house: MirrorGrounds, options: MirrorOptions): Promise<Mirror> {
  const { configuration, store, register, files, clock, random } = house;
  const { routes, folder } = configuration;
  const names = mirrored(routes);
  if (names.length === 0)
    throw new OperatorError(
      'unknown-name',
      {
        fr: `${configuration.file} : une route qui tient un miroir est attendue, il n’y en a pas`,
        en: `${configuration.file}: expected a route that mirrors, there is none`,
      },
      {
        fr: 'ajoutez-en une sous «routes», par exemple { name: a-et-b, mode: mirror, between: [a, b] }',
        en: 'add one under «routes», such as { name: a-et-b, mode: mirror, between: [a, b] }',
      },
    );
  const rules = loadRouteRules(configuration, { folder, root: house.root, canon: house.canon() });
  const tried = await Promise.allSettled(names.map((name) => house.connected(name)));
  const connected = new Map<string, Connected>();
  const broken = new Map<string, Error>();
  for (const [index, name] of names.entries()) {
    const one = tried[index];
    if (one?.status === 'fulfilled') connected.set(name, one.value);
    else broken.set(name, explain(one?.reason));
  }
  if (connected.size === 0) throw together([...broken.values()]);
  // Where nothing reads an inventory, ties stay as each tool calls them.
  const machines = house.machineIndex;
  const own = { connected, routes, rules, store, places: register, files, clock, random, machines, run: '' };
  const mirror = openMirror({ ...options, ...own });
  if (broken.size === 0) return mirror;
  return {
    connections: mirror.connections,
    between: (run) => {
      const { rules: _, ...between } = mirror.between(run);
      return between;
    },
    turn: (connection, run) => {
      const reason = reasonFor(connection, broken, configuration.routes);
      return reason === null ? mirror.turn(connection, run) : Promise.reject(reason);
    },
  };
}

function reasonFor(
  connection: string,
  broken: ReadonlyMap<string, Error>,
  routes: MirrorGrounds['configuration']['routes'],
): Error | null {
  const own = broken.get(connection);
  if (own) return own;
  const company = companyOf(routes, [connection]);
  const [other, cause] = [...broken].find(([name]) => company.has(name)) ?? [];
  if (other === undefined) return null;
  return new OperatorError(
    'mapping',
    {
      fr: `${connection} : ses tickets vivent aussi dans ${other}, qui ne s’ouvre pas`,
      en: `${connection}: its tickets live in ${other} too, which cannot be opened`,
    },
    {
      fr: `réparez d’abord ${other} : ce qui est entendu ici doit y être dit`,
      en: `mend ${other} first: what is heard here must be told there`,
    },
    { cause },
  );
}
