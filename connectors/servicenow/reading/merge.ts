import type { Row } from '../wire/row.js';
import { before } from './cursor.js';
import { keyOf, type Lane } from './lane.js';

export interface Taken {
  readonly row: Row;
  readonly table: string;
  /** The instance's clock when it was read; null for rows that are not part of the sweep. */
  readonly readAt: number | null;
}

export interface Slice {
  readonly rows: readonly Taken[];
  readonly last: boolean;
}

/**
 * Several lanes as one, oldest change first. A row is taken only while every lane shows its next one or has come to its
 * end, so that the order holds over all of them.
 */
export async function* merged(
  lanes: readonly Lane[],
  aside: readonly Taken[],
  size: number,
  signal?: AbortSignal,
): AsyncGenerator<Slice> {
  const extra = [...aside].sort((a, b) => (before(keyOf(a.row), keyOf(b.row)) ? -1 : 1));
  for (;;) {
    const rows: Taken[] = [];
    while (rows.length < size) {
      const dry = lanes.filter(({ buffer, done }) => buffer.length === 0 && !done);
      if (dry.length > 0) {
        await Promise.all(dry.map((lane) => lane.refill(signal)));
        continue;
      }
      const next = takeOldest(lanes, extra);
      if (next === null) break;
      rows.push(next);
    }
    const last = extra.length === 0 && lanes.every(({ buffer, done }) => done && buffer.length === 0);
    yield { rows, last };
    if (last) return;
  }
}

function takeOldest(lanes: readonly Lane[], extra: Taken[]): Taken | null {
  let oldest: Lane | null = null;
  for (const lane of lanes) {
    const head = lane.buffer[0];
    const best = oldest?.buffer[0];
    if (head && (!best || before(keyOf(head), keyOf(best)))) oldest = lane;
  }
  const [beside] = extra;
  const head = oldest?.buffer[0];
  if (beside && (!head || before(keyOf(beside.row), keyOf(head)))) return extra.shift() ?? null;
  if (!oldest || !head) return null;
  oldest.buffer.shift();
  return { row: head, table: oldest.table, readAt: oldest.readAt };
}
