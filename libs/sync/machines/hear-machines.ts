import type { AssetSource, BrokenPiece, Clock, NativeAsset } from '@passerelle/connector';
import type { Machines } from '../ports/machines.js';
import { foldMachines } from './fold-machines.js';

export interface MachineGround {
  readonly machines: Machines;
  readonly clock: Clock;
  /** What the stream was read up to; null before the first time. */
  cursor(stream: string): Promise<string | null>;
  readonly signal?: AbortSignal;
}

export interface MachineReport {
  /** Machines that the inventory told of this time. */
  readonly seen: number;
  /** Records that are kept now: new ones, changed ones, and those whose machine became clear or unclear. */
  readonly kept: number;
  readonly gone: number;
  readonly broken: readonly BrokenPiece[];
}

/** The stream under which an inventory's cursor is kept. */
export const machineStream = (connection: string): string => `machines:${connection}`;

/**
 * Reads an inventory from its cursor and keeps what it said with the cursor behind it, in one step: a reading that fails keeps
 * nothing. Where the tool lists its ids, what is not there any more is gone.
 */
export async function hearMachines(
  ground: MachineGround,
  connection: string,
  inventory: AssetSource,
): Promise<MachineReport> {
  const stream = machineStream(connection);
  const from = await ground.cursor(stream);
  const told = new Map<string, NativeAsset>();
  const broken: BrokenPiece[] = [];
  let cursor = from;
  for await (const page of inventory.pull(from, ground.signal)) {
    for (const asset of page.items) told.set(asset.id, asset);
    broken.push(...page.broken);
    cursor = page.cursor;
  }
  const listed = await inventory.list?.(ground.signal);
  const known = await ground.machines.all();
  const now = ground.clock.now().toISOString();
  // A reading with a broken piece in it does not say what is gone: the piece may be the very machine.
  const all = listed ?? (inventory.whole && broken.length === 0 ? [] : null);
  const present = all ? new Set([...all, ...told.keys()]) : null;
  const kept = foldMachines(known, { connection, told: [...told.values()], present }, now);
  // What could not be read is read again: the cursor stays where it was.
  const saved = cursor === null || broken.length > 0 ? undefined : { stream, cursor };
  await ground.machines.keep(kept, saved);
  const gone = kept.filter((record) => record.gone && record.connection === connection).length;
  return { seen: told.size, kept: kept.length, gone, broken };
}
