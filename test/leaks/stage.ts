import { openDoor, type Clock, type Connector, type Random } from '@passerelle/connector';
import { manualClock, seededRandom, simulatorAdapter, type Simulator } from '@passerelle/connector/testing';
import type { Mapping } from '@passerelle/mapping';
import {
  memoryFiles,
  memoryStore,
  openMirror,
  syncOnce,
  type Connected,
  type Mirror,
  type Store,
  type Went,
} from '@passerelle/sync';
import { mirrorRoute } from '../simulation/mirror/routes.js';
import type { Witness } from './faults.js';
import type { Kind, Tool } from './tool.js';

export interface Setting {
  readonly from: Kind;
  readonly to: Kind;
  /** Stands before the target: what befalls requests. */
  readonly before: (simulator: Simulator) => Simulator;
  readonly witness: Witness;
  readonly spoilSource: (mapping: Mapping) => Mapping;
  readonly spoilTarget: (connected: Connected) => Connected;
  /** Stands before the source. */
  readonly beforeSource?: (simulator: Simulator) => Simulator;
}

/** Two tools behind their real connectors, and the real engine between them. */
export interface Stage {
  readonly source: Tool;
  readonly target: Tool;
  readonly store: Store;
  readonly clock: Clock;
  readonly random: Random;
  readonly connector: Connector;
  readonly mapping: Mapping;
  /** Both listen and tell until nothing is left to do; what stopped one of them is in the answer. A dead process is followed by the next. */
  sync(): Promise<readonly Went[]>;
  close(): Promise<void>;
}

export async function openStage(setting: Setting): Promise<Stage> {
  const { witness } = setting;
  const clock = manualClock();
  const random = seededRandom(7);
  const kept = memoryStore();
  const files = memoryFiles();
  const open = async (name: string, kind: Kind, before: Setting['before']): Promise<readonly [Tool, Connected]> => {
    const tool = await kind.open({ clock, random });
    const { definition, world, simulator } = tool;
    const connector = definition.connect({
      connection: name,
      config: definition.config.parse(world.config(`https://${name}.example`)),
      zone: 'Europe/Paris',
      folder: world.folder ?? '/',
      door: (url, pace) =>
        openDoor({ connection: name, url, pace, clock, random, adapter: simulatorAdapter(before(simulator)) }),
      clock,
      random,
      warn: () => undefined,
    });
    return [tool, { name, connector, mapping: kind.mapping(name), mappingDigest: 'm1', zone: 'Europe/Paris' }];
  };
  const [source, heard] = await open('source', setting.from, setting.beforeSource ?? ((simulator) => simulator));
  const [target, told] = await open('target', setting.to, setting.before);
  const spoilt = setting.spoilTarget(told);
  const connected = new Map([
    ['source', { ...heard, mapping: setting.spoilSource(heard.mapping) }],
    ['target', spoilt],
  ]);
  const { signal } = new AbortController();
  let processes = 0;
  const start = (): { readonly mirror: Mirror; readonly store: Store } => {
    const store = mortal(kept, witness, ++processes === 1);
    const route = mirrorRoute(['source', 'target']);
    const mirror = openMirror({
      limits: {},
      connected,
      routes: [{ ...route, owns: { description: 'source', status: 'source' } }],
      store,
      files,
      clock,
      random,
      run: `run-${processes}`,
      holder: 'host',
      signal,
      tell: () => undefined,
    });
    return { mirror, store };
  };
  let host = start();
  return {
    source,
    target,
    store: kept,
    clock,
    random,
    connector: spoilt.connector,
    mapping: told.mapping,
    sync: async () => {
      clock.advance(600_000);
      if (witness.died && processes === 1) host = start();
      const wish = { pull: true, backlog: true };
      try {
        return await syncOnce(host.mirror, { store: host.store, clock, signal, run: 'run', wish, patience: 600_000 });
      } catch (error) {
        if (witness.died && error instanceof Error && error.message === death) return [];
        throw error;
      }
    },
    close: async () => {
      await source.world.teardown();
      await target.world.teardown();
    },
  };
}

const death = 'its process died';

/** The first process keeps nothing any more from the moment at which it died. */
function mortal(store: Store, witness: Witness, first: boolean): Store {
  if (!first) return store;
  const calls = Object.entries(store).map(([name, call]: [string, (...given: unknown[]) => Promise<unknown>]) => [
    name,
    (...given: unknown[]): Promise<unknown> => (witness.died ? Promise.reject(new Error(death)) : call(...given)),
  ]);
  return Object.fromEntries(calls) as unknown as Store;
}
