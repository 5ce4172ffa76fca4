import { Fault, type HttpAnswer, type Told } from '@passerelle/connector';
import { z } from 'zod';
import type { Config } from '../config.js';
import type { Call, SendOptions } from './call.js';
import { malformed, readAnswer } from './classify.js';

export interface Parcel {
  readonly id: string;
  readonly call: Call;
}

/** What became of a batch that the instance answered. Ids that are in neither were not mentioned. */
export interface Delivered {
  readonly answers: ReadonlyMap<string, HttpAnswer>;
  /** In the order that they were sent in. */
  readonly unserviced: readonly string[];
}

export interface Batch {
  /** Requests that one call should carry at most; fewer after the instance ran out of its 30 s. */
  readonly size: number;
  readonly open: boolean;
  /** null when the instance did not take it: nothing of it ran, and each request is to be sent by itself. */
  send(parcels: readonly Parcel[], signal?: AbortSignal): Promise<Delivered | null>;
}

const shape: Told = {
  fr: 'lot : attendu serviced_requests et unserviced_requests, reçu une autre forme',
  en: 'batch: expected serviced_requests and unserviced_requests, came another shape',
};

/** Characters of one batch; the instance takes 5 MB by default (glide.rest.batch.max.inputSize). */
export const mostCharacters = 4_000_000;

const Answered = z.object({
  serviced_requests: z
    .array(
      z.object({
        id: z.coerce.string(),
        status_code: z.coerce.number().int().min(100).max(599),
        body: z.string().nullish(),
        headers: z.array(z.object({ name: z.string(), value: z.string().nullish() })).nullish(),
        error_message: z.string().nullish(),
      }),
    )
    .max(1000),
  // Documented as a list of ids; clients that expected objects crashed on them (PySNC#110).
  unserviced_requests: z
    .array(
      z.union([
        z.string(),
        z.number().transform(String),
        z.object({ id: z.coerce.string() }).transform(({ id }) => id),
      ]),
    )
    .max(1000)
    .nullish(),
});

export interface BatchParts {
  readonly connection: string;
  readonly config: Pick<Config, 'batch'>;
  readonly warn: (message: string) => void;
  readonly send: (call: Call, options: SendOptions) => Promise<HttpAnswer>;
}

export function openBatch({ connection, config, warn, send }: BatchParts): Batch {
  let size = config.batch ? config.batch.size : 1;
  let open = config.batch !== false;
  let nth = 0;
  return {
    get size() {
      return open ? size : 1;
    },
    get open() {
      return open;
    },
    async send(parcels, signal) {
      if (!open) return null;
      const effect = parcels.some(({ call }) => call.effect === 'write') ? 'write' : 'read';
      const asked = { connection, what: `batch of ${parcels.length}`, effect } as const;
      const call: Call = { method: 'POST', path: '/api/now/v1/batch', body: wrap(String(++nth), parcels), ...asked };
      const answer = await send(call, { signal, maxBytes: 32 * 2 ** 20 });
      let body: unknown;
      try {
        body = readAnswer(answer, asked);
      } catch (error) {
        if (!(error instanceof Fault) || !refusesBatches(error)) throw error;
        if (/large REST payload/.test(error.message)) return null;
        open = false;
        warn(`${error.message}; requests are sent one by one from here on`);
        return null;
      }
      const read = Answered.safeParse(body);
      if (!read.success) throw malformed(connection, shape, effect === 'write' ? 'unknown' : 'no');
      const unserviced = new Set(read.data.unserviced_requests);
      if (unserviced.size > 0) size = Math.max(1, Math.ceil(Math.min(size, parcels.length) / 2));
      const date = answer.headers['date'];
      return {
        answers: new Map(read.data.serviced_requests.map((one) => [one.id, unwrap(one, date)])),
        unserviced: parcels.map(({ id }) => id).filter((id) => unserviced.has(id)),
      };
    },
  };
}

/** Refused before anything of it ran, and not for the sake of who asks. */
function refusesBatches({ status, landed }: Fault): boolean {
  return landed === 'no' && (status === 403 || status === 404 || status === 405 || status === 400);
}

function wrap(id: string, parcels: readonly Parcel[]): string {
  return JSON.stringify({
    batch_request_id: id,
    rest_requests: parcels.map(({ id: own, call }) => ({
      id: own,
      method: call.method,
      url: addressOf(call),
      headers: [
        { name: 'Content-Type', value: 'application/json' },
        { name: 'Accept', value: 'application/json' },
      ],
      ...(call.body === undefined ? {} : { body: Buffer.from(call.body, 'utf8').toString('base64') }),
      // Reads need X-Total-Count; of writes only status and body count.
      exclude_response_headers: call.effect === 'write',
    })),
  });
}

function addressOf({ path, query }: Call): string {
  const text = query ? encoded(query) : '';
  return text === '' ? path : `${path}?${text}`;
}

/** Many requests share their query, which may list a hundred columns. */
const texts = new WeakMap<NonNullable<Call['query']>, string>();

function encoded(query: NonNullable<Call['query']>): string {
  let text = texts.get(query);
  if (text === undefined) texts.set(query, (text = new URLSearchParams(query).toString().replaceAll('+', '%20')));
  return text;
}

type Serviced = z.output<typeof Answered>['serviced_requests'][number];

function unwrap({ status_code, body, headers }: Serviced, date: string | undefined): HttpAnswer {
  const named = (headers ?? []).map(({ name, value }) => [name.toLowerCase(), value ?? ''] as const);
  return {
    status: status_code,
    headers: { ...(date === undefined ? {} : { date }), ...Object.fromEntries(named) },
    // The documentation's own sample breaks the text into lines; Buffer skips white space in base64.
    body: Buffer.from(body ?? '', 'base64'),
  };
}
