import type { Keyed, NativeCommand, Receipt } from '@passerelle/connector';
import { isLog } from '../reading/log.js';
import type { Command } from './receipts.js';

export type Any = Keyed<NativeCommand>;

/** Commands by their tickets, each ticket's in the order given. */
export function chainsOf(batch: readonly Any[]): readonly (readonly Any[])[] {
  const chains = new Map<string, Any[]>();
  for (const command of batch) {
    const ticket =
      command.kind === 'create' ? command.key : typeof command.id === 'string' ? command.id : command.id.createdBy;
    chains.set(ticket, [...(chains.get(ticket) ?? []), command]);
  }
  return [...chains.values()];
}

/** Appends to the logs that stand together. */
export function appendsFrom(
  commands: readonly Any[],
  from: number,
  landed: ReadonlyMap<string, Receipt>,
): readonly Command<'append'>[] {
  const run: Command<'append'>[] = [];
  for (const command of commands.slice(from)) {
    if (command.kind !== 'append' || !isLog(command.entry.journal) || landed.has(command.key)) break;
    run.push(command);
  }
  return run;
}
