import type { Clock } from '@passerelle/connector';
import { manualClock, seededRandom, type ToolResponse } from '@passerelle/connector/testing';
import { serviceNow, type ServiceNow, type ServiceNowOptions } from './index.js';

type Fields = Readonly<Record<string, unknown>>;

export interface Reply extends ToolResponse {
  /** By lower-case name; several values are joined. */
  readonly header: Readonly<Record<string, string>>;
  readonly text: string;
  /** The parsed body; undefined where it is no JSON. */
  readonly json: unknown;
  /** `result` as one record; empty where it is none. */
  readonly record: Fields;
  readonly rows: readonly Fields[];
  readonly error: { readonly message?: unknown; readonly detail?: unknown };
}

export interface Hand {
  readonly get: (url: string, headers?: Readonly<Record<string, string>>) => Reply;
  readonly post: (url: string, body?: unknown, headers?: Readonly<Record<string, string>>) => Reply;
  readonly patch: (url: string, body?: unknown, headers?: Readonly<Record<string, string>>) => Reply;
  readonly put: (url: string, body?: unknown) => Reply;
  readonly del: (url: string) => Reply;
  readonly send: (method: string, url: string, body?: unknown, headers?: Readonly<Record<string, string>>) => Reply;
  /** Creates an incident and says its sys_id. */
  readonly incident: (fields?: Fields) => string;
}

export interface Probe {
  readonly sim: ServiceNow;
  readonly clock: Clock & { advance(ms: number): void };
  /** Requests as one of the accounts whose password is their name; null sends no credentials. */
  readonly as: (user: string | null) => Hand;
  /** sys_id of a seeded user. */
  readonly user: (userName: string) => string;
  readonly group: (name: string) => string;
}

/** For specs: an instance under a manual clock, asked without a network. */
export function probe(options: Partial<ServiceNowOptions> = {}): Probe {
  const clock = manualClock('2026-01-05T08:00:00Z');
  const sim = serviceNow({ clock, random: seededRandom(42), ...options });
  const as = (user: string | null): Hand => {
    const send: Hand['send'] = (method, url, body, headers = {}) => {
      const login =
        user === null ? {} : { authorization: `Basic ${Buffer.from(`${user}:${user}`).toString('base64')}` };
      const json = { accept: 'application/json', 'content-type': 'application/json' };
      return read(sim.handle({ method, url, headers: { ...json, ...login, ...headers }, body: bytes(body) }));
    };
    return {
      send,
      get: (url, headers) => send('GET', url, undefined, headers),
      post: (url, body, headers) => send('POST', url, body, headers),
      patch: (url, body, headers) => send('PATCH', url, body, headers),
      put: (url, body) => send('PUT', url, body),
      del: (url) => send('DELETE', url),
      incident: (fields = {}) => String(send('POST', '/api/now/table/incident', fields).record['sys_id']),
    };
  };
  const idOf = (table: string, column: string, value: string): string => {
    const row = sim.findBy(table, column, value);
    if (!row) throw new Error(`no ${table} with ${column} ${value}`);
    return row['sys_id'] ?? '';
  };
  return {
    sim,
    clock,
    as,
    user: (name) => idOf('sys_user', 'user_name', name),
    group: (name) => idOf('sys_user_group', 'name', name),
  };
}

function bytes(body: unknown): Buffer {
  if (body === undefined) return Buffer.alloc(0);
  if (Buffer.isBuffer(body)) return body;
  return Buffer.from(typeof body === 'string' ? body : JSON.stringify(body));
}

export function read(response: ToolResponse): Reply {
  const text = response.body.toString();
  const json = parsed(text);
  const { result, error } = (json ?? {}) as { result?: unknown; error?: unknown };
  const header: Record<string, string> = {};
  for (const [name, value] of Object.entries(response.headers)) {
    header[name.toLowerCase()] = typeof value === 'string' ? value : value.join(', ');
  }
  return {
    ...response,
    header,
    text,
    json,
    record: typeof result === 'object' && result !== null && !Array.isArray(result) ? (result as Fields) : {},
    rows: Array.isArray(result) ? (result as Fields[]) : [],
    error: typeof error === 'object' && error !== null ? error : {},
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
