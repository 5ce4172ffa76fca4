import { hearMachines, type MachineReport } from '@passerelle/sync';
import { explain } from '../explain.js';
import type { House } from '../house/house.js';
import { OperatorError } from '../operator-error.js';

export interface PulledMachines {
  readonly connection: string;
  readonly report: MachineReport | null;
  /** Why nothing was kept of it. */
  readonly error: OperatorError | null;
}

/** Connections whose tool tells of machines, in the order of the configuration. One that cannot be opened is told by its own verb. */
export async function inventoriesOf(house: House): Promise<readonly string[]> {
  const names: string[] = [];
  for (const name of house.configuration.connections.keys()) {
    const opened = await house.connected(name).catch(() => null);
    if (opened?.connector.inventory) names.push(name);
  }
  return names;
}

/** Reads these inventories one after the other, each from its own cursor. A failure of one keeps nothing of it and stops no other. */
export async function pullMachines(
  house: House,
  names: readonly string[],
  signal: AbortSignal,
): Promise<readonly PulledMachines[]> {
  const pulled: PulledMachines[] = [];
  for (const connection of names) {
    try {
      signal.throwIfAborted();
      const { inventory } = (await house.connected(connection)).connector;
      if (!inventory) throw noInventory(connection, await inventoriesOf(house));
      const ground = {
        machines: house.machines,
        clock: house.clock,
        cursor: (stream: string) => house.store.cursor(stream),
        signal,
      };
      pulled.push({ connection, report: await hearMachines(ground, connection, inventory), error: null });
    } catch (error) {
      pulled.push({ connection, report: null, error: explain(error) });
    }
  }
  return pulled;
}

function noInventory(connection: string, known: readonly string[]): OperatorError {
  return new OperatorError(
    'unknown-name',
    {
      fr: `une connexion qui connaît des machines est attendue, «${connection}» n’en connaît pas`,
      en: `expected a connection that tells of machines, «${connection}» does not`,
    },
    {
      fr: `celles qui en connaissent : ${known.join(', ') || 'aucune'}`,
      en: `those that do: ${known.join(', ') || 'none'}`,
    },
  );
}
