import type { Row } from '../wire/lists.js';
import type { Server } from '../wire/server.js';
import { columnNumbers } from './columns.js';
import { headsOf, type Head } from './heads.js';
import { rowsByIds, type Names } from './names.js';

/** Rows of the search engine as tickets; a Fault where one of them cannot be read. */
export async function readHeads(
  server: Server,
  names: Names,
  rows: readonly Row[],
  signal?: AbortSignal,
): Promise<readonly Head[]> {
  const { heads, flaws } = await headsOf({ server, names, encoding: await server.encoding(signal) }, rows, signal);
  const [flaw] = flaws;
  if (!flaw) return heads;
  const { where, expected, came } = flaw;
  throw server.fault('malformed', {
    fr: `${where} : attendu ${expected.fr}, reçu ${came.fr}`,
    en: `${where}: expected ${expected.en}, came ${came.en}`,
  });
}

/** Those that are there. */
export async function headsByIds(
  server: Server,
  names: Names,
  ids: readonly string[],
  signal?: AbortSignal,
): Promise<ReadonlyMap<string, Head>> {
  const rows = await rowsByIds(server, 'Ticket', [...new Set(ids)], columnNumbers, signal);
  return new Map((await readHeads(server, names, rows, signal)).map((head) => [head.id, head]));
}
