import cookie from '@fastify/cookie';
import helmet from '@fastify/helmet';
import multipart from '@fastify/multipart';
import rateLimit from '@fastify/rate-limit';
import { prefix, routeNames, routes, type RouteName } from '@passerelle/api';
import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { answer, type Served } from './answer.js';
import { auditOf, noteOf, watch } from './audit.js';
import { serveConsole } from './console.js';
import { directives } from './csp.js';
import type { Grounds } from './grounds.js';
import { handlersOf } from './handlers/index.js';
import { largestFile } from './largest.js';
import type { Jobs } from './migrate/jobs.js';
import { languageOf, problemOf, refusalOf } from './problem.js';
import { ApiRefusal } from './refusal.js';

export interface ServeOptions {
  /** Where the built console lies; null where there is none. */
  readonly console: string | null;
  /** False where webhooks alone are heard. */
  readonly api?: boolean;
  /** Answers what is not for the API, before anything else; false where it does not want it. */
  readonly before?: (request: IncomingMessage, response: ServerResponse) => boolean;
  /** Calls of one address in a minute: a whole team may sit behind one proxy. */
  readonly perMinute?: number;
  /** Of these, tries to sign in. */
  readonly guesses?: number;
}

/** Bytes of a request without files. */
const largest = 1024 * 1024;

/** The router: what the list of routes says, and nothing else, each behind its guard. */
export async function openApi(grounds: Grounds, jobs: Jobs, options: ServeOptions): Promise<FastifyInstance> {
  const { before } = options;
  const app = fastify({
    bodyLimit: largest,
    trustProxy: 'loopback',
    requestTimeout: 120_000,
    routerOptions: { maxParamLength: 500 },
    logger: false,
    serverFactory: (handler): Server =>
      createServer({ headersTimeout: 10_000, maxHeaderSize: 32_768 }, (request, response) => {
        if (!before?.(request, response)) handler(request, response);
      }),
  });
  app.setErrorHandler((error, request, reply) => fail(grounds, error, request, reply));
  app.setNotFoundHandler((request, reply) => fail(grounds, new ApiRefusal('not-found'), request, reply));
  await app.register(cookie);
  await app.register(helmet, {
    contentSecurityPolicy: { useDefaults: false, directives },
    enableCSPNonces: true,
    strictTransportSecurity: { includeSubDomains: false },
  });
  await app.register(multipart, { limits: { files: 1, fileSize: largestFile, fields: 0, headerPairs: 50 } });
  await app.register(rateLimit, {
    global: true,
    max: options.perMinute ?? 6_000,
    timeWindow: 60_000,
    // The console's own files: many at each first page, and worth nothing to whoever guesses.
    allowList: ({ url }) => url.startsWith('/assets/'),
  });
  watch(app, grounds);
  if (options.api === false) return app;
  const handlers = handlersOf(grounds, jobs);
  for (const name of routeNames)
    register(app, { grounds, name, route: routes[name], handler: handlers[name] as Handler }, options.guesses ?? 20);
  await serveConsole(app, options.console);
  return app;
}

export type Handler = (call: never) => Promise<unknown>;

/** Guesses cost a guesser time: passwords, and numbers of tickets that are not theirs. */
const guessable: ReadonlySet<RouteName> = new Set(['signIn', 'changePassword', 'beginOidc', 'endOidc']);

function register(app: FastifyInstance, served: Served, guesses: number): void {
  const { name, route } = served;
  app.route({
    method: route.method,
    url: `${prefix}${route.path}`,
    config: { ...(guessable.has(name) && { rateLimit: { max: guesses, timeWindow: 60_000 } }), passerelle: name },
    // A HEAD would stream a whole file to nobody.
    exposeHeadRoute: false,
    handler: (request, reply) => answer(served, request, reply),
  });
}

function fail(grounds: Grounds, error: unknown, request: FastifyRequest, reply: FastifyReply): unknown {
  const refusal = refusalOf(error);
  if (refusal.code === 'unexpected')
    grounds.log.error({ err: refusal.cause, url: request.routeOptions.url }, 'a call failed');
  const noted = noteOf(request);
  if (noted) noted.detail = { ...noted.detail, code: refusal.code };
  auditOf(request);
  const { 'accept-language': language, accept = '' } = request.headers;
  // Somebody who comes from a provider's page sees ours, and not a piece of JSON.
  const { passerelle: route } = request.routeOptions.config as { readonly passerelle?: RouteName };
  if ((route === 'beginOidc' || route === 'endOidc') && accept.includes('text/html'))
    return reply.header('cache-control', 'no-store').redirect(`/sign-in?refused=${refusal.code}`, 303);
  return reply
    .status(refusal.status)
    .header('cache-control', 'no-store')
    .type('application/problem+json')
    .send(problemOf(refusal, languageOf(language)));
}
