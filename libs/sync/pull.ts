import type { Cursor, NativeId, NativeTicket, Page } from '@passerelle/connector';
import type { Hearing } from './flow.js';
import { hear, type News } from './hear.js';
import { reopened } from './reopened.js';
import { intend, type Quota } from './intend.js';
import type { FenceKeeper } from './lease.js';
import { haltIfNarrowed } from './narrowed.js';
import { quarantineBroken } from './quarantine.js';
import { Overtaken } from './ports/store.js';
import type { Counter } from './tally.js';

/**
 * A place holds for the mapping that it was reached with. After any change of a row everything is read again, since words
 * may mean something else now; after a change back, too.
 */
export const place = {
  write: (mappingDigest: string, cursor: Cursor): Cursor => `${mappingDigest} ${cursor}`,
  read: (mappingDigest: string, saved: Cursor | null): Cursor | null =>
    saved?.startsWith(`${mappingDigest} `) ? saved.slice(mappingDigest.length + 1) : null,
};

/**
 * Reads the source page by page. What a page brought, what is to be told because of it, and the cursor behind it are kept
 * in one commit, so a page that fails leaves no trace and is read again (law 6).
 */
export async function pull(
  flow: Hearing,
  keeper: FenceKeeper,
  quota: Quota,
  counter: Counter,
  rise: () => void,
): Promise<void> {
  const { store, spring, stream, signal } = flow;
  await again(flow, keeper, quota, counter);
  rise();
  const cursor = place.read(spring.mappingDigest, await store.cursor(stream));
  let reached = cursor;
  for await (const page of spring.connector.source?.pull(cursor, signal) ?? []) {
    signal.throwIfAborted();
    if (page.total !== undefined) counter.expect(page.total);
    // A turn in which nothing is new writes nothing.
    const moved = page.cursor !== reached;
    reached = page.cursor;
    if (moved || page.items.length + page.broken.length > 0)
      await keep(flow, keeper, quota, counter, page, { cursor: place.write(spring.mappingDigest, page.cursor), moved });
    rise();
  }
}

/** What is in quarantine is asked for again at every run, since the row that it misses may have been added; so is what was postponed. */
async function again(flow: Hearing, keeper: FenceKeeper, quota: Quota, counter: Counter): Promise<void> {
  const { connection } = flow.spring;
  const waiting = (await flow.store.quarantined(connection)).filter(({ reason }) => reason !== 'broken');
  await readAgain(
    flow,
    keeper,
    quota,
    counter,
    waiting.map(({ native }) => native),
  );
  await resume(flow, keeper, quota, counter);
}

/** What could not be compared is read again before anything is told there. */
export async function resume(flow: Hearing, keeper: FenceKeeper, quota: Quota, counter: Counter): Promise<void> {
  await readAgain(flow, keeper, quota, counter, await flow.store.postponed(flow.spring.connection));
}

/** Reads tickets by name and listens to them. One that is there no more says nothing, and is waited for no longer. */
export async function readAgain(
  flow: Hearing,
  keeper: FenceKeeper,
  quota: Quota,
  counter: Counter,
  ids: readonly NativeId[],
): Promise<void> {
  if (ids.length === 0) return;
  const left = new Set(ids);
  let items: NativeTicket[] = [];
  const flush = async (): Promise<void> => {
    await keep(flow, keeper, quota, counter, { items, broken: [], cursor: '' }, null);
    items = [];
  };
  for await (const native of flow.spring.connector.source?.read(ids, flow.signal) ?? []) {
    left.delete(native.id);
    if (items.push(native) >= 500) await flush();
  }
  await flush();
  const { connection } = flow.spring;
  if (left.size > 0)
    await flow.store.commit({ resumed: [...left].map((native) => ({ connection, native })) }, keeper.fences);
}

/** The place behind a page. */
export interface Reached {
  readonly cursor: Cursor;
  /** It is another one than before the page. */
  readonly moved: boolean;
}

/** Listens to a page and keeps it, with the place behind it; null for tickets that were read by name. */
export async function keep(
  flow: Hearing,
  keeper: FenceKeeper,
  quota: Quota,
  counter: Counter,
  page: Page<NativeTicket>,
  reached: Reached | null,
): Promise<void> {
  const { store, spring, stream } = flow;
  for (let attempt = 1; ; attempt += 1) {
    await keeper.hold();
    const heard = await hear(flow, page.items);
    const intents = await intend(flow, heard.news, quota);
    const quarantined = [
      ...(heard.changes.quarantined ?? []),
      ...page.broken.map((piece) => quarantineBroken(flow, piece)),
    ];
    const cursors = reached?.moved ? [{ stream, cursor: reached.cursor }] : [];
    // A ticket that went back to what it was says nothing new, and waits no longer all the same.
    const asked = reached === null ? page.items.map(({ id }) => ({ connection: spring.connection, native: id })) : [];
    const released = [...(heard.changes.released ?? []), ...asked];
    try {
      const resolutions = [...(heard.changes.resolutions ?? []), ...(await reopened(flow, heard.news, intents))];
      await store.commit({ ...heard.changes, resolutions, released, quarantined, intents, cursors }, keeper.fences);
    } catch (error) {
      // Somebody was heard on one of these tickets in another tool: the page is folded again over that.
      if (error instanceof Overtaken && attempt < tries) continue;
      throw error;
    }
    counter.add({
      heard: page.items.length,
      silent: heard.silent,
      changed: heard.news.length,
      stopped: heard.stopped,
      postponed: heard.postponed,
      broken: page.broken.length,
      internal: internalOf(heard.news),
      planned: new Set(intents.map(({ ticket }) => ticket)).size,
    });
    await haltIfNarrowed(flow, heard.news);
    return;
  }
}

function internalOf(news: readonly News[]): number {
  const parts = news.flatMap(({ merged }) => [...merged.newEntries, ...merged.newAttachments]);
  return parts.filter(({ audience }) => audience === 'internal').length;
}

/** Each time that a page is overtaken somebody else's was kept; so many in a row are not bad luck any more. */
const tries = 50;
