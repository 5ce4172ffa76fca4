import { createHash } from 'node:crypto';
import { Fault, readMac, readSerial, readUuid, type AssetSource, type NativeAsset } from '@passerelle/connector';
import { everyRow } from './wire/every.js';
import type { Instance } from './wire/instance.js';
import { above, all, ascending, oneOf } from './wire/query.js';
import { hiddenIn, rowsOf } from './wire/rows.js';
import { text, type Row } from './wire/row.js';

const table = 'cmdb_ci_computer';
const fields = ['sys_id', 'name', 'serial_number', 'asset_tag', 'mac_address', 'sys_class_name', 'correlation_id'];
/** Every reading is of everything: a configuration item may be retired by a rule that moves no date. */
const cursor = 'whole';
const limit = 1_000;

/** Computers of the CMDB. ServiceNow keeps no firmware UUID there; where discovery wrote it, it stands in the correlation id. */
export function openInventory(instance: Instance): AssetSource {
  const { connection } = instance;
  return {
    classes: [table],
    whole: true,
    async *pull(from, signal) {
      if (from !== null && from !== cursor)
        throw new Fault({
          kind: 'rejected',
          connection,
          message: {
            fr: `attendu un curseur de cet inventaire, reçu ${JSON.stringify(from.slice(0, 60))} ; recommencez depuis le début`,
            en: `expected a cursor of this inventory, came ${JSON.stringify(from.slice(0, 60))}; start over`,
          },
        });
      for (let after = ''; ;) {
        const query = after === '' ? ascending('sys_id') : all(above('sys_id', after), ascending('sys_id'));
        const page = await rowsOf(instance, { of: table, query, fields, limit }, signal);
        const hidden = hiddenIn(page, limit);
        if (hidden > 0)
          throw new Fault({
            kind: 'unauthorized',
            connection,
            message: {
              fr: `${table} : attendu toutes les lignes, les règles d’accès en ont caché ${hidden} ; donnez au compte le droit de lire la CMDB (rôle itil)`,
              en: `${table}: expected every row, access rules hid ${hidden}; give the account read access to the CMDB (role itil)`,
            },
          });
        yield { items: page.rows.map(assetOf), broken: [], cursor };
        const last = page.rows.at(-1);
        if (!last || page.rows.length < limit) return;
        after = text(last, 'sys_id');
      }
    },
    async *read(ids, signal) {
      const wanted = ids.filter((id) => /^[0-9a-f]{32}$/.test(id));
      if (wanted.length === 0) return;
      const ask = (chunk: readonly string[], after: string | null) => ({
        of: table,
        query: all(oneOf('sys_id', chunk), ...(after === null ? [] : [above('sys_id', after)]), ascending('sys_id')),
        fields,
        limit,
      });
      const [found] = await everyRow(instance, [{ ids: wanted, ask }], signal);
      yield* (found?.rows ?? []).map(assetOf);
    },
  };
}

function assetOf(row: Row): NativeAsset {
  const mac = readMac(text(row, 'mac_address'));
  const asset = {
    id: text(row, 'sys_id'),
    class: table,
    name: text(row, 'name') || null,
    serial: readSerial(text(row, 'serial_number')),
    uuid: readUuid(text(row, 'correlation_id')),
    tag: readSerial(text(row, 'asset_tag')),
    macs: mac === null ? [] : [mac],
    seenAt: null,
    url: null,
    fields: { class: text(row, 'sys_class_name') || null },
  };
  return { ...asset, version: createHash('sha256').update(JSON.stringify(asset)).digest('hex').slice(0, 24) };
}
