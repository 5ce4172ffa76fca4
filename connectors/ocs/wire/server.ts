import { Fault, type Clock, type ErrorKind, type HttpDoor, type Told, saidByIssue, asIs } from '@passerelle/connector';
import type { z } from 'zod';
import type { Config } from '../config.js';
import { repairedValue } from './text.js';

/** The OCS at the other end. It keeps no session, and is only ever read. */
export interface Server {
  readonly connection: string;
  readonly config: Config;
  readonly zone: string;
  /** JSON of the answer, read by a schema; any page, failure or other shape is a Fault. */
  ask<Schema extends z.ZodType>(path: string, schema: Schema, options?: AskOptions): Promise<z.output<Schema>>;
  fault(kind: ErrorKind, message: Told, status?: number): Fault;
  /** Milliseconds since 1970 on the server's clock, as far as its Date headers told. */
  now(): number;
  /** Milliseconds that its clock is ahead of ours; null before the first answer. */
  offset(): number | null;
}

export interface AskOptions {
  readonly query?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal | undefined;
}

export interface ServerParts {
  readonly connection: string;
  readonly config: Config;
  readonly zone: string;
  readonly door: HttpDoor;
  readonly clock: Clock;
}

export function openServer({ connection, config, zone, door, clock }: ServerParts): Server {
  let offset: number | null = null;
  const fault: Server['fault'] = (kind, message, status) =>
    new Fault({ kind, connection, message, ...(status === undefined ? {} : { status }) });
  const headers = config.auth
    ? {
        authorization: `Basic ${Buffer.from(`${config.auth.user}:${config.auth.password.reveal()}`).toString('base64')}`,
      }
    : {};
  return {
    connection,
    config,
    zone,
    fault,
    now: () => clock.now().getTime() + (offset ?? 0),
    offset: () => offset,
    async ask(path, schema, { query, signal } = {}) {
      const began = clock.now().getTime();
      const answer = await door.send({
        method: 'GET',
        path: `/v1${path}`,
        headers: { accept: 'application/json', ...headers },
        effect: 'read',
        ...(query ? { query } : {}),
        ...(signal ? { signal } : {}),
      });
      const told = Date.parse(answer.headers['date'] ?? '');
      // Cut to the second: half a second more is its middle, and half the journey lay before it.
      if (!Number.isNaN(told)) offset = told + 500 - (began + clock.now().getTime()) / 2;
      const refusal = refusalOf(answer.status);
      if (refusal) {
        const { kind, fr, en } = refusal;
        throw fault(kind, { fr: `${path} : ${fr}`, en: `${path}: ${en}` }, answer.status);
      }
      const value = valueOf(answer.body);
      const parsed = schema.safeParse(value);
      if (parsed.success) return parsed.data;
      const [issue] = parsed.error.issues;
      const [at, said] = [issue?.path.join('.') ?? '', issue ? saidByIssue(issue, value) : asIs('')];
      throw fault(
        'malformed',
        {
          fr: `${path} : attendu du JSON d’OCS, ${at === '' ? 'à la racine' : `en ${at}`} : ${said.fr} ; vérifiez que url est l’adresse où son module REST est monté`,
          en: `${path}: expected JSON of OCS, at ${at || 'the top'}: ${said.en}; check that url is where its REST module is mounted`,
        },
        answer.status,
      );
    },
  };
}

function refusalOf(status: number): (Told & { readonly kind: ErrorKind }) | null {
  if (status === 200) return null;
  if (status === 401 || status === 403)
    return {
      kind: 'unauthorized',
      fr: `attendu du JSON, reçu ${status} ; corrigez user et password, ou ouvrez à cette machine l’accès à /ocsapi dans Apache`,
      en: `expected JSON, came ${status}; correct user and password, or let this host in where Apache keeps /ocsapi`,
    };
  if (status === 404)
    return {
      kind: 'unsupported',
      fr: 'attendu du JSON, reçu 404 ; vérifiez url, et que le module REST est installé',
      en: 'expected JSON, came 404; check url, and that the REST module is installed',
    };
  return {
    kind: status >= 500 ? 'unavailable' : 'rejected',
    fr: `attendu du JSON, reçu une page avec ${status} ; le journal d’erreurs d’Apache dit pourquoi`,
    en: `expected JSON, came a page with ${status}; the error log of Apache says why`,
  };
}

/** The value of an answer. Sections of 2.8 are a JSON text that holds JSON, and its texts are encoded twice. */
function valueOf(body: Buffer): unknown {
  const outer = json(body.toString('utf8'));
  const value = typeof outer === 'string' ? json(outer) : outer;
  return value;
}

function json(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/** What an answer of 2.8 meant; later servers are taken at their word. */
export function meant(value: unknown, generation: Generation): unknown {
  return generation === '2.8' ? repairedValue(value) : value;
}

/** 2.12 knows what changed lately and encodes once; 2.8 does neither. */
export type Generation = '2.8' | '2.12';
