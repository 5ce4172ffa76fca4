import type { Shape } from '../dictionary/dictionary.js';
import { idOf, type Row } from '../store/row.js';
import { actOf, type Answer, type Call } from '../transport/call.js';
import { readBody } from '../transport/body.js';
import { noRecord, notAllowed } from '../transport/refusal.js';
import { listRows, rendererOf, tableShape } from './records.js';

/** Table API. Versions differ in one thing: v1 answers 404 to a list without rows. */
export function tableApi(call: Call): Answer {
  const [name = '', id, ...rest] = call.path;
  const shape = tableShape(call, name);
  if (rest.length > 0) throw noRecord();
  if (id === undefined) {
    if (call.method === 'GET') return list(call, shape);
    if (call.method === 'POST') return create(call, shape);
    throw notAllowed();
  }
  switch (call.method) {
    case 'GET':
      return { status: 200, result: rendererOf(call, shape)(one(call, shape, id)) };
    // PUT merges like PATCH: neither empties what was not sent.
    case 'PUT':
    case 'PATCH':
      return change(call, shape, id);
    case 'DELETE':
      call.instance.engine.remove(actOf(call), classOf(call, one(call, shape, id), shape), one(call, shape, id));
      return { status: 204 };
    default:
      throw notAllowed();
  }
}

function list(call: Call, shape: Shape): Answer {
  const { rows, headers } = listRows(call, shape, call.instance.quirks.defaultLimit);
  if (rows.length === 0 && call.version === '/v1') throw noRecord();
  return { status: 200, result: rows.map(rendererOf(call, shape)), headers };
}

function create(call: Call, shape: Shape): Answer {
  const row = call.instance.engine.insert(actOf(call), shape, readBody(call));
  const location = `${call.instance.url}${call.pathname.replace(/\/$/, '')}/${encodeURIComponent(idOf(row))}`;
  return written(call, shape, row, 201, { Location: location });
}

function change(call: Call, shape: Shape, id: string): Answer {
  one(call, shape, id);
  // What others may not see yet is written on all the same: the row as stored, not as it was before.
  const row = call.instance.database.find(shape.name, id) ?? one(call, shape, id);
  const body = readBody(call);
  return written(call, shape, call.instance.engine.update(actOf(call), classOf(call, row, shape), row, body), 200);
}

function written(call: Call, shape: Shape, row: Row, status: number, headers: Record<string, string> = {}): Answer {
  if (call.request.headers['x-no-response-body'] === 'true') return { status, headers };
  return { status, headers, result: rendererOf(call, shape)(row) };
}

/** A record that is missing and one the caller may not read are told apart by nobody. */
function one(call: Call, shape: Shape, id: string): Row {
  const row = call.instance.database.find(shape.name, id, call.now);
  if (!row || !call.instance.access.row(call.actor, shape, 'read', row)) throw noRecord();
  return row;
}

function classOf(call: Call, row: Row, shape: Shape): Shape {
  return call.instance.database.shapeOf(row, shape.name);
}
