import type { BrokenPiece, NativeTicket } from '@passerelle/connector';
import type { Hearing } from './flow.js';
import { hear } from './hear.js';
import { backlog, intend, quotaOf } from './intend.js';
import type { Intent, Quarantine, WholeTicket } from './ports/records.js';
import { place } from './pull.js';
import { waysOf } from './route.js';

/** What listening to some tickets now would bring. */
export interface Foreseen {
  readonly heard: number;
  /** What would be told of these tickets, and not what is queued already. */
  readonly intents: readonly Intent[];
  /** Their tickets as they would be. */
  readonly wholes: readonly WholeTicket[];
  readonly stopped: readonly Quarantine[];
  readonly broken: readonly BrokenPiece[];
}

/**
 * Listens to one connection and keeps nothing: what a turn would hear there, and what everybody would be told because of it.
 * Each connection is foreseen over what is kept now; of a ticket that changed in two tools at once, each is told of apart.
 */
export async function* foresee(flow: Hearing): AsyncIterable<Foreseen> {
  const { store, spring, stream, signal } = flow;
  const { source } = spring.connector;
  const again = [
    ...(await store.quarantined(spring.connection)).flatMap(({ reason, native }) =>
      reason === 'broken' ? [] : [native],
    ),
    ...(await store.postponed(spring.connection)),
  ];
  const waiting: NativeTicket[] = [];
  if (again.length > 0)
    for await (const native of source?.read([...new Set(again)], signal) ?? []) waiting.push(native);
  if (waiting.length > 0) yield foreseen(flow, waiting, []);
  const cursor = place.read(spring.mappingDigest, await store.cursor(stream));
  for await (const page of source?.pull(cursor, signal) ?? []) {
    signal.throwIfAborted();
    yield foreseen(flow, page.items, page.broken);
  }
  yield* begun(flow);
}

async function foreseen(
  flow: Hearing,
  items: readonly NativeTicket[],
  broken: readonly BrokenPiece[],
): Promise<Foreseen> {
  const { news, changes } = await hear(flow, items);
  return {
    heard: items.length,
    intents: await intend(flow, news, quotaOf(null)),
    wholes: news.map(({ merged }) => merged.whole),
    stopped: changes.quarantined ?? [],
    broken,
  };
}

/** Tickets that were heard earlier and would begin now. */
async function* begun(flow: Hearing): AsyncIterable<Foreseen> {
  const { spring, store, routes, begins } = flow;
  const ways = routes.filter(({ name }) => begins.has(name)).flatMap(waysOf);
  for (const way of ways.filter(({ from }) => from.includes(spring.connection))) {
    for await (const intents of backlog(flow, spring.connection, way, quotaOf(null))) {
      const wholes = await store.tickets([...new Set(intents.map(({ ticket }) => ticket))]);
      yield { heard: 0, intents, wholes: [...wholes.values()], stopped: [], broken: [] };
    }
  }
}
