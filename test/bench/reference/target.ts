import type { HttpAnswer, HttpDoor, HttpRequest } from '@passerelle/connector';
import type { Command, Upload } from './commands.js';

/** The instance, asked through the same door as the connector asks it. Throws at anything but success. */
export interface Instance {
  batch(commands: readonly Command[]): Promise<readonly Row[]>;
  /** Reads through one batch, as the connector looks for tickets that are there already. */
  queries(addresses: readonly string[]): Promise<number>;
  rows(path: string, query: Readonly<Record<string, string>>): Promise<readonly Row[]>;
  upload(upload: Upload): Promise<Row>;
}

export type Row = Readonly<Record<string, string | { readonly value: string }>>;

const authorization = `Basic ${Buffer.from('passerelle:passerelle').toString('base64')}`;
const json = { accept: 'application/json', 'content-type': 'application/json', authorization };
const inner = [
  { name: 'Content-Type', value: 'application/json' },
  { name: 'Accept', value: 'application/json' },
];

interface Answered {
  readonly serviced_requests: readonly { readonly id: string; readonly status_code: number; readonly body: string }[];
}

export function openInstance(door: HttpDoor): Instance {
  let nth = 0;
  const send = async (request: HttpRequest): Promise<HttpAnswer> => {
    const answer = await door.send(request);
    if (answer.status >= 300) throw new Error(`${request.method} ${request.path}: came ${answer.status}`);
    return answer;
  };
  const together = async (requests: readonly object[], effect: 'read' | 'write') => {
    const body = JSON.stringify({ batch_request_id: String(++nth), rest_requests: requests });
    const answer = await send({ method: 'POST', path: '/api/now/v1/batch', headers: json, body, effect });
    const { serviced_requests: served } = JSON.parse(answer.body.toString()) as Answered;
    const failed = served.find(({ status_code }) => status_code >= 300);
    if (failed || served.length < requests.length) throw new Error(`batch: came ${JSON.stringify(failed)}`);
    return served.map(
      ({ body: encoded }) => (JSON.parse(Buffer.from(encoded, 'base64').toString()) as { result: never }).result,
    );
  };
  return {
    batch: (commands) =>
      together(
        commands.map(({ method, path, query, body }, index) => ({
          id: String(index + 1),
          method,
          url: `${path}?${query}`,
          headers: inner,
          body: Buffer.from(body).toString('base64'),
          exclude_response_headers: true,
        })),
        'write',
      ),
    queries: async (addresses) => {
      const requests = addresses.map((url, index) => ({
        id: String(index),
        method: 'GET',
        url,
        headers: inner,
        exclude_response_headers: false,
      }));
      const found: readonly (readonly unknown[])[] = await together(requests, 'read');
      return found.reduce((sum, rows) => sum + rows.length, 0);
    },
    rows: async (path, query) => {
      const answer = await send({ method: 'GET', path, query, headers: json, effect: 'read' });
      return (JSON.parse(answer.body.toString()) as { result: readonly Row[] }).result;
    },
    upload: async ({ query, bytes }) => {
      const headers = { ...json, 'content-type': 'image/png', 'content-length': String(bytes.length) };
      const path = '/api/now/attachment/file';
      const answer = await send({ method: 'POST', path, query, headers, body: bytes, effect: 'write' });
      return (JSON.parse(answer.body.toString()) as { result: Row }).result;
    },
  };
}

export function text(row: Row | undefined, column: string): string {
  const cell = row?.[column] ?? '';
  return typeof cell === 'string' ? cell : cell.value;
}
