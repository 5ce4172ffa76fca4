import { Fault, type AssetSource, type NativeAsset, type Page } from '@passerelle/connector';
import { backFrom } from './instant.js';
import { openReader, type Batch, type Reader } from './reading/records.js';
import { survey, type Survey } from './reading/survey.js';
import type { Server } from './wire/server.js';

const cursorShape = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

/** Machines of one OCS. Only the last page moves the cursor: pages have no order that a later reading could go on from. */
export function openInventory(server: Server): AssetSource {
  const { zone } = server;
  const { lag } = server.config;
  return {
    classes: ['computer'],
    async *pull(cursor, signal) {
      const since = cursor === null ? null : backFrom(checked(server, cursor), lag, zone);
      const found = await survey(server, since, signal);
      const reader = openReader(server, found.generation);
      const start = cursor ?? new Date(0).toISOString();
      let latest = start;
      let held: Page<NativeAsset> | null = null;
      for await (const { items, broken } of batches(server, reader, found, signal)) {
        if (held) yield held;
        for (const { seenAt } of items) if (seenAt !== null && seenAt > latest) latest = seenAt;
        const news = items.filter(({ seenAt }) => since === null || seenAt === null || Date.parse(seenAt) >= since);
        held = { items: news, broken, cursor: start };
      }
      // Nothing from before the server's now is assumed to be complete: a report may be written later than it is stamped.
      const seen = Math.min(Date.parse(latest), server.now());
      yield { items: [], broken: [], ...held, cursor: new Date(seen).toISOString() };
    },
    async *read(ids, signal) {
      const named = ids.filter((id) => /^\d{1,9}$/.test(id)).map(Number);
      if (named.length === 0) return;
      const { generation, ids: there } = await survey(server, null, signal);
      const reader = openReader(server, generation);
      const present = new Set(there);
      const { items, broken } = await reader.byId(
        named.filter((id) => present.has(id)),
        signal,
      );
      const [piece] = broken;
      if (piece) {
        const { where, expected, came } = piece;
        throw server.fault('malformed', {
          fr: `${where} : attendu ${expected.fr}, reçu ${came.fr}`,
          en: `${where}: expected ${expected.en}, came ${came.en}`,
        });
      }
      yield* items;
    },
    list: async (signal) => (await survey(server, null, signal)).ids.map(String),
  };
}

function checked(server: Server, cursor: string): string {
  if (cursorShape.test(cursor) && !Number.isNaN(Date.parse(cursor))) return cursor;
  const came = JSON.stringify(cursor.slice(0, 60));
  throw server.fault('rejected', {
    fr: `attendu un curseur de ce connecteur, un instant, reçu ${came} ; recommencez depuis le début`,
    en: `expected a cursor of this connector, an instant, came ${came}; start over`,
  });
}

/** By id where few changed, else page by page; what pages without an order left out is read by id at the end. */
async function* batches(
  { config }: Server,
  reader: Reader,
  { ids, rows, changed }: Survey,
  signal?: AbortSignal,
): AsyncIterable<Batch> {
  const wanted = changed === null ? ids : ids.filter((id) => changed.has(id));
  const missing = new Set(wanted);
  const pages = Math.ceil(rows / config.pageSize);
  if (changed === null || wanted.length > pages) {
    for (let start = 0; start < rows; start += config.pageSize) {
      const batch = await paged(reader, start, signal);
      if (batch === null) break;
      const items = batch.items.filter(({ id }) => missing.delete(Number(id)));
      for (const id of batch.ids) missing.delete(id);
      yield { ...batch, items };
    }
  }
  const left = [...missing];
  for (let from = 0; from < left.length; from += config.pageSize)
    yield await reader.byId(left.slice(from, from + config.pageSize), signal);
}

/** One page; null past the end, and where the server cannot show pages (Debian 12 answers 500), so that all is read by id. */
async function paged(reader: Reader, start: number, signal?: AbortSignal): Promise<Batch | null> {
  try {
    return await reader.page(start, signal);
  } catch (error) {
    if (error instanceof Fault && error.status === 500) return null;
    throw error;
  }
}
