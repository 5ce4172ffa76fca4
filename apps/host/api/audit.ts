import { routes, type Route, type RouteName } from '@passerelle/api';
import type { Audited } from '@passerelle/store';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Caller } from './call.js';
import type { Grounds } from './grounds.js';

export interface Noted {
  readonly name: RouteName;
  caller: Caller | null;
  object: string | null;
  detail: Readonly<Record<string, unknown>>;
}

const notes = new WeakMap<FastifyRequest, Noted>();

/** What changes nothing that anybody else would miss, and happens every few seconds. */
const quiet: ReadonlySet<RouteName> = new Set([
  'announce',
  'leave',
  'markRead',
  'markUnread',
  'keepDraft',
  'dropDraft',
  'previewAction',
  'previewTicket',
]);
/** Reading takes whole tickets out of the house. */
const watched: ReadonlySet<RouteName> = new Set(['exportTickets', 'openAttachment', 'endOidc']);

export function noteOf(request: FastifyRequest): Noted | undefined {
  return notes.get(request);
}

/** Begins the note of a call, which becomes a line of the audit once it is answered. */
export function auditOf(request: FastifyRequest): Noted | undefined {
  const known = notes.get(request);
  if (known) return known;
  const name = (request.routeOptions.config as { readonly passerelle?: RouteName }).passerelle;
  if (name === undefined) return undefined;
  const noted: Noted = { name, caller: null, object: null, detail: {} };
  notes.set(request, noted);
  return noted;
}

/** Every act is kept, those that were refused too. A line that cannot be kept is logged. */
export function watch(app: FastifyInstance, { access, log, now }: Grounds): void {
  app.addHook('onResponse', async (request, reply) => {
    const noted = notes.get(request);
    if (!noted) return;
    const route: Route = routes[noted.name];
    if (quiet.has(noted.name) || (route.method === 'GET' && !watched.has(noted.name))) return;
    const { caller, object, detail, name } = noted;
    const line: Audited = {
      at: now(),
      person: caller?.account.id ?? null,
      through: caller?.through ?? 'none',
      what: name,
      object: object ?? objectOf(request),
      outcome: reply.statusCode,
      detail,
      address: request.ip,
    };
    await access
      .audit(line)
      .catch((error: unknown) => log.error({ err: error, line }, 'an act was not kept in the audit'));
  });
}

function objectOf(request: FastifyRequest): string | null {
  const parts = Object.entries((request.params ?? {}) as Readonly<Record<string, string>>);
  return parts.length === 0
    ? null
    : parts
        .map(([key, value]) => `${key}:${value}`)
        .join(' ')
        .slice(0, 400);
}
