import type { Instant } from '@passerelle/ticket';
import type { MachineId, MachineRecord } from '../ports/machines.js';
import { foldMachines } from './fold-machines.js';
import { ownMachine } from './match.js';

export interface Choice {
  readonly connection: string;
  readonly native: string;
  /** null: it is a machine of its own. */
  readonly machine: MachineId | null;
  readonly by: string;
}

/** What is kept because somebody said which machine a record is of; null where that record or machine is not known. */
export function choose(known: readonly MachineRecord[], choice: Choice, at: Instant): readonly MachineRecord[] | null {
  const record = known.find(({ connection, said }) => connection === choice.connection && said.id === choice.native);
  if (!record) return null;
  const machine = choice.machine ?? ownMachine(record);
  const others = known.filter((each) => each !== record);
  if (choice.machine !== null && !others.some((each) => each.machine === machine)) return null;
  const decided: MachineRecord = {
    ...record,
    machine,
    evidence: 'decision',
    candidates: [],
    by: choice.by,
    at,
    heard: at,
  };
  // Others may be clear now.
  const inventory = { connection: choice.connection, told: [], present: null };
  return [decided, ...foldMachines([...others, decided], inventory, at)];
}
