import type { Instance } from '../wire/instance.js';
import { rowsOfMany } from '../wire/rows.js';
import type { Lane } from './lane.js';

/** Rows of each list that come in the one call. What is usual between two turns is fewer. */
const few = 100;

/**
 * The first windows of all lanes in one call of the Batch API: a turn in which nothing changed makes no other. Without it, and
 * for what it left undone, each lane asks by itself.
 */
export async function glance(
  instance: Instance,
  lanes: readonly Lane[],
  limit: number,
  signal?: AbortSignal,
): Promise<void> {
  const size = Math.min(few, limit);
  // A batch answers once the last of its questions is done; what counts is when the first was asked.
  const began = instance.tool.offset() === null ? null : instance.tool.earliest();
  const found = await rowsOfMany(
    instance,
    lanes.map((lane) => lane.question(size)),
    signal,
  );
  await Promise.all(
    lanes.map((lane, index) => {
      const rows = found[index];
      if (!rows) return lane.refill(signal);
      const at = began === null ? rows.at : Math.min(rows.at, began);
      return lane.refill(signal, { found: { ...rows, at }, size });
    }),
  );
}
