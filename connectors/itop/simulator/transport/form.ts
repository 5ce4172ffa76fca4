import type { ToolRequest } from '@passerelle/connector/testing';

/** What PHP makes of a request: `$_POST` and `$_GET`. Other kinds of body are not read at all. */
export interface Received {
  readonly post: Readonly<Record<string, string>>;
  readonly get: Readonly<Record<string, string>>;
}

export function receive(request: ToolRequest, postMax: number): Received {
  const get = Object.fromEntries(new URL(request.url, 'http://itop.invalid').searchParams);
  // Past post_max_size every field is dropped, without a word to the program.
  if (request.method !== 'POST' || request.body.length > postMax) return { post: {}, get };
  const type = request.headers['content-type'] ?? '';
  if (type.startsWith('application/x-www-form-urlencoded')) {
    return { post: nested(new URLSearchParams(request.body.toString('utf8'))), get };
  }
  const boundary = /boundary="?([^";]+)"?/.exec(type)?.[1];
  return { post: boundary === undefined ? {} : multipart(request.body, boundary), get };
}

/** `json_data[operation]=x` is an array to PHP, and the services take it for the JSON. */
function nested(fields: URLSearchParams): Record<string, string> {
  const plain: Record<string, string> = {};
  const inner: Record<string, string> = {};
  for (const [name, value] of fields) {
    const found = /^json_data\[(\w+)\]$/.exec(name);
    if (found) inner[found[1] ?? ''] = value;
    else plain[name] = value;
  }
  return Object.keys(inner).length > 0 ? { ...plain, json_data: JSON.stringify(inner) } : plain;
}

/** Fields and files alike: `json_data` is taken from either. */
function multipart(body: Buffer, boundary: string): Record<string, string> {
  const fields: Record<string, string> = {};
  for (const piece of body.toString('utf8').split(`--${boundary}`)) {
    const end = piece.indexOf('\r\n\r\n');
    const name = /name="([^"]*)"/.exec(piece.slice(0, end))?.[1];
    if (end !== -1 && name !== undefined) fields[name] = piece.slice(end + 4).replace(/\r\n$/, '');
  }
  return fields;
}
