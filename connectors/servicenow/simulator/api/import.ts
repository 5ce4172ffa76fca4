import type { Act } from '../rules/change.js';
import { cell, idOf } from '../store/row.js';
import { actOf, type Answer, type Call } from '../transport/call.js';
import { isRecord, parseJson, readBody, type Body } from '../transport/body.js';
import { deniedByAcl, noRecord, notAllowed, Refusal } from '../transport/refusal.js';
import type { ImportedRow } from './importer.js';
import type { Staging } from './staging.js';

/** Import Set API. The HTTP status says that the row was loaded; what became of it stands in `result[].status`. */
export function importApi(call: Call): Answer {
  const [name = '', tail] = call.path;
  const staging = call.instance.importer.staging(name);
  if (!staging || !call.instance.database.dictionary.shape(name)) throw new Refusal(400, `Invalid table ${name}`);
  const shape = call.instance.database.dictionary.known(name);
  if (tail === undefined && call.method === 'POST') {
    if (!call.instance.access.table(call.actor, shape, 'create')) throw deniedByAcl('Insert');
    const act = actOf(call);
    const set = call.instance.importer.open(call.instance, act, staging);
    const imported = call.instance.importer.load(call.instance, act, staging, set, readBody(call));
    keepFor(call, imported);
    return { status: 201, json: described(call, staging, cell(set, 'number'), imported) };
  }
  if (tail === 'insertMultiple' && call.method === 'POST') return insertMultiple(call, staging, actOf(call));
  if (tail !== undefined && call.method === 'GET') {
    const imported = call.instance.importer.result(tail);
    if (!imported) throw noRecord();
    const set = call.instance.database.find('sys_import_set', cell(imported.row, 'sys_import_set'));
    return { status: 200, json: described(call, staging, set ? cell(set, 'number') : '', imported) };
  }
  throw notAllowed();
}

function described(call: Call, staging: Staging, set: string, imported: ImportedRow): unknown {
  const { instance } = call;
  return {
    import_set: set,
    staging_table: staging.table.name,
    result: imported.outcomes.map((one) => {
      const shape = instance.database.dictionary.known(one.table);
      const done = one.sysId !== undefined;
      return {
        transform_map: one.map,
        table: one.table,
        ...(done
          ? {
              display_name: shape.table.display,
              display_value: instance.database.display(one.table, one.sysId ?? ''),
              record_link: `${instance.url}/api/now${call.version}/table/${one.table}/${one.sysId}`,
            }
          : {}),
        status: one.status,
        ...(done ? { sys_id: one.sysId } : {}),
        ...(one.message === undefined
          ? {}
          : { [one.status === 'error' ? 'error_message' : 'status_message']: one.message }),
      };
    }),
  };
}

/** Asynchronous: the answer names the sets; the rows are transformed a second later. Columns may be given by label. */
function insertMultiple(call: Call, staging: Staging, act: Act): Answer {
  const { instance } = call;
  const body = parseJson(call.request.body.toString('utf8'));
  const records = isRecord(body) && Array.isArray(body['records']) ? body['records'].filter(isRecord) : null;
  if (!records) throw new Refusal(400, 'Invalid request', 'The payload has no list "records"');
  const set = instance.importer.open(instance, act, staging);
  instance.jobs.at(call.now + 1000, () => {
    for (const record of records) {
      const later = { ...act, now: call.now + 1000 };
      keepFor(call, instance.importer.load(instance, later, staging, set, byName(staging, record)));
    }
  });
  return { status: 201, json: { import_set_id: idOf(set), multi_import_set_id: instance.random.hex(32) } };
}

function byName(staging: Staging, record: Body): Body {
  const names = new Map(staging.table.columns.map((column) => [column.label.en, column.name]));
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [names.get(key) ?? key, value]));
}

/** The import set deleter purges staging rows after a while; asking for them is 404 then. */
function keepFor(call: Call, imported: ImportedRow): void {
  const { instance } = call;
  const id = idOf(imported.row);
  const table = cell(imported.row, 'sys_class_name');
  instance.jobs.at(call.now + instance.quirks.stagingRetentionMs, () => {
    instance.importer.forget(id);
    if (instance.database.find(table, id)) instance.database.remove(table, imported.row);
  });
}
