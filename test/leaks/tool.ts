import type { ConnectorDefinition, NativeId } from '@passerelle/connector';
import {
  toySubject,
  type ManualClock,
  type Simulator,
  type ToySimulator,
  type World,
} from '@passerelle/connector/testing';
import type { Mapping } from '@passerelle/mapping';
import type { Random } from '@passerelle/connector';
import { subject as glpiSubject } from '../../connectors/glpi/conformance.subject.js';
import { world as glpiWorld } from '../../connectors/glpi/conformance.world.js';
import type { Glpi } from '../../connectors/glpi/simulator/index.js';
import {
  databaseSubject,
  publicSubject,
  subject as formSubject,
} from '../../connectors/intranet-form/conformance.subject.js';
import { made, type Mode } from '../../connectors/intranet-form/conformance.world.js';
import { subject as itopSubject } from '../../connectors/itop/conformance.subject.js';
import { subject as servicenowSubject } from '../../connectors/servicenow/conformance.subject.js';
import { world as servicenowWorld } from '../../connectors/servicenow/conformance.world.js';
import type { ServiceNow } from '../../connectors/servicenow/simulator/index.js';
import { kinds } from '../simulation/mirror/kinds.js';
import { readsOfEverybody, readsOfForm, readsOfGlpi, readsOfServicenow, type Endpoint } from './endpoints.js';
import {
  whispersOfForm,
  whispersOfGlpi,
  whispersOfItop,
  whispersOfServicenow,
  whispersOfToy,
  type Whisper,
} from './whispers.js';

export interface Ports {
  readonly clock: ManualClock;
  readonly random: Random;
}

/** A tool of one case, with everything by which somebody may say something internal in it, and by which a requester may read. */
export interface Tool {
  readonly world: World;
  readonly simulator: Simulator;
  readonly definition: ConnectorDefinition;
  readonly whispers: readonly Whisper[];
  readonly endpoints: readonly Endpoint[];
}

export interface Kind {
  readonly name: string;
  readonly mapping: (connection: string) => Mapping;
  readonly open: (ports: Ports) => Promise<Tool> | Tool;
  /** The names of what can be said internally in it. */
  readonly whispers: readonly string[];
}

function simulatorOf(world: World): Simulator {
  if (!world.simulator) throw new Error('expected a simulator');
  return world.simulator;
}

function mappingOf(name: string): Kind['mapping'] {
  return (connection) => {
    const kind = kinds[name];
    if (!kind) throw new Error(`expected ${name} among the kinds of the simulation`);
    return kind.mapping(connection);
  };
}

/** The form whose first reading begins with an export: the only mode in which a file of ours lies in a public folder. */
export const exported = 'intranet-form over its export';

function fromExport(): Kind {
  const kind = form('staff');
  return {
    ...kind,
    name: exported,
    open: async (ports) => {
      const tool = await kind.open(ports);
      const { world } = tool;
      const config = (url: string): unknown => ({ ...(world.config(url) as object), backfill: 'export' });
      return { ...tool, world: { ...world, config } };
    },
  };
}

function form(mode: Mode): Kind {
  const subjects = { staff: formSubject, database: databaseSubject(), public: publicSubject() };
  const { definition } = subjects[mode];
  return {
    name: `intranet-form over ${mode} pages`.replace('database pages', 'tables'),
    mapping: mappingOf('intranet-form'),
    whispers: mode === 'public' ? [] : ['note', 'file of a note'],
    open: (ports) => {
      const { world, form: tool } = made(ports, mode);
      return {
        world,
        simulator: simulatorOf(world),
        definition,
        whispers: whispersOfForm(tool),
        endpoints: [...readsOfEverybody(world), ...readsOfForm(tool)],
      };
    },
  };
}

/** Every tool of the house that can be told something, in each of its modes. */
export const toolKinds: readonly Kind[] = [
  {
    name: 'toy',
    mapping: mappingOf('toy'),
    whispers: ['aside', 'line turned internal'],
    open: async (ports) => {
      const world = await toySubject.setup(ports);
      const simulator = simulatorOf(world) as ToySimulator;
      return {
        world,
        simulator,
        definition: toySubject.definition,
        whispers: whispersOfToy(simulator),
        endpoints: readsOfEverybody(world),
      };
    },
  },
  {
    name: 'servicenow',
    mapping: mappingOf('servicenow'),
    whispers: ['work note'],
    open: (ports) => {
      const world = servicenowWorld(ports, { gzip: 'never' });
      const simulator = simulatorOf(world) as ServiceNow;
      return {
        world,
        simulator,
        definition: servicenowSubject.definition,
        whispers: whispersOfServicenow(simulator),
        endpoints: [...readsOfEverybody(world), ...readsOfServicenow(simulator)],
      };
    },
  },
  {
    name: 'glpi',
    mapping: mappingOf('glpi'),
    whispers: [
      'private follow-up',
      'private task',
      'approval',
      'file of a private follow-up',
      'file of a private task',
      'line turned internal',
    ],
    open: (ports) => {
      // Loud: what it would mail must be seen.
      const world = glpiWorld(ports, { more: { silent: false } });
      const simulator = simulatorOf(world) as Glpi;
      return {
        world,
        simulator,
        definition: glpiSubject.definition,
        whispers: whispersOfGlpi(simulator),
        endpoints: [...readsOfEverybody(world), ...readsOfGlpi(simulator)],
      };
    },
  },
  {
    name: 'itop',
    mapping: mappingOf('itop'),
    whispers: ['private log', 'work order'],
    open: async (ports) => {
      const world = await itopSubject.setup(ports);
      return {
        world,
        simulator: simulatorOf(world),
        definition: itopSubject.definition,
        whispers: whispersOfItop(world),
        endpoints: readsOfEverybody(world),
      };
    },
  },
  form('staff'),
  form('database'),
  form('public'),
  fromExport(),
];

/** Written to are all; how the form is read first makes no other target of it. */
export const targetKinds: readonly Kind[] = toolKinds.filter(({ name }) => name !== exported);

export type { NativeId };
