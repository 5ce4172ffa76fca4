import { createHash } from 'node:crypto';
import { readSerial, readUuid, type AssetSource, type NativeAsset, type NativeId } from '@passerelle/connector';
import { placed, placeOf } from './id.js';
import { agentsOf, type Agents } from './ocs-links.js';
import { decoded } from './wire/decode.js';
import { listRows, rowById, text, type Row } from './wire/lists.js';
import type { Server } from './wire/server.js';
import { readInstant } from './wire/zone.js';

/** Times that a list is begun anew because rows came or went while it was read. */
const patience = 4;
/** Every reading is of everything: a machine may be put into the bin without its date moving. */
const cursor = 'whole';

/** Computers of the entities that the account may see, templates and the bin left out. */
export function openInventory(server: Server): AssetSource {
  const { pageSize } = server.config;
  const assetOf = async (row: Row, agents: Agents, signal?: AbortSignal): Promise<NativeAsset> => {
    const encoding = await server.encoding(signal);
    const clear = (name: string): string | null => decoded(text(row, name), encoding).trim() || null;
    const number = Number(text(row, 'id'));
    const asset = {
      id: placed('Computer', number),
      class: 'Computer',
      name: clear('name'),
      serial: readSerial(clear('serial')),
      uuid: readUuid(clear('uuid')),
      tag: readSerial(clear('otherserial')),
      macs: [],
      agent: agents.get(String(number)) ?? null,
      seenAt: readInstant(text(row, 'last_inventory_update') || text(row, 'date_mod'), server.zone),
      url: null,
      fields: { contact: clear('contact'), comment: clear('comment'), entities_id: clear('entities_id') },
    };
    return { ...asset, version: createHash('sha256').update(JSON.stringify(asset)).digest('hex').slice(0, 24) };
  };

  async function everything(signal?: AbortSignal): Promise<readonly Row[]> {
    for (let attempt = 0; attempt < patience; attempt += 1) {
      const rows = new Map<string, Row>();
      let total: number | null = null;
      let still = true;
      for (let from = 0; still && (total === null || from < total); from += pageSize) {
        const page = await listRows(server, { of: 'Computer', from, limit: pageSize, signal });
        still = total === null || page.total === total;
        total = page.total;
        for (const row of page.rows) rows.set(text(row, 'id'), row);
      }
      // As many different rows as GLPI counted: none slipped from one page to another.
      if (still && rows.size === total) return [...rows.values()];
    }
    throw server.fault('unavailable', {
      fr: 'les ordinateurs changent sans cesse pendant leur lecture ; ils seront relus plus tard',
      en: 'computers keep changing while they are read; they are read again later',
    });
  }

  const isMachine = (row: Row): boolean => !['1', 'true'].includes(text(row, 'is_template'));

  return {
    classes: ['Computer'],
    whole: true,
    async *pull(from, signal) {
      if (from !== null && from !== cursor)
        throw server.fault('rejected', {
          fr: `attendu un curseur de cet inventaire, reçu ${JSON.stringify(from.slice(0, 60))} ; recommencez depuis le début`,
          en: `expected a cursor of this inventory, came ${JSON.stringify(from.slice(0, 60))}; start over`,
        });
      const rows = (await everything(signal)).filter(isMachine);
      const agents = await agentsOf(server, signal);
      for (let at = 0; at === 0 || at < rows.length; at += pageSize) {
        const items: NativeAsset[] = [];
        for (const row of rows.slice(at, at + pageSize)) items.push(await assetOf(row, agents, signal));
        yield { items, broken: [], cursor };
      }
    },
    async *read(ids: readonly NativeId[], signal) {
      let agents: Agents | null = null;
      for (const id of new Set(ids)) {
        const place = placeOf(id);
        if (place?.itemtype !== 'Computer') continue;
        const row = await rowById(server, 'Computer', place.id, signal);
        if (!row || !isMachine(row) || text(row, 'is_deleted') === '1') continue;
        agents ??= await agentsOf(server, signal);
        yield await assetOf(row, agents, signal);
      }
    },
  };
}
