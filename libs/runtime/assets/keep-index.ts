import { indexMachines, noMachines, type MachineIndex, type Machines } from '@passerelle/sync';

/** The index of what is kept; made again when something was kept since, by this process or another. */
export function keepIndex(machines: Machines): () => Promise<MachineIndex> {
  let revision: string | null = null;
  let index = noMachines;
  return async () => {
    const now = await machines.revision();
    if (now === revision) return index;
    const records = await machines.all();
    index = records.length === 0 ? noMachines : indexMachines(records);
    revision = now;
    return index;
  };
}
