import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { openDoor, type ConnectorDefinition } from '@passerelle/connector';
import {
  manualClock,
  seededRandom,
  simulatorAdapter,
  toySubject,
  type ManualClock,
  type Simulator,
  type Subject,
  type World,
} from '@passerelle/connector/testing';
import { memoryStore, type FlowEvent, type Mirror, type Register, type Store } from '@passerelle/sync';
import { subject as servicenowSubject } from '../../../connectors/servicenow/conformance.subject.js';
import { toyText } from '../../../test/simulation/toy-mapping.js';
import { readConfiguration } from '../configuration/read.js';
import type { Configuration } from '../configuration/settings.js';
import type { House } from '../house/house.js';
import { openHouse } from '../house/open-house.js';
import { createLog } from '../log/create-log.js';
import { synchronise, type Synchronisation } from '../mirror/synchronise.js';
import type { SyncReceipt } from '../mirror/receipt.js';

export type StagedKind = 'toy' | 'servicenow';

export interface MirrorStageSetting {
  /** Two toys where nothing else is said. */
  readonly tools?: Readonly<Record<string, StagedKind>>;
  /** Routes in YAML flow style; one mirror between all tools where nothing is said. */
  readonly routes?: readonly string[];
  /** Keys of connections in YAML flow style, such as `rules: [lycee]`. */
  readonly connections?: Readonly<Record<string, string>>;
  /** Files beside the configuration, such as `mappings/rules/ici.yaml`. */
  readonly files?: Readonly<Record<string, string>>;
  /** Where it is kept; in memory where nothing is said. */
  readonly store?: Store;
  readonly register?: Register;
  /** Stands before a tool's simulator: faults, late answers. */
  readonly before?: (name: string, simulator: Simulator) => Simulator;
}

/** A configured house over simulated tools, with people at work in them: no network, no database, a clock that we move. */
export interface MirrorStage {
  readonly folder: string;
  readonly root: string;
  readonly clock: ManualClock;
  readonly store: Store;
  readonly house: House;
  readonly configuration: Configuration;
  readonly told: FlowEvent[];
  world(name: string): World;
  /** The mirror of one process, opened at its first use. */
  mirror(): Promise<Mirror>;
  /** A minute later, everybody listens and tells. */
  sync(wish?: Partial<Synchronisation>): Promise<SyncReceipt>;
  close(): Promise<void>;
}

const subjects: Readonly<Record<StagedKind, Subject>> = { toy: toySubject, servicenow: servicenowSubject };
const shipped = join(import.meta.dirname, '../../../mappings');

export async function openMirrorStage(setting: MirrorStageSetting = {}): Promise<MirrorStage> {
  const { tools = { a: 'toy', b: 'toy' }, files = {}, connections = {} } = setting;
  const folder = await mkdtemp(join(tmpdir(), 'passerelle-mirror-'));
  const root = join(folder, 'clone');
  await cp(shipped, join(root, 'mappings'), { recursive: true });
  await write(join(root, 'mappings', 'toy.yaml'), toyText);
  for (const [path, text] of Object.entries(files)) await write(join(folder, path), text);
  const clock = manualClock();
  const random = seededRandom(1);
  const worlds = new Map<string, World>();
  const lines: string[] = [];
  for (const [name, kind] of Object.entries(tools)) {
    const world = await subjects[kind].setup({ clock, random });
    worlds.set(name, world);
    const config = world.config(`https://${name}.example`) as object;
    const own = Object.entries({ connector: kind, ...config }).map(
      ([key, value]) => `${key}: ${JSON.stringify(value)}`,
    );
    lines.push(`  ${name}: { ${[...own, ...(connections[name] ? [connections[name]] : [])].join(', ')} }`);
  }
  const names = [...worlds.keys()];
  const routes = setting.routes ?? [
    `{ name: ${names.join('-et-')}, mode: mirror, between: [${names.join(', ')}], choices: { internalFiles: leave } }`,
  ];
  const text = ['connections:', ...lines, 'routes:', ...routes.map((route) => `  - ${route}`)].join('\n');
  const definitions = [...new Set(Object.values(tools))].map((kind): ConnectorDefinition => subjects[kind].definition);
  const configuration = readConfiguration({ path: 'passerelle.yaml', text, folder }, definitions, {});
  const store = setting.store ?? memoryStore();
  const house = await openHouse(configuration, definitions, {
    log: createLog({ level: 'error', secrets: [] }),
    clock,
    random,
    root,
    database: async () => ({
      store,
      ...(setting.register && { register: setting.register }),
      close: async () => undefined,
    }),
    door: (door) => {
      const { simulator } = worldOf(door.connection);
      if (!simulator) throw new Error(`expected a simulator behind ${door.connection}`);
      return openDoor({
        ...door,
        adapter: simulatorAdapter(setting.before?.(door.connection, simulator) ?? simulator),
      });
    },
  });
  function worldOf(name: string): World {
    const world = worlds.get(name);
    if (!world) throw new Error(`expected a tool ${name}; there is none`);
    return world;
  }
  const told: FlowEvent[] = [];
  const { signal } = new AbortController();
  let mirror: Promise<Mirror> | null = null;
  const opened = (): Promise<Mirror> =>
    (mirror ??= house.mirror({ holder: 'stage', signal, tell: (event) => void told.push(event) }));
  return {
    folder,
    root,
    clock,
    store,
    house,
    configuration,
    told,
    world: worldOf,
    mirror: opened,
    sync: async (wish = {}) => {
      clock.advance(60_000);
      return synchronise(house, await opened(), {
        wish: { pull: true, backlog: true },
        patience: 600_000,
        signal,
        records: 'always',
        ...wish,
      });
    },
    close: async () => {
      await house.close();
      await rm(folder, { recursive: true });
    },
  };
}

async function write(path: string, text: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, text);
}
