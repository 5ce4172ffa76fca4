import { Readable } from 'node:stream';
import type { Route, RouteName } from '@passerelle/api';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { auditOf } from './audit.js';
import type { Call, Caller, EventsAnswer, FileAnswer, Upload } from './call.js';
import type { Grounds } from './grounds.js';
import { admit, callerOf, cookieName } from './guard.js';
import { languageOf } from './problem.js';
import { ApiRefusal } from './refusal.js';
import { readSeen, sightOf, type SeenTicket } from './seen-ticket.js';
import type { Handler } from './serve.js';
import { stream } from './stream.js';

export interface Served {
  readonly grounds: Grounds;
  readonly name: RouteName;
  readonly route: Route;
  readonly handler: Handler;
}

/** One call: who asks, whether they may, what exactly, on which ticket; then what it is about; then the answer. */
export async function answer(served: Served, request: FastifyRequest, reply: FastifyReply): Promise<unknown> {
  const { grounds, name, route, handler } = served;
  const noted = auditOf(request);
  const caller = await callerOf(grounds, request);
  if (noted) noted.caller = caller;
  admit(grounds, request, name, route, caller);
  const params = request.params as Readonly<Record<string, string>>;
  const ticket = route.scope === 'ticket' ? await seenOr404(grounds, caller, params['ticket'] ?? '') : null;
  const query = route.query ? held(route.query, request.query, request) : {};
  const body = route.body ? held(route.body, request.body, request) : {};
  const call = callOf(served, request, reply, { params, query, body, caller, ticket });
  const result = await handler(call as never);
  reply.header('cache-control', 'no-store');
  if (route.answer === 'nothing') return reply.status(204).send();
  if (route.answer === 'redirect') return reply.redirect((result as { readonly to: string }).to, 302);
  if (route.answer === 'events') return stream(reply, result as EventsAnswer, grounds, request);
  if (route.answer === 'file') {
    const { content, headers } = result as FileAnswer;
    return reply.headers({ ...headers }).send(Readable.from(content));
  }
  // What the contract does not name does not leave.
  return reply.status(route.status ?? 200).send(route.answer.parse(result));
}

/** What is wrong is told in the language of whoever asked. */
const told = { fr: z.locales.fr().localeError, en: z.locales.en().localeError } as const;

function held(schema: z.ZodType, value: unknown, { headers }: FastifyRequest): unknown {
  const parsed = schema.safeParse(value ?? {}, { error: told[languageOf(headers['accept-language'])] });
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues.map(({ path, message }) => ({ path: path.join('.'), message }));
  throw new ApiRefusal('bad-request', '', { faults: faults.slice(0, 50) });
}

async function seenOr404({ house }: Grounds, caller: Caller | null, id: string): Promise<SeenTicket> {
  const found = caller && (await readSeen(house.store, caller.grant, id));
  if (!found) throw new ApiRefusal('not-found', 'no such ticket');
  return found;
}

interface Parts {
  readonly params: unknown;
  readonly query: unknown;
  readonly body: unknown;
  readonly caller: Caller | null;
  readonly ticket: SeenTicket | null;
}

function callOf({ name }: Served, request: FastifyRequest, reply: FastifyReply, parts: Parts): Call<RouteName> {
  const { caller, ticket } = parts;
  const secure = request.protocol === 'https';
  const demanded = <T>(value: T | null): T => {
    if (value === null) throw new ApiRefusal('signed-out');
    return value;
  };
  return {
    ...(parts as Pick<Call<RouteName>, 'params' | 'query' | 'body'>),
    name,
    guest: caller,
    get caller() {
      return demanded(caller);
    },
    get sight() {
      return sightOf(demanded(caller).grant);
    },
    get ticket() {
      return demanded(ticket);
    },
    language: languageOf(request.headers['accept-language']),
    address: request.ip,
    ifMatch: request.headers['if-match'] ?? null,
    url: `${request.protocol}://${request.host}${request.url}`,
    cookies: request.cookies,
    file: () => fileOf(request),
    header: (key, value) => void reply.header(key, value),
    cookie: (key, value, { maxAge, path = '/' } = {}) => {
      const called = key === cookieName.plain && secure ? cookieName.secure : key;
      const options = {
        path,
        httpOnly: true,
        secure,
        sameSite: 'lax' as const,
        ...(maxAge !== undefined && { maxAge }),
      };
      if (value === null) void reply.clearCookie(called, options);
      else void reply.setCookie(called, value, options);
    },
    note: (object, detail = {}) => {
      const noted = auditOf(request);
      if (!noted) return;
      noted.object = object ?? noted.object;
      noted.detail = { ...noted.detail, ...detail };
    },
  };
}

async function fileOf(request: FastifyRequest): Promise<Upload | null> {
  if (!request.isMultipart()) return null;
  const part = await request.file();
  if (!part) return null;
  const name = part.filename.replaceAll(/[\p{C}/\\]/gu, '_').slice(0, 200);
  return { name, mime: part.mimetype, content: part.file, truncated: () => part.file.truncated };
}
