import type { Call } from '../wire/call.js';

type Texts = Readonly<Record<string, string>>;

export function post(table: string, body: Texts, query: Texts): Call {
  const what = `POST ${table}`;
  return { method: 'POST', path: `/api/now/table/${table}`, query, body: JSON.stringify(body), effect: 'write', what };
}

export function patch(table: string, sysId: string, body: Texts, query: Texts): Call {
  const path = `/api/now/table/${table}/${encodeURIComponent(sysId)}`;
  return { method: 'PATCH', path, query, body: JSON.stringify(body), effect: 'write', what: `PATCH ${table}` };
}
