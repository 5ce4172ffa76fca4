import { openDoor, type AssetSource } from '@passerelle/connector';
import { simulatorAdapter } from '@passerelle/connector/testing';
import { hearMachines, memoryMachines, type Machines } from '@passerelle/sync';
import { ocs } from '../../connectors/ocs/index.js';
import type { Desk } from '../simulation/desk.js';
import { ocsLyceeStage } from './ocs-stage.js';
import type { Scenario } from './scenario.js';
import type { InventoryStage, Ports } from './stage.js';

export interface Inventories {
  readonly machines: Machines;
  /** Reads every inventory, those of the tools themselves among them. */
  read(desk: Desk): Promise<void>;
}

const stages: Readonly<Record<string, InventoryStage>> = { 'ocs-lycee': ocsLyceeStage };

/** What the named inventories and the tools know of machines. */
export function inventoriesOf(named: Scenario['inventories']): Inventories {
  const machines = memoryMachines();
  let sources: readonly (readonly [string, AssetSource])[] | null = null;
  return {
    machines,
    async read(desk) {
      if (Object.keys(named).length === 0) return;
      sources ??= Object.entries(named).map(([name, { stage }]) => [name, open(name, stage, desk)] as const);
      const own = [...desk.tools].flatMap(([name, { connector }]) =>
        connector.inventory ? [[name, connector.inventory] as const] : [],
      );
      const ground = { machines, clock: desk.clock, cursor: async () => null };
      for (const [name, source] of [...sources, ...own]) await hearMachines(ground, name, source);
    },
  };
}

function open(connection: string, stage: string, { clock, random }: Ports): AssetSource {
  const set = stages[stage];
  if (!set) throw new Error(`expected an inventory among ${Object.keys(stages).join(', ')}, came «${stage}»`);
  const { simulator, config } = set.setup({ clock, random });
  const url = `https://${connection}.example`;
  const { inventory } = ocs.connect({
    connection,
    config: ocs.config.parse(config(url)),
    zone: 'Europe/Paris',
    folder: '/',
    door: (to, pace) => openDoor({ connection, url: to, pace, clock, random, adapter: simulatorAdapter(simulator) }),
    clock,
    random,
    warn: () => undefined,
  });
  if (!inventory) throw new Error(`expected ${connection} to list machines`);
  return inventory;
}
