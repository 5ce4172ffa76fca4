import type { ServiceNow, Row } from '../../connectors/servicenow/simulator/index.js';
import type { Recording } from './recording.js';

/** Records that a recorded URL names but no recorded request made are there from the start, with the recorded values. */
export function furnish(sim: ServiceNow, recording: Recording): void {
  const { dictionary } = sim.instance.database;
  const found = /\/api\/now(?:\/v\d)?\/table\/(\w+)\/([0-9a-f]{32})/.exec(recording.request.url);
  if (found) plant(sim, found[1] ?? '', { ...recordOf(recording), sys_id: found[2] ?? '' }, recording.request.method);
  const list = /\/api\/now(?:\/v\d)?\/(?:table\/(\w+)|(attachment))(?:\?|$)/.exec(recording.request.url);
  if (list && recording.request.method === 'GET') {
    const table = list[1] ?? 'sys_attachment';
    if (dictionary.shape(table)) for (const row of rowsOf(recording)) plant(sim, table, row, 'GET');
    // X-Total-Count says how many rows the table held; those not shown sort after the recorded ones.
    const total = Number(recording.response.headers['x-total-count'] ?? 0);
    for (let i = sim.records(table).length; i < total; i++)
      plant(sim, table, { sys_id: `f${String(i).padStart(31, '0')}` }, 'GET');
  }
  const ticket = /table_name=(\w+)&table_sys_id=([0-9a-f]{32})/.exec(recording.request.url);
  if (ticket) plant(sim, ticket[1] ?? '', { sys_id: ticket[2] ?? '' }, 'GET');
  const item = /servicecatalog\/items\/([0-9a-f]{32})/.exec(recording.request.url);
  if (item) plant(sim, 'sc_cat_item', { sys_id: item[1] ?? '', name: 'Article' }, 'GET');
}

/** Columns a recorded PATCH changed: before it, they held something else. */
const changed: Readonly<Record<string, string>> = { urgency: '3', priority: '3', assigned_to: '' };

function plant(sim: ServiceNow, table: string, values: Row, method: string): void {
  const { database, engine } = sim.instance;
  const shape = database.dictionary.shape(table);
  if (!shape || database.find(table, values['sys_id'] ?? '')) return;
  const known = Object.entries(values).filter(([name, value]) => shape.columns.has(name) && !value.startsWith('<'));
  const row: Row = Object.fromEntries(known);
  if (method === 'PATCH') Object.assign(row, changed);
  engine.plant(table, row, '2016-01-01 00:00:00', 'admin');
}

function rowsOf(recording: Recording): readonly Row[] {
  const { result } = (parsed(recording) ?? {}) as { result?: unknown };
  return Array.isArray(result)
    ? result
        .filter((row) => typeof row === 'object' && row !== null)
        .map(flat)
        .filter((row) => /^[0-9a-f]{32}$/.test(row['sys_id'] ?? ''))
    : [];
}

function recordOf(recording: Recording): Row {
  // Display values are not what is stored.
  if (recording.request.url.includes('sysparm_display_value')) return {};
  const { result } = (parsed(recording) ?? {}) as { result?: unknown };
  return typeof result === 'object' && result !== null && !Array.isArray(result) ? flat(result) : {};
}

function flat(record: object): Row {
  const row: Row = {};
  for (const [name, value] of Object.entries(record)) {
    if (typeof value === 'string') row[name] = value;
    else if (typeof value === 'object' && value !== null && 'value' in value) row[name] = String(value.value);
  }
  return row;
}

function parsed(recording: Recording): unknown {
  try {
    return JSON.parse(recording.response.body?.toString('utf8') ?? 'null') as unknown;
  } catch {
    return null;
  }
}
