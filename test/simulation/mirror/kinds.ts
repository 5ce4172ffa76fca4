import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Clock, NativeCode, Random } from '@passerelle/connector';
import { toySubject, type Awaitable, type Subject, type World } from '@passerelle/connector/testing';
import { faultText, loadCanon, loadMapping, type Canon, type Mapping } from '@passerelle/mapping';
import { subject as glpiSubject } from '../../../connectors/glpi/conformance.subject.js';
import { account as glpiAccount, world as glpiWorld } from '../../../connectors/glpi/conformance.world.js';
import { subject as formSubject } from '../../../connectors/intranet-form/conformance.subject.js';
import { made as formWorld } from '../../../connectors/intranet-form/conformance.world.js';
import { subject as itopSubject } from '../../../connectors/itop/conformance.subject.js';
import type { ITop } from '../../../connectors/itop/simulator/index.js';
import { subject as servicenowSubject } from '../../../connectors/servicenow/conformance.subject.js';
import { world as servicenowWorld } from '../../../connectors/servicenow/conformance.world.js';
import type { ServiceNow } from '../../../connectors/servicenow/simulator/index.js';
import type { Chance } from '../chance.js';
import { toyMapping } from '../toy-mapping.js';
import { itopOddities, type Oddities } from './oddities.js';
import { overlays } from './overlays.js';

/** A tool that can take part: its connector, its simulator with people in it, and its dictionary. */
export interface ToolKind {
  readonly subject: Subject;
  readonly mapping: (connection: string) => Mapping;
  /** A world of this story: its quirks may be drawn. `config` is laid over the world's own. */
  readonly setup: (ports: Ports, by: Chance) => Awaitable<Setting>;
  readonly config: (by: Chance) => Readonly<Record<string, unknown>>;
  /** How people log in there, laid over that: with another account than ours, where the tool tells whose hand it was. */
  readonly hand: Readonly<Record<string, unknown>>;
  readonly journals: { readonly public: NativeCode; readonly internal: NativeCode };
  /** Of a tool that is asked with POST, too: a body that changes nothing. */
  readonly asks: (body: string) => boolean;
  /** Between lines of two journals it knows no order but that of their seconds. */
  readonly secondsOnly: boolean;
  /** What it shows in its journal of a ticket that was resolved elsewhere, and that is nobody's line. */
  readonly answer: RegExp | null;
  /** What it does on days of its own; null where nothing of the kind is known. */
  readonly oddities: Oddities | null;
}

export interface Setting {
  readonly world: World;
  /** Milliseconds until others see what people do there. */
  readonly lag: number;
}

export interface Ports {
  readonly clock: Clock;
  readonly random: Random;
}

const folder = findMappings();
const canon = shippedCanon();

/** One line for each tool: what its conformance room exports is all that is needed. */
export const kinds: Readonly<Record<string, ToolKind>> = {
  toy: kind(toySubject, {
    mapping: (connection) => toyMapping(connection, canon),
    // People set clocks back by up to five seconds.
    config: () => ({ behind: 10_000 }),
  }),
  servicenow: kind(servicenowSubject, {
    setup: (ports, by) => {
      const lag = by.pick([0, 0, 1_000, 20_000]);
      const more = { lag: 30, settled: by.pick([30, 60]) };
      const world = servicenowWorld(moved(ports), { gzip: 'never' }, { more });
      return { world: openedLate(world, lag), lag };
    },
  }),
  itop: kind(itopSubject, {
    setup: async (ports) => {
      const world = await itopSubject.setup(moved(ports));
      // What GLPI calls its only entity: an organisation that a tool does not know is the site's to decide.
      (world.simulator as ITop).instance.database.insert('Organization', { name: 'Entité racine', status: 'active' });
      return { world, lag: 0 };
    },
    oddities: itopOddities,
    asks: (body) => /core(?:\/|%2F)get\b|list_operations/u.test(body),
    secondsOnly: true,
  }),
  glpi: kind(glpiSubject, {
    hand: { auth: { user: 'glpi', password: 'glpi', appToken: glpiAccount.appToken } },
    answer: /\[réf\. passerelle [0-9a-f]{32}\](?:<\/p>)?$/u,
    setup: (ports, by) => ({
      world: glpiWorld(moved(ports), { profile: by.pick(['9.5', '10', '10', '11']) }),
      lag: 0,
    }),
  }),
  'intranet-form': kind(formSubject, {
    secondsOnly: true,
    setup: (ports, by) => ({
      world: formWorld(moved(ports), 'staff', { profile: by.pick(['3.4', '3.6']) }).world,
      lag: 0,
    }),
  }),
};

/**
 * What is opened is seen by others later than its stamp says. Only that: of a ticket that is seen already the simulator
 * would go on showing the older row after somebody else's later write, which no database does.
 */
function openedLate(world: World, lag: number): World {
  const quirks = (world.simulator as ServiceNow).instance.quirks as { commitLag: number };
  const open: World['humans']['open'] = (label) => {
    quirks.commitLag = lag;
    try {
      return world.humans.open(label);
    } finally {
      quirks.commitLag = 0;
    }
  };
  return { ...world, humans: { ...world.humans, open } };
}

/** Worlds are made for checks that move the clock; here the story does. */
function moved({ clock, random }: Ports) {
  return { clock: { ...clock, advance: () => undefined }, random };
}

function kind(subject: Subject, more: Partial<ToolKind> = {}): ToolKind {
  const { definition, samples } = subject;
  const of = (audience: 'public' | 'internal'): NativeCode =>
    samples?.journals.find((journal) => definition.journals[journal] === audience) ?? '';
  return {
    subject,
    mapping: (connection) => {
      const known = `${subject.definition.name} ${connection}`;
      const mapping = compiled.get(known) ?? shippedMapping(connection, subject);
      compiled.set(known, mapping);
      return mapping;
    },
    setup: async (ports) => ({ world: await subject.setup(moved(ports)), lag: 0 }),
    config: () => ({}),
    hand: {},
    journals: { public: of('public'), internal: of('internal') },
    asks: () => false,
    secondsOnly: false,
    answer: null,
    oddities: null,
    ...more,
  };
}

/** A mapping keeps nothing between two calls, so the stories of one process share it. */
const compiled = new Map<string, Mapping>();

function shippedMapping(connection: string, { definition: { name, journals } }: Subject): Mapping {
  const shipped = { path: `mappings/${name}.yaml`, text: readFileSync(join(folder, `${name}.yaml`), 'utf8') };
  const decided = overlays[name];
  const files = [
    shipped,
    ...(decided === undefined ? [] : [{ path: `mappings/sites/${connection}.yaml`, text: decided }]),
  ];
  const loaded = loadMapping({ connection, connector: name, files, journals, canon });
  if ('faults' in loaded) throw new Error(loaded.faults.map((fault) => faultText(fault).en).join('\n'));
  return loaded.mapping;
}

function shippedCanon(): Canon {
  const loaded = loadCanon({ path: 'mappings/canon.yaml', text: readFileSync(join(folder, 'canon.yaml'), 'utf8') });
  if ('faults' in loaded) throw new Error(loaded.faults.map((fault) => faultText(fault).en).join('\n'));
  return loaded.canon;
}

/** From the sources and from `dist` alike. */
function findMappings(): string {
  for (let at = import.meta.dirname; ; at = dirname(at)) {
    if (existsSync(join(at, 'mappings', 'canon.yaml'))) return join(at, 'mappings');
    if (dirname(at) === at) throw new Error('expected mappings/ above the simulation, there is none');
  }
}
