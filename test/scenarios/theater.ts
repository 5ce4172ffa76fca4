import { existsSync, readFileSync } from 'node:fs';
import type { NativeId } from '@passerelle/connector';
import type { World } from '@passerelle/connector/testing';
import { indexMachines, ticketId, type MirrorRoute } from '@passerelle/sync';
import { desk, mirrorRoute, type Desk } from '../simulation/desk.js';
import { inventoriesOf, type Inventories } from './inventories.js';
import { rulesOf } from './rules.js';
import type { Scenario } from './scenario.js';
import type { Hands, Stage } from './stage.js';
import { stages } from './stages.js';

/** One scenario, set up and under way. */
export interface Theater {
  readonly scenario: Scenario;
  readonly desk: Desk;
  readonly hands: ReadonlyMap<string, Hands>;
  readonly inventories: Inventories;
  /** Where each ticket was opened, by its name. */
  readonly opened: Map<string, { readonly tool: string; readonly native: NativeId }>;
}

export async function openTheater(scenario: Scenario): Promise<Theater> {
  const { tools, inventories: named } = scenario;
  const staged = Object.entries(tools).map(([name, tool]) => ({ name, ...tool, set: stageOf(tool.stage) }));
  const hands = new Map<string, Hands>();
  const route = routeOf(scenario, scenario.route);
  const worlds = staged.map(({ name, set }) => [
    name,
    (ports: Parameters<Stage['setup']>[0]): World => {
      const made = set.setup(ports);
      hands.set(name, made.hands);
      return made.world as World;
    },
  ]);
  const inventories = inventoriesOf(named);
  const made = await desk({
    tools: Object.fromEntries(staged.map(({ name, set }) => [name, set.kind])),
    worlds: Object.fromEntries(worlds) as never,
    more: Object.fromEntries(staged.flatMap(({ name, config }) => (config === undefined ? [] : [[name, config]]))),
    overlays: Object.fromEntries(
      staged.flatMap(({ name, mapping }) => (mapping === undefined ? [] : [[name, overlay(mapping)]])),
    ),
    routes: [route],
    rules: new Map([[route.name, rulesOf(scenario)]]),
    machines: async () => indexMachines(await inventories.machines.all()),
  });
  return { scenario, desk: made, hands, inventories, opened: new Map() };
}

/** One mirror between all tools of the scenario. */
export function routeOf({ tools }: Scenario, terms: Scenario['route']): MirrorRoute {
  const { missingGroup, rules: _rules, ...more } = terms;
  const plain = mirrorRoute(Object.keys(tools), more as Partial<MirrorRoute>);
  return { ...plain, choices: { ...plain.choices, missingGroup } };
}

function stageOf(name: string): Stage {
  const stage = stages[name];
  if (!stage) throw new Error(`expected a stage among ${Object.keys(stages).join(', ')}, came «${name}»`);
  return stage;
}

function overlay(name: string): string {
  const path = `mappings/${name}.yaml`;
  if (!existsSync(path)) throw new Error(`expected a mapping ${path}, there is none`);
  return readFileSync(path, 'utf8');
}

/** The canonical name of the ticket that was opened under this name. */
export function keptAs({ opened }: Theater, name = 'it'): string {
  const origin = opened.get(name);
  if (!origin) throw new Error(`expected a ticket that was opened as «${name}», there is none`);
  return ticketId(origin.tool, origin.native);
}

/** The ticket as this tool has it: where it was opened, or its copy. */
export async function find(theater: Theater, tool: string, name = 'it'): Promise<NativeId | null> {
  const id = keptAs(theater, name);
  const origin = theater.opened.get(name);
  if (origin?.tool === tool) return origin.native;
  const bonds = (await theater.desk.store.bondsOf([id])).filter(
    ({ connection, tombstone }) => connection === tool && !tombstone,
  );
  return bonds[0]?.native ?? null;
}
