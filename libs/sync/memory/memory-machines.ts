import type { MachineRecord, Machines } from '../ports/machines.js';
import type { SavedCursor } from '../ports/records.js';

/** Machines of a house that keeps nothing. Cursors go where the river's go. */
export function memoryMachines(keepCursor: (cursor: SavedCursor) => Promise<void> = async () => undefined): Machines {
  const records = new Map<string, MachineRecord>();
  let revision = 0;
  const keyOf = ({ connection, said }: MachineRecord): string => JSON.stringify([connection, said.id]);
  return {
    all: async () => [...records].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, record]) => record),
    keep: async (kept, cursor) => {
      for (const record of kept) {
        const decided = records.get(keyOf(record))?.evidence === 'decision';
        if (!decided || record.evidence === 'decision') records.set(keyOf(record), record);
      }
      revision += 1;
      if (cursor) await keepCursor(cursor);
    },
    revision: async () => String(revision),
  };
}
