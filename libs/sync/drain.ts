import type { Telling } from './flow.js';
import type { FenceKeeper } from './lease.js';
import type { OutboxRow } from './ports/records.js';
import { settle } from './settle.js';
import type { Stream } from './stream.js';
import type { Counter } from './tally.js';

/** Takes the queued intents of a batch of tickets that no other lane is busy with; `urgent`: of those that go first alone. */
export async function claim(flow: Telling, busy: Set<string>, urgent = false): Promise<readonly OutboxRow[]> {
  const { store, mouth, clock, limits } = flow;
  const due = await store.due(mouth.connection, clock.now().toISOString(), limits.batch, [...busy]);
  const first = new Set(due.flatMap((row) => (row.urgent ? [row.ticket] : [])));
  const rows = urgent ? due.filter(({ ticket }) => first.has(ticket)) : due;
  for (const { ticket } of rows) busy.add(ticket);
  return rows;
}

/** When there may be something to send again; null when nothing is left but what waits for a human. */
export async function nextWork(
  flow: Telling,
  keeper: FenceKeeper,
  counter: Counter,
  stream: Stream,
): Promise<string | null> {
  await keeper.hold();
  const settleAt = await settle(flow, keeper, counter, stream);
  const dueAt = await flow.store.nextDue(flow.mouth.connection);
  const at = [settleAt, dueAt].filter((instant) => instant !== null).sort()[0] ?? null;
  if (at !== null && Date.parse(at) - flow.clock.now().getTime() > 1_000)
    flow.tell({ kind: 'waiting', until: at, why: at === settleAt ? 'settling' : 'retry' });
  return at;
}
