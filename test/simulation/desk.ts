import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { openDoor, type Connector, type Random } from '@passerelle/connector';
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
import { faultText, loadCanon, loadMapping, type Canon, type Mapping } from '@passerelle/mapping';
import {
  memoryFiles,
  memoryStore,
  openMirror,
  syncOnce,
  type Connected,
  type FlowEvent,
  type Limits,
  type Mirror,
  type MirrorGround,
  type MirrorRoute,
  type Store,
  type Went,
} from '@passerelle/sync';
import { findRoot } from '../../libs/runtime/root.js';
import { subject as glpiSubject } from '../../connectors/glpi/conformance.subject.js';
import { subject as formSubject } from '../../connectors/intranet-form/conformance.subject.js';
import { subject as itopSubject } from '../../connectors/itop/conformance.subject.js';
import { subject as servicenowSubject } from '../../connectors/servicenow/conformance.subject.js';
import { toyMapping } from './toy-mapping.js';
import { plainRoute } from './world.js';

/** Several simulated tools behind the real connectors, with people at work in them, and one Passerelle between them. */
export interface Desk {
  readonly clock: ManualClock;
  readonly random: Random;
  readonly store: Store;
  readonly mirror: Mirror;
  /** The database is gone, and an empty one stands in its place. */
  lose(): void;
  readonly tools: ReadonlyMap<string, Tool>;
  readonly told: FlowEvent[];
  /** The tool of this name; throws where there is none. */
  tool(name: string): Tool;
  /** Every connection listens and tells until nothing is left to do. Throws what stopped one of them. */
  sync(limits?: Partial<Limits>): Promise<readonly Went[]>;
  /** One more process over the same store. */
  again(limits?: Partial<Limits>): Mirror;
  /** The configuration has other routes from now on. */
  reroute(routes: readonly MirrorRoute[]): void;
}

export interface Tool {
  readonly name: string;
  readonly world: World;
  readonly connector: Connector;
  readonly mapping: Mapping;
}

export type ToolKind = 'toy' | 'servicenow' | 'glpi' | 'itop' | 'intranet-form';

export interface DeskSetting {
  readonly tools: Readonly<Record<string, ToolKind>>;
  readonly routes?: readonly MirrorRoute[];
  readonly rules?: MirrorGround['rules'];
  /** More of a tool's configuration. */
  readonly more?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  /** Bytes of the largest file that a tool is to have. */
  readonly largestFile?: Readonly<Record<string, number>>;
  /** What the site of a tool decided beyond the mapping that is shipped, as YAML that extends it. */
  readonly overlays?: Readonly<Record<string, string>>;
  /** Tools that are set up as a site has them, instead of as the conformance suite does. */
  readonly worlds?: Readonly<
    Record<string, (ports: { readonly clock: ManualClock; readonly random: Random }) => World>
  >;
  /** What inventories have told of machines by now. */
  readonly machines?: MirrorGround['machines'];
  /** What is known of organisations and sites. */
  readonly places?: MirrorGround['places'];
  readonly seed?: number;
  readonly store?: Store;
  /** Stands before a tool's simulator: faults, late answers. */
  readonly before?: (name: string, simulator: Simulator) => Simulator;
}

export function mirrorRoute(between: readonly string[], more: Partial<MirrorRoute> = {}): MirrorRoute {
  const { from: _from, to: _to, ...terms } = plainRoute;
  return {
    ...terms,
    name: between.join('-et-'),
    mode: 'mirror',
    adopt: false,
    between,
    owns: {},
    fields: {},
    until: null,
    mails: null,
    closes: null,
    ...more,
  };
}

const subjects: Readonly<Record<ToolKind, Subject>> = {
  toy: toySubject,
  servicenow: servicenowSubject,
  glpi: glpiSubject,
  itop: itopSubject,
  'intranet-form': formSubject,
};

export async function desk(setting: DeskSetting): Promise<Desk> {
  const clock = manualClock();
  const random = seededRandom(setting.seed ?? 1);
  const canon = shippedCanon();
  const tools = new Map<string, Tool>();
  for (const [name, kind] of Object.entries(setting.tools)) {
    const set = setting.worlds?.[name];
    const world = set ? set({ clock, random }) : await subjects[kind].setup({ clock, random });
    const simulator = world.simulator ?? { handle: () => ({ status: 404, headers: {}, body: '' }) };
    const adapter = simulatorAdapter(setting.before?.(name, simulator) ?? simulator);
    const { definition } = subjects[kind];
    const url = `https://${name}.example`;
    const connector = definition.connect({
      connection: name,
      config: definition.config.parse({ ...(world.config(url) as object), ...setting.more?.[name] }),
      zone: 'Europe/Paris',
      folder: '/',
      door: (to, pace) => openDoor({ connection: name, url: to, pace, clock, random, adapter }),
      clock,
      random,
      warn: () => undefined,
    });
    const mapping =
      kind === 'toy' ? toyMapping(name, canon) : shippedMapping(name, kind, canon, setting.overlays?.[name]);
    tools.set(name, { name, world, connector, mapping });
  }
  let store = setting.store ?? memoryStore();
  const files = memoryFiles();
  const told: FlowEvent[] = [];
  let routes = setting.routes ?? [mirrorRoute([...tools.keys()])];
  const connected = new Map(
    [...tools].map(([name, { connector, mapping }]): [string, Connected] => [
      name,
      {
        name,
        connector,
        mapping,
        mappingDigest: 'm1',
        zone: 'Europe/Paris',
        ...(setting.largestFile?.[name] !== undefined && { largestFile: setting.largestFile[name] }),
      },
    ]),
  );
  const { signal } = new AbortController();
  let processes = 0;
  const again = (limits: Partial<Limits> = {}): Mirror =>
    openMirror({
      limits,
      connected,
      routes,
      ...(setting.rules && { rules: setting.rules }),
      ...(setting.machines && { machines: setting.machines }),
      ...(setting.places && { places: setting.places }),
      store,
      files,
      clock,
      random,
      run: 'run',
      holder: `host-${++processes}`,
      signal,
      tell: (event) => void told.push(event),
    });
  let mirror = again();
  return {
    clock,
    random,
    reroute: (other) => {
      routes = other;
      mirror = again();
    },
    get store() {
      return store;
    },
    get mirror() {
      return mirror;
    },
    lose: () => {
      store = memoryStore();
      mirror = again();
    },
    tools,
    told,
    again,
    tool: (name) => {
      const tool = tools.get(name);
      if (!tool) throw new Error(`expected a tool ${name}; there is none`);
      return tool;
    },
    sync: async (limits) => {
      if (limits) mirror = again(limits);
      clock.advance(60_000);
      const wish = { pull: true, backlog: true };
      const went = await syncOnce(mirror, { store, clock, signal, run: 'run', wish, patience: 600_000 });
      const broken = went.find(({ error }) => error !== null);
      if (broken) throw broken.error;
      return went;
    },
  };
}

/** From the sources and from `dist` alike. */
const folder = pathToFileURL(`${findRoot()}/mappings/`);

function shippedCanon(): Canon {
  const loaded = loadCanon({ path: 'mappings/canon.yaml', text: readFileSync(new URL('canon.yaml', folder), 'utf8') });
  if ('faults' in loaded) throw new Error(loaded.faults.map((fault) => faultText(fault).en).join('\n'));
  return loaded.canon;
}

function shippedMapping(
  connection: string,
  connector: Exclude<ToolKind, 'toy'>,
  canon: Canon,
  overlay?: string,
): Mapping {
  const path = `mappings/${connector}.yaml`;
  const loaded = loadMapping({
    connection,
    connector,
    files: [
      { path, text: readFileSync(new URL(`${connector}.yaml`, folder), 'utf8') },
      ...(overlay === undefined ? [] : [{ path: `mappings/sites/${connection}.yaml`, text: overlay }]),
    ],
    journals: subjects[connector].definition.journals,
    canon,
  });
  if ('faults' in loaded) throw new Error(loaded.faults.map((fault) => faultText(fault).en).join('\n'));
  return loaded.mapping;
}
