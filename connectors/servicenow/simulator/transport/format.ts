import { gzipSync } from 'node:zlib';
import type { ToolRequest, ToolResponse } from '@passerelle/connector/testing';
import type { Answer } from './call.js';
import type { Refusal } from './refusal.js';
import { toXml } from './xml.js';

const formats = ['application/json', 'text/json', 'application/xml', 'text/xml', '*/*', 'application/*', 'text/*'];

/** Null: no format the tool speaks is accepted. */
export function formatOf(request: ToolRequest): 'json' | 'xml' | null {
  const accepted = (request.headers['accept'] ?? '*/*')
    .split(',')
    .map((one) => one.split(';')[0]?.trim().toLowerCase() ?? '');
  const first = accepted.find((one) => formats.includes(one));
  if (!first) return null;
  return first.endsWith('/xml') ? 'xml' : 'json';
}

/** Headers recorded of a 2022 instance; the server's own layer adds Connection, Keep-Alive and Transfer-Encoding. */
export function standardHeaders(transaction: string, date: Date, loggedIn: boolean): Record<string, string> {
  return {
    'Server-Timing': 'sem_wait;dur=0, sesh_wait;dur=0',
    'X-Is-Logged-In': String(loggedIn),
    'X-Transaction-ID': transaction,
    'X-Content-Type-Options': 'nosniff',
    Pragma: 'no-store,no-cache',
    'Cache-Control': 'no-cache,no-store,must-revalidate,max-age=-1',
    Expires: '0',
    Server: 'ServiceNow',
    'Strict-Transport-Security': 'max-age=63072000; includeSubDomains',
    Date: date.toUTCString(),
  };
}

export function refusalBody(refusal: Refusal): unknown {
  return { error: { message: refusal.title, detail: refusal.detail }, status: 'failure' };
}

export function write(request: ToolRequest, answer: Answer): ToolResponse {
  const { status, headers = {} } = answer;
  if (answer.file)
    return { status, headers: { ...headers, 'Content-Type': answer.file.type }, body: answer.file.bytes };
  const value = answer.json ?? ('result' in answer ? { result: answer.result } : undefined);
  if (value === undefined || status === 204) return { status, headers, body: '' };
  const xml = formatOf(request) === 'xml';
  const body = xml ? toXml(value) : JSON.stringify(value);
  return {
    status,
    headers: { ...headers, 'Content-Type': `application/${xml ? 'xml' : 'json'};charset=UTF-8` },
    body,
  };
}

/** Level 1: the simulator is often the bottleneck of a benchmark, and any level is faithful. */
export function compressed(request: ToolRequest, response: ToolResponse): ToolResponse {
  if (response.body.length === 0 || !(request.headers['accept-encoding'] ?? '').includes('gzip')) return response;
  return {
    ...response,
    headers: { ...response.headers, 'Content-Encoding': 'gzip' },
    body: gzipSync(response.body, { level: 1 }),
  };
}
