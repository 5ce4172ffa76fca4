import { z } from 'zod';
import type { AssetSource, NativeAsset } from '../../contract/inventory.js';
import { readMac, readSerial, readUuid } from '../../machine.js';
import type { ToyClient } from './client.js';

const instant = z.iso.datetime({ precision: 3 });

const Machine = z
  .object({
    id: z.string(),
    name: z.string(),
    serial: z.string(),
    uuid: z.string(),
    mac: z.string(),
    seen: instant,
    revision: z.int(),
  })
  .transform(({ id, name, serial, uuid, mac, seen, revision }): NativeAsset & { readonly seenAt: string } => ({
    id,
    class: 'machine',
    name,
    serial: readSerial(serial),
    uuid: readUuid(uuid),
    tag: null,
    macs: [readMac(mac)].filter((each) => each !== null),
    seenAt: seen,
    version: String(revision),
    url: null,
    fields: {},
  }));

const Page = z.object({ more: z.boolean(), machines: z.array(Machine) });

export function toyInventory(client: ToyClient, pageSize: number): AssetSource {
  const ask = (query: Readonly<Record<string, string>>, signal?: AbortSignal) =>
    client.ask({ method: 'GET', path: '/machines', query, effect: 'read', ...(signal && { signal }) }, Page);
  return {
    classes: ['machine'],
    async *pull(cursor, signal) {
      if (cursor !== null && !instant.safeParse(cursor).success)
        throw client.fault('rejected', `expected a cursor of this inventory, an instant, came ${cursor.slice(0, 60)}`);
      let [since, after] = [cursor ?? '1970-01-01T00:00:00.000Z', ''];
      for (let more = true; more;) {
        const page = await ask({ since, after, limit: String(pageSize) }, signal);
        const last = page.machines.at(-1);
        more = page.more;
        [since, after] = last ? [last.seenAt, last.id] : [since, after];
        yield { items: page.machines, broken: [], cursor: since };
      }
    },
    async *read(ids, signal) {
      if (ids.length > 0) yield* (await ask({ ids: ids.join(','), limit: String(ids.length) }, signal)).machines;
    },
    list: async (signal) => (await ask({ limit: '100000' }, signal)).machines.map(({ id }) => id),
  };
}
