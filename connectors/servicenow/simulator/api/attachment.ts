import type { Shape } from '../dictionary/dictionary.js';
import { cell, idOf, type Row } from '../store/row.js';
import { actOf, type Answer, type Call } from '../transport/call.js';
import { readBody } from '../transport/body.js';
import { readMultipart } from '../transport/multipart.js';
import { deniedByAcl, noRecord, notAllowed, Refusal } from '../transport/refusal.js';
import { parseStamp, stamp } from '../values/instants.js';
import { listRows } from './records.js';

/** Attachment API. Adding a file is a change of sys_attachment: the ticket does not move. */
export function attachmentApi(call: Call): Answer {
  const [first, second] = call.path;
  const { method } = call;
  if (first === undefined) {
    if (method === 'GET') return list(call);
    throw notAllowed();
  }
  if (method === 'POST' && first === 'file') return uploadBytes(call);
  if (method === 'POST' && first === 'upload') return uploadForm(call);
  const row = one(call, first);
  if (second === 'file' && method === 'GET') return download(call, row);
  if (second !== undefined) throw noRecord();
  switch (method) {
    case 'GET':
      return { status: 200, result: metadata(call, row) };
    case 'PATCH': {
      const name = readBody(call)['file_name'];
      if (typeof name !== 'string' || name === '') throw new Refusal(400, 'Invalid request', 'file_name is required');
      call.instance.engine.update(actOf(call), shapeOf(call), row, { file_name: name });
      return { status: 204 };
    }
    case 'DELETE':
      call.instance.engine.remove(actOf(call), shapeOf(call), row);
      return { status: 204 };
    default:
      throw notAllowed();
  }
}

function shapeOf(call: Call): Shape {
  return call.instance.database.dictionary.known('sys_attachment');
}

function list(call: Call): Answer {
  const { rows, headers } = listRows(call, shapeOf(call), call.instance.quirks.attachmentDefaultLimit);
  return { status: 200, result: rows.map((row) => metadata(call, row)), headers };
}

function metadata(call: Call, row: Row): Record<string, string> {
  const values: Record<string, string> = {};
  for (const name of shapeOf(call).columns.keys()) values[name] = cell(row, name);
  values['download_link'] = `${linkOf(call, row)}/file`;
  return values;
}

function linkOf(call: Call, row: Row): string {
  return `${call.instance.url}/api/now${call.version}/attachment/${idOf(row)}`;
}

function one(call: Call, id: string): Row {
  const row = call.instance.database.find('sys_attachment', id, call.now);
  if (!row || !call.instance.access.row(call.actor, shapeOf(call), 'read', row)) throw noRecord();
  return row;
}

function download(call: Call, row: Row): Answer {
  if (cell(row, 'state') === 'pending' && call.instance.quirks.pendingDownloadFails) throw noRecord();
  const described = JSON.stringify(metadata(call, row)).replace(
    /[^\x20-\x7e]/g,
    (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  return {
    status: 200,
    file: { type: cell(row, 'content_type'), bytes: call.instance.files.bytes(idOf(row)) },
    headers: { 'X-Attachment-Metadata': described },
  };
}

function uploadBytes(call: Call): Answer {
  const type = call.request.headers['content-type'];
  if (!type) throw new Refusal(400, 'Exception while reading request', 'Content-Type header is missing');
  const param = (name: string): string => call.params.get(name) ?? '';
  const created = parseStamp(param('creation_time'));
  return store(call, param('table_name'), param('table_sys_id'), param('file_name'), type, call.request.body, created);
}

/** table_name and table_sys_id come first, the file last: what follows the file is not read. */
function uploadForm(call: Call): Answer {
  const fields = new Map<string, string>();
  for (const part of readMultipart(call.request.headers['content-type'] ?? '', call.request.body)) {
    if (part.fileName === null) {
      fields.set(part.name, part.bytes.toString('utf8'));
      continue;
    }
    return store(
      call,
      fields.get('table_name') ?? '',
      fields.get('table_sys_id') ?? '',
      part.fileName,
      part.type,
      part.bytes,
      null,
    );
  }
  throw new Refusal(400, 'Exception while reading request', 'No file part in the multipart body');
}

function store(
  call: Call,
  table: string,
  record: string,
  name: string,
  type: string,
  bytes: Buffer,
  created: number | null,
): Answer {
  const missing = Object.entries({ table_name: table, table_sys_id: record, file_name: name }).find(
    ([, value]) => value === '',
  );
  if (missing) throw new Refusal(400, 'Invalid request', `Missing parameter: ${missing[0]}`);
  const { instance, actor } = call;
  const target = table.replace(/^ZZ_YY/, '');
  const shape = instance.database.dictionary.shape(target);
  if (!shape) throw new Refusal(400, `Invalid table ${target}`);
  const parent = instance.database.find(target, record, call.now);
  if (!parent || !instance.access.row(actor, shape, 'read', parent)) throw noRecord();
  if (!instance.access.row(actor, shape, 'write', parent)) throw deniedByAcl('Insert');
  const row = instance.files.add(actOf(call), {
    table,
    record: idOf(parent),
    name,
    type,
    bytes,
    ...(created === null ? {} : { createdOn: stamp(created) }),
  });
  return { status: 201, result: metadata(call, row), headers: { Location: `${linkOf(call, row)}/file` } };
}
