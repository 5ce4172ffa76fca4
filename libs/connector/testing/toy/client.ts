import { asIs } from '../../told.js';
import type { z } from 'zod';
import { z as zod } from 'zod';
import type { Surroundings } from '../../contract/connector.js';
import type { HttpAnswer, HttpDoor, HttpRequest } from '../../door/door.js';
import { Fault, type ErrorKind } from '../../fault.js';
import type { ToyConfig } from './config.js';

export interface ToyClient {
  readonly connection: string;
  readonly door: HttpDoor;
  /** The answer to a request of ours, read by a schema; every other status is a Fault. */
  ask<Schema extends z.ZodType>(request: HttpRequest, schema: Schema): Promise<z.output<Schema>>;
  /** The same for answers that are no JSON. */
  fetch(request: HttpRequest): Promise<HttpAnswer>;
  fault(kind: ErrorKind, message: string): Fault;
}

const kinds: Readonly<Record<number, ErrorKind>> = { 401: 'unauthorized', 404: 'gone', 409: 'conflict' };
const Login = zod.object({ token: zod.string().min(1) });

export function toyClient(surroundings: Surroundings<ToyConfig>): ToyClient {
  const { connection, config } = surroundings;
  const door = surroundings.door(config.url, config.pace);
  const fault = (kind: ErrorKind, message: string): Fault => new Fault({ kind, connection, message: asIs(message) });
  let session: Promise<string> | null = null;

  const logIn = async (signal?: AbortSignal): Promise<string> => {
    const body = JSON.stringify({ user: config.user, password: config.password.reveal() });
    // Logging in changes no ticket, so it may be asked again like any read.
    const login: HttpRequest = { method: 'POST', path: '/login', body, effect: 'read', ...(signal && { signal }) };
    const answer = await door.send(login);
    if (answer.status === 401)
      throw fault('unauthorized', `the tool does not know user ${config.user} with this password; correct them`);
    return read(connection, checked(connection, login, answer), Login).token;
  };
  const send = async (request: HttpRequest): Promise<HttpAnswer> => {
    for (let again = false; ; again = true) {
      session ??= logIn(request.signal);
      const mine = session;
      const token = await mine.catch((error: unknown) => {
        if (session === mine) session = null;
        throw error;
      });
      const answer = await door.send({ ...request, headers: { ...request.headers, authorization: `Bearer ${token}` } });
      // 401 is a refusal before any effect: a session that has ended is renewed once.
      if (answer.status !== 401 || again) return checked(connection, request, answer);
      if (session === mine) session = null;
    }
  };
  return {
    connection,
    door,
    fault,
    fetch: send,
    ask: async (request, schema) => read(connection, await send(request), schema, request),
  };
}

/** Passes 2xx on; makes a Fault of every other status. */
function checked(connection: string, request: HttpRequest, answer: HttpAnswer): HttpAnswer {
  const { status } = answer;
  if (status >= 200 && status < 300) return answer;
  const what = `${request.method} ${request.path}`;
  if (status >= 500) {
    const landed = request.effect === 'write' ? 'unknown' : 'no';
    throw new Fault({
      kind: 'unavailable',
      connection,
      message: asIs(`${what} was answered ${status}`),
      landed,
      status,
    });
  }
  const said = answer.body.toString().slice(0, 200);
  throw new Fault({
    kind: kinds[status] ?? 'rejected',
    connection,
    message: asIs(`${what} was answered ${status}: ${said}`),
    status,
  });
}

/** The answer, or `malformed`: an answer to a write that nobody can read leaves open whether it landed. */
function read<Schema extends z.ZodType>(
  connection: string,
  answer: HttpAnswer,
  schema: Schema,
  request?: HttpRequest,
): z.output<Schema> {
  const parsed = schema.safeParse(json(answer.body));
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw new Fault({
    kind: 'malformed',
    connection,
    message: asIs(
      `expected the toy tool's JSON, at ${issue?.path.join('.') || 'the top'}: ${issue?.message}; is this its url?`,
    ),
    landed: request?.effect === 'write' ? 'unknown' : 'no',
  });
}

function json(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString());
  } catch {
    return undefined;
  }
}
