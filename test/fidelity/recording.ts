import { z } from 'zod';

/** One recorded exchange, whatever the shape of the file it came from. */
export interface Recording {
  /** Its place in the file, from 0. */
  readonly index: number;
  readonly name: string;
  readonly note: string;
  readonly source: string;
  /** `server` of the file, where it names several versions of a tool. */
  readonly server: string;
  readonly request: {
    /** `*` where the recording is of an answer alone. */
    readonly method: string;
    readonly url: string;
    readonly headers: Readonly<Record<string, string>>;
    /** Null: the file does not hold it. */
    readonly body: Buffer | null;
  };
  readonly response: {
    readonly status: number;
    readonly headers: Readonly<Record<string, string>>;
    /** Null: no body, or none recorded. */
    readonly body: Buffer | null;
  };
}

const Headers = z.union([
  z.record(z.string(), z.unknown()),
  z.array(z.tuple([z.string(), z.unknown()])).transform((pairs) => Object.fromEntries(pairs)),
  z.string().transform((text) => JSON.parse(text) as Record<string, unknown>),
]);

/** `{method, url, status, body | body_text, headers?}`: a list of answers, some with their request. */
const Flat = z.object({
  id: z.string(),
  source: z.string().default(''),
  note: z.string().default(''),
  method: z.string(),
  url: z.string(),
  request_headers: Headers.optional(),
  request_body: z.unknown().optional(),
  status: z.number(),
  headers: Headers.optional(),
  body: z.unknown().optional(),
  body_text: z.string().optional(),
});

/** `{request: {...}, response: {...}}`: exchanges recorded on the wire. */
const Wire = z.object({
  name: z.string().optional(),
  note: z.string().default(''),
  server: z.string().default(''),
  request: z.object({
    method: z.string(),
    url: z.string().optional(),
    path: z.string().optional(),
    host: z.string().optional(),
    headers: Headers.default({}),
    body: z.unknown().optional(),
    body_encoding: z.string().optional(),
    form: z.record(z.string(), z.unknown()).optional(),
    operation: z.unknown().optional(),
    /** The very text of `json_data`, where it is no JSON. */
    json_data_raw: z.string().optional(),
    /** The whole body, where it is no form as the others are. */
    raw_body: z.string().optional(),
  }),
  response: z.object({
    status: z.number(),
    headers: Headers.default({}),
    body: z.unknown().optional(),
    body_encoding: z.string().optional(),
  }),
});

/** A JSON list, or one JSON object a line. */
export function readRecordings(text: string): readonly Recording[] {
  const trimmed = text.trimStart();
  const values: unknown[] = trimmed.startsWith('[')
    ? (JSON.parse(trimmed) as unknown[])
    : trimmed
        .split('\n')
        .filter((line) => line.trim() !== '')
        .map((line) => JSON.parse(line) as unknown);
  return values.map(normalise);
}

function normalise(value: unknown, index: number): Recording {
  const wire = Wire.safeParse(value);
  if (wire.success) return fromWire(wire.data, index);
  const flat = Flat.safeParse(value);
  if (flat.success) return fromFlat(flat.data, index);
  throw new Error(
    `fidelity: exchange ${index} is neither {request, response} nor {method, url, status, body}: ${z.prettifyError(flat.error)}`,
  );
}

function fromFlat(one: z.infer<typeof Flat>, index: number): Recording {
  const body = one.body_text ?? one.body;
  return {
    index,
    name: one.id,
    note: one.note,
    source: one.source,
    server: '',
    request: {
      method: one.method,
      url: one.url,
      headers: lower(one.request_headers),
      body: bytes(one.request_body, undefined),
    },
    response: { status: one.status, headers: lower(one.headers), body: bytes(body, undefined) },
  };
}

function fromWire(one: z.infer<typeof Wire>, index: number): Recording {
  const { request, response } = one;
  const form = request.form && formOf(request.form, request.json_data_raw ?? request.operation);
  const body = request.raw_body ?? request.body;
  const sent = bytes(body, request.body_encoding) ?? (form ? Buffer.from(form.toString()) : Buffer.alloc(0));
  return {
    index,
    name: one.name ?? one.note,
    note: one.note,
    source: '',
    server: one.server,
    request: {
      method: request.method,
      url: request.url ?? `${request.host ?? ''}${request.path ?? ''}`,
      headers: lower(request.headers),
      body: sent,
    },
    response: {
      status: response.status,
      headers: lower(response.headers),
      body: bytes(response.body, response.body_encoding),
    },
  };
}

/** iTop's recordings keep the form's `json_data` apart, as `operation`. */
function formOf(form: Readonly<Record<string, unknown>>, operation: unknown): URLSearchParams {
  const fields = new URLSearchParams();
  for (const [name, value] of Object.entries(form))
    fields.set(name, typeof value === 'string' ? value : JSON.stringify(value));
  if (operation !== undefined && operation !== null)
    fields.set('json_data', typeof operation === 'string' ? operation : JSON.stringify(operation));
  return fields;
}

function bytes(body: unknown, encoding: string | undefined): Buffer | null {
  if (body === null || body === undefined) return null;
  if (typeof body === 'string') return Buffer.from(body, encoding === 'base64' ? 'base64' : 'utf8');
  return Buffer.from(JSON.stringify(body));
}

function lower(headers: Readonly<Record<string, unknown>> = {}): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [
      name.toLowerCase(),
      typeof value === 'string' ? value : JSON.stringify(value),
    ]),
  );
}
