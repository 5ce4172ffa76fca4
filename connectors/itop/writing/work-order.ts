import type { NativeFields, NativeValue, Receipt } from '@passerelle/connector';
import { markOf, nativeId, placeOf, type Place } from '../id.js';
import { workOrderOf } from '../reading/belongings.js';
import { textIn, type ItopObject } from '../wire/envelope.js';
import { get } from '../wire/get.js';
import { addressOf } from '../reading/whole.js';
import { vetoed } from './create.js';
import { isReference } from './normal.js';
import { refused, type Command } from './receipts.js';
import { gone, type Others } from './state.js';
import type { Writer } from './writer.js';

const columns = [
  'id',
  'name',
  'status',
  'description',
  'ticket_id',
  'team_id',
  'team_id_friendlyname',
  'agent_id',
  'agent_id_friendlyname',
  'start_date',
  'end_date',
];

/** Interventions: an entry in the journal of work orders is an object of its own, with an id. */
export async function addWorkOrder(
  writer: Writer,
  command: Command<'append'>,
  place: Place,
  others: Others,
  signal?: AbortSignal,
): Promise<Receipt> {
  const { key, entry } = command;
  const earlier = await workOrderWith(writer, place, entry.mark, others, signal);
  if (earlier) return { ...receiptFor(writer, key, place, earlier), already: true };
  const text = entry.text.includes(entry.mark) ? entry.text : `${entry.text}\n${entry.mark}`;
  const name = entry.fields?.['name'];
  const [title = ''] = entry.text.trim().split('\n');
  const fields = {
    start_date: entry.at === null ? '' : (writer.server.time.write(entry.at) ?? ''),
    ...(await taken(writer, entry.fields ?? {})),
    name: (typeof name === 'string' && name !== '' ? name : title || 'Intervention').slice(0, 255).toWellFormed(),
    description: text.replace(/\r\n?/g, '\n').trim(),
    ticket_id: place.id,
  };
  const { objects } = await writer.server.write(
    {
      operation: 'core/create',
      class: 'WorkOrder',
      comment: markOf(key),
      output_fields: columns.join(','),
      fields,
    },
    { signal },
  );
  if (!objects[0]) throw vetoed(writer, 'core/create', 'WorkOrder');
  return receiptFor(writer, key, place, objects[0]);
}

export async function amend(
  writer: Writer,
  command: Command<'amend'>,
  place: Place,
  signal?: AbortSignal,
): Promise<Receipt> {
  const { key, entry, change } = command;
  const order = placeOf(entry);
  if (order?.class !== 'WorkOrder') return fixed(writer, key);
  const there = await orderAt(writer, order.id, signal);
  if (!there || !belongs(there, place)) throw gone(writer, order);
  const { objects } = await writer.server.write(
    {
      operation: 'core/update',
      class: 'WorkOrder',
      key: order.id,
      comment: markOf(key),
      output_fields: columns.join(','),
      fields: await taken(writer, change),
    },
    { signal },
  );
  if (!objects[0]) throw vetoed(writer, 'core/update', 'WorkOrder');
  return receiptFor(writer, key, place, objects[0]);
}

export async function retract(
  writer: Writer,
  { key, entry }: Command<'retract'>,
  place: Place,
  signal?: AbortSignal,
): Promise<Receipt> {
  const order = placeOf(entry);
  if (order?.class !== 'WorkOrder') return fixed(writer, key);
  const there = await orderAt(writer, order.id, signal);
  if (there && !belongs(there, place)) throw gone(writer, order);
  if (there)
    await writer.server.write(
      { operation: 'core/delete', class: 'WorkOrder', key: order.id, comment: markOf(key) },
      { signal },
    );
  return { key, outcome: 'done', id: nativeId(place), part: entry };
}

export async function workOrderWith(
  { server }: Writer,
  place: Place,
  mark: string,
  others: Others,
  signal?: AbortSignal,
): Promise<ItopObject | null> {
  const oql = `SELECT WorkOrder WHERE ticket_id = ${place.id}`;
  const { objects } = await get(server, { class: 'WorkOrder', oql, fields: columns }, { signal });
  return (
    objects.find(
      ({ key, fields }) =>
        mark !== '' &&
        !others.has(nativeId({ class: 'WorkOrder', id: Number(key) })) &&
        textIn(fields, 'description').includes(mark),
    ) ?? null
  );
}

export async function orderAt({ server }: Writer, id: number, signal?: AbortSignal): Promise<ItopObject | null> {
  const query = { class: 'WorkOrder', oql: `SELECT WorkOrder WHERE id = ${id}`, fields: columns };
  return (await get(server, query, { signal })).objects[0] ?? null;
}

function belongs({ fields }: ItopObject, { id }: Place): boolean {
  return Number(textIn(fields, 'ticket_id')) === id;
}

/** Entries of the two logs cannot be changed one by one: the only way replaces the whole log. */
function fixed({ server }: Writer, key: string): Receipt {
  return refused(server.connection, key, 'unsupported', {
    fr: 'dans iTop, les lignes d’un journal restent telles quelles ; seules les interventions (WorkOrder::n) peuvent être modifiées',
    en: 'entries of a log stay as they are in iTop; only work orders (WorkOrder::n) can be changed',
  });
}

export function receiptFor(
  writer: Writer,
  key: string,
  place: Place,
  order: ItopObject,
): Receipt & { outcome: 'done' } {
  const { id, fields = {} } = workOrderOf(order, writer.server);
  return {
    key,
    outcome: 'done',
    id: nativeId(place),
    url: addressOf(writer.server, place),
    part: id,
    audience: 'internal',
    says: fields,
  };
}

const keys: Readonly<Record<string, string>> = { team_id: 'Team', agent_id: 'Person' };

/** What of the fields an intervention has. */
async function taken(writer: Writer, fields: NativeFields): Promise<Record<string, unknown>> {
  const known: Record<string, unknown> = {};
  for (const [code, value] of Object.entries(fields)) {
    const target = keys[code];
    if (target !== undefined) known[code] = await numberOf(writer, target, value);
    else if (typeof value === 'string' || value === null)
      known[code === 'text' ? 'description' : code] = scalar(writer, code, value);
  }
  return known;
}

function scalar({ server }: Writer, code: string, value: string | null): string {
  if (value === null) return '';
  return code.endsWith('_date') ? (server.time.write(value) ?? value) : value;
}

async function numberOf({ lookup }: Writer, target: string, value: NativeValue): Promise<number> {
  if (typeof value === 'string' && /^\d+$/.test(value)) return Number(value);
  if (!isReference(value)) return 0;
  if (value.id !== null && /^\d+$/.test(value.id)) return Number(value.id);
  return (await lookup.find(target, value)) ?? 0;
}
