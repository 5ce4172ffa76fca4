import { cell, idOf, type Row } from '../store/row.js';
import { systemAct } from '../rules/engine.js';
import { actOf, type Answer, type Call } from '../transport/call.js';
import { readBody, type Body } from '../transport/body.js';
import { noRecord, notAllowed, Refusal } from '../transport/refusal.js';

interface CartLine {
  readonly item: Row;
  readonly quantity: string;
}
const carts = new WeakMap<object, Map<string, CartLine[]>>();

/** Service Catalog API: ordering answers with the request, never with its items. */
export function catalogApi(call: Call): Answer {
  const [kind, id, action] = call.path;
  if (call.method !== 'POST') throw notAllowed();
  if (kind === 'items' && id !== undefined && action === 'order_now') {
    const body = readBody(call);
    return ordered(order(call, [{ item: itemOf(call, id), quantity: text(body, 'sysparm_quantity', '1') }], body));
  }
  if (kind === 'items' && id !== undefined && action === 'add_to_cart') {
    const body = readBody(call);
    const cart = cartOf(call);
    cart.push({ item: itemOf(call, id), quantity: text(body, 'sysparm_quantity', '1') });
    const items = cart.map((line) => ({ catalog_item_id: idOf(line.item), quantity: line.quantity }));
    return { status: 200, result: { cart_id: call.actor.sysId, items } };
  }
  if (kind === 'cart' && id === 'submit_order') {
    const cart = cartOf(call);
    if (cart.length === 0) throw new Refusal(400, 'Cart is empty', null);
    const request = order(call, cart.splice(0), readBody(call));
    return { status: 200, result: { request_number: cell(request, 'number'), request_id: idOf(request) } };
  }
  throw noRecord();
}

function text(body: Body, name: string, fallback: string): string {
  const value = body[name];
  return typeof value === 'string' && value !== '' ? value : typeof value === 'number' ? String(value) : fallback;
}

function itemOf(call: Call, id: string): Row {
  const item = call.instance.database.find('sc_cat_item', id);
  if (!item || cell(item, 'active') !== 'true') throw noRecord();
  return item;
}

function cartOf(call: Call): CartLine[] {
  const all = carts.get(call.instance) ?? new Map<string, CartLine[]>();
  carts.set(call.instance, all);
  const cart = all.get(call.actor.sysId) ?? [];
  all.set(call.actor.sysId, cart);
  return cart;
}

/** REQ, one RITM for each line; their tasks come from the item's flow. The catalog engine needs no right on the tables. */
function order(call: Call, lines: readonly CartLine[], body: Body): Row {
  const { engine, database } = call.instance;
  const act = { ...actOf(call), trusted: true, displayed: false };
  const requestedFor = text(body, 'sysparm_requested_for', call.actor.sysId);
  const request = engine.insert(act, database.dictionary.known('sc_request'), {
    requested_for: requestedFor,
    request_state: 'submitted',
    price: String(lines.reduce((sum, line) => sum + Number(cell(line.item, 'price') || 0) * Number(line.quantity), 0)),
  });
  for (const { item, quantity } of lines) {
    const made = engine.insert(act, database.dictionary.known('sc_req_item'), {
      request: idOf(request),
      cat_item: idOf(item),
      requested_for: requestedFor,
      quantity,
      short_description: cell(item, 'name'),
      stage: 'fulfillment',
      approval: 'requested',
      assignment_group: cell(item, 'group'),
    });
    // Without a flow of its own, the item still gets the task of the default workflow.
    if (database.where('sc_task', 'request_item', idOf(made)).length === 0) {
      engine.insert(systemAct(call.now), database.dictionary.known('sc_task'), {
        request_item: idOf(made),
        request: idOf(request),
        short_description: cell(item, 'name'),
        assignment_group: cell(item, 'group'),
      });
    }
  }
  return request;
}

function ordered(request: Row): Answer {
  const number = cell(request, 'number');
  const id = idOf(request);
  return { status: 200, result: { sys_id: id, number, request_number: number, request_id: id, table: 'sc_request' } };
}
