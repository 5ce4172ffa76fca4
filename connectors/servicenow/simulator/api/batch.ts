import { z } from 'zod';
import type { Answer, Call } from '../transport/call.js';
import { parseJson } from '../transport/body.js';
import { notAllowed, Refusal, tooLarge } from '../transport/refusal.js';
import type { ToolRequest, ToolResponse } from '@passerelle/connector/testing';

const Item = z.object({
  id: z.coerce.string(),
  url: z.string(),
  method: z.string(),
  headers: z.array(z.object({ name: z.string(), value: z.string() })).default([]),
  body: z.string().optional(),
  exclude_response_headers: z.boolean().default(false),
});
const Batch = z.object({ batch_request_id: z.coerce.string(), rest_requests: z.array(Item) });

const reasons: Readonly<Record<number, string>> = {
  200: 'OK',
  201: 'Created',
  202: 'Accepted',
  204: 'No Content',
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Method Not Allowed',
  409: 'Conflict',
  429: 'Too Many Requests',
  500: 'Internal Server Error',
};

/** Runs an item as the caller of the batch; says how many milliseconds it took. */
export type RunItem = (request: ToolRequest, call: Call) => { response: ToolResponse; took: number };

/** Batch API: one item after the other, no rollback; what the 30 s do not reach is listed by id, as strings. */
export function batchApi(call: Call, run: RunItem): Answer {
  if (call.method !== 'POST') throw notAllowed();
  const { quirks } = call.instance;
  const read = Batch.safeParse(parseJson(call.request.body.toString('utf8')));
  if (!read.success) throw new Refusal(400, 'Invalid batch request', z.prettifyError(read.error));

  const serviced: unknown[] = [];
  const unserviced: string[] = [];
  const asked = Number(call.request.headers['x-batchrequest-max-output-size'] ?? Infinity);
  const maxOutput = Math.min(quirks.batchMaxOutputMb * 1_048_576, asked);
  let spent = 0;
  let size = 0;
  for (const item of read.data.rest_requests) {
    if (spent >= quirks.batchQuotaMs || size >= maxOutput) {
      unserviced.push(item.id);
      continue;
    }
    const request = itemRequest(item);
    if (request.body.length > quirks.batchMaxInputMb * 1_048_576) {
      const { title, detail } = tooLarge(request.body.length, quirks.batchMaxInputMb * 1_048_576);
      serviced.push({
        id: item.id,
        status_code: 400,
        status_text: 'Bad Request',
        error_message: `${title}: ${detail}`,
        execution_time: 0,
      });
      continue;
    }
    const { response, took } = run(request, call);
    spent += took;
    if (spent > quirks.batchQuotaMs) {
      // The quota ends the transaction in the middle of this item: it is not reported as served.
      unserviced.push(item.id);
      continue;
    }
    const body = Buffer.from(response.body).toString('base64');
    size += body.length;
    serviced.push({
      id: item.id,
      body,
      status_code: response.status,
      status_text: reasons[response.status] ?? 'Error',
      headers: item.exclude_response_headers ? [] : headerList(response),
      execution_time: took,
    });
  }
  return {
    status: 200,
    json: {
      batch_request_id: read.data.batch_request_id,
      serviced_requests: serviced,
      unserviced_requests: unserviced,
    },
  };
}

function itemRequest(item: z.infer<typeof Item>): ToolRequest {
  const headers: Record<string, string> = {};
  for (const { name, value } of item.headers) headers[name.toLowerCase()] = value;
  const url = item.url.startsWith('/') ? item.url : `/${item.url}`;
  // The documentation's sample wraps the base64 in lines; decoding skips white space.
  return { method: item.method.toUpperCase(), url, headers, body: Buffer.from(item.body ?? '', 'base64') };
}

const hidden: ReadonlySet<string> = new Set(['server', 'date', 'set-cookie', 'x-transaction-id', 'server-timing']);

function headerList(response: ToolResponse): { name: string; value: string }[] {
  return Object.entries(response.headers)
    .filter(([name]) => !hidden.has(name.toLowerCase()))
    .map(([name, value]) => ({ name, value: typeof value === 'string' ? value : value.join(',') }));
}
