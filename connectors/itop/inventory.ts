import { createHash } from 'node:crypto';
import { Fault, readSerial, type AssetSource, type NativeAsset } from '@passerelle/connector';
import { textIn, type ItopObject } from './wire/envelope.js';
import { get, getMany } from './wire/get.js';
import type { Server } from './wire/server.js';

/** Items say nothing of when they changed to anybody but an administrator: every reading is of everything. */
const cursor = 'whole';
const fields = ['id', 'name', 'serialnumber'];

/** Machines among the configuration items, of the classes that the connection names. */
export function openInventory(server: Server): AssetSource {
  const { inventory: classes, pageSize } = server.config;
  const assetOf = (kind: string, { key, fields: said }: ItopObject): NativeAsset => {
    const asset = {
      // Links to items name them by their number alone, which is one row of numbers for all classes.
      id: key,
      class: kind,
      name: textIn(said, 'name') || null,
      serial: readSerial(textIn(said, 'serialnumber')),
      uuid: null,
      tag: null,
      macs: [],
      seenAt: null,
      url: `${server.url}/pages/UI.php?operation=details&class=${kind}&id=${key}`,
      fields: {},
    };
    return { ...asset, version: createHash('sha256').update(JSON.stringify(asset)).digest('hex').slice(0, 24) };
  };
  return {
    classes,
    whole: true,
    async *pull(from, signal) {
      if (from !== null && from !== cursor) {
        const came = JSON.stringify(from.slice(0, 60));
        throw new Fault({
          kind: 'rejected',
          connection: server.connection,
          message: {
            fr: `attendu un curseur de cet inventaire, reçu ${came} ; recommencez depuis le début`,
            en: `expected a cursor of this inventory, came ${came}; start over`,
          },
        });
      }
      for (const kind of classes) {
        const { objects } = await get(server, { class: kind, oql: `SELECT ${kind}`, fields: ['id'] }, { signal });
        const ids = objects.map(({ key }) => Number(key)).toSorted((a, b) => a - b);
        for (let at = 0; at < ids.length; at += pageSize) {
          const page = await getMany(server, kind, ids.slice(at, at + pageSize), fields, { signal });
          yield { items: page.map((each) => assetOf(kind, each)), broken: [], cursor };
        }
      }
      yield { items: [], broken: [], cursor };
    },
    async *read(ids, signal) {
      const numbers = ids.filter((id) => /^[1-9]\d{0,14}$/.test(id)).map(Number);
      if (numbers.length === 0) return;
      for (const kind of classes)
        for (const each of await getMany(server, kind, numbers, fields, { signal })) yield assetOf(kind, each);
    },
  };
}
