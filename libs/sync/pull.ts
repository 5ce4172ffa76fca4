import type { Cursor, NativeTicket, Page } from '@passerelle/connector';
import type { Flow } from './flow.js';
import { hear, quarantineBroken } from './hear.js';
import { intend, type Quota } from './intend.js';
import type { FenceKeeper } from './lease.js';
import { haltIfNarrowed } from './narrowed.js';
import type { Counter } from './tally.js';
import type { Tide } from './tide.js';

export function streamOf({ route, spring }: Pick<Flow, 'route' | 'spring'>): string {
  return `${route.name}/${spring.connection}`;
}

/**
 * A place holds for the mapping that it was reached with. After any change of a row everything is read again, since words
 * may mean something else now; after a change back, too.
 */
const place = {
  write: (mappingDigest: string, cursor: Cursor): Cursor => `${mappingDigest} ${cursor}`,
  read: (mappingDigest: string, saved: Cursor | null): Cursor | null =>
    saved?.startsWith(`${mappingDigest} `) ? saved.slice(mappingDigest.length + 1) : null,
};

/**
 * Reads the source page by page. What a page brought, what is to be told because of it, and the cursor behind it are kept
 * in one commit, so a page that fails leaves no trace and is read again (law 6).
 */
export async function pull(flow: Flow, keeper: FenceKeeper, quota: Quota, counter: Counter, tide: Tide): Promise<void> {
  const { store, spring, signal } = flow;
  const stream = streamOf(flow);
  await again(flow, keeper, quota, counter);
  tide.rise();
  const cursor = place.read(spring.mappingDigest, await store.cursor(stream));
  for await (const page of spring.connector.source?.pull(cursor, signal) ?? []) {
    signal.throwIfAborted();
    if (page.total !== undefined) counter.expect(page.total);
    await keep(flow, keeper, quota, counter, page, stream);
    tide.rise();
  }
}

/** Quarantined tickets are asked for again at every run: the row that they miss may have been added. */
async function again(flow: Flow, keeper: FenceKeeper, quota: Quota, counter: Counter): Promise<void> {
  const waiting = (await flow.store.quarantined(flow.spring.connection)).filter(({ reason }) => reason !== 'broken');
  if (waiting.length === 0) return;
  let items: NativeTicket[] = [];
  const flush = async (): Promise<void> => {
    await keep(flow, keeper, quota, counter, { items, broken: [], cursor: '' }, null);
    items = [];
  };
  for await (const native of flow.spring.connector.source?.read(
    waiting.map(({ native: id }) => id),
    flow.signal,
  ) ?? []) {
    if (items.push(native) >= 500) await flush();
  }
  await flush();
}

async function keep(
  flow: Flow,
  keeper: FenceKeeper,
  quota: Quota,
  counter: Counter,
  page: Page<NativeTicket>,
  stream: string | null,
): Promise<void> {
  await keeper.hold();
  const heard = await hear(flow, page.items);
  const intents = await intend(flow, heard.news, quota);
  const quarantined = [
    ...(heard.changes.quarantined ?? []),
    ...page.broken.map((piece) => quarantineBroken(flow, piece)),
  ];
  const cursors = stream === null ? [] : [{ stream, cursor: place.write(flow.spring.mappingDigest, page.cursor) }];
  // A ticket that went back to what it was says nothing new, and waits no longer all the same.
  const asked = stream === null ? page.items.map(({ id }) => ({ connection: flow.spring.connection, native: id })) : [];
  const released = [...(heard.changes.released ?? []), ...asked];
  await flow.store.commit({ ...heard.changes, released, quarantined, intents, cursors }, [keeper.fence]);
  counter.add({
    heard: page.items.length,
    silent: heard.silent,
    changed: heard.news.length,
    stopped: heard.stopped,
    broken: page.broken.length,
    planned: new Set(intents.map(({ ticket }) => ticket)).size,
  });
  await haltIfNarrowed(flow, heard.news);
}
