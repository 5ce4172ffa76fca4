import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { prefix, routes, type AnswerOf, type BodyWish, type Right, type RouteName } from '@passerelle/api';
import { createLog } from '@passerelle/runtime';
import { databaseAt, openFiles, openStore, type Account, type OpenStore } from '@passerelle/store';
import type { Mirror } from '@passerelle/sync';
import type { FastifyInstance } from 'fastify';
import { openMirrorStage, type MirrorStage } from '../../../../libs/runtime/testing/mirror-stage.js';
import { createTestDatabase, dropTestDatabase } from '../../../../libs/store/testing/index.js';
import type { Grounds } from '../grounds.js';
import { openLive } from '../live.js';
import { openJobs, type Jobs } from '../migrate/jobs.js';
import type { Oidc } from '../oidc.js';
import { hashPassword } from '@passerelle/runtime';
import { openApi } from '../serve.js';

export interface Asking {
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string | readonly string[]>>;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Somebody at the other end of real HTTP. */
export interface Person {
  ask(name: RouteName, asking?: Asking): Promise<Response>;
  /** Throws where it is refused. */
  get<N extends RouteName>(name: N, asking?: Asking & { readonly body?: BodyWish<N> }): Promise<AnswerOf<N>>;
}

/** The whole API over HTTP, PostgreSQL and two toy tools in a mirror. */
export interface ApiStage {
  readonly url: string;
  readonly opened: OpenStore;
  readonly at: MirrorStage;
  readonly app: FastifyInstance;
  readonly grounds: Grounds;
  /** Makes an account with this password, and signs in with it. */
  enter(login: string, account?: Partial<Account>): Promise<Person>;
  readonly nobody: Person;
  bearer(secret: string): Person;
  /** Everybody listens and tells, and the list is brought up to date. */
  sync(): Promise<void>;
  refresh(): Promise<void>;
  readonly told: string[][];
  readonly jobs: Jobs;
  close(): Promise<void>;
}

export const password = 'correct cheval pile agrafe';
let hashed: Promise<string> | null = null;

export interface StageWish {
  readonly console?: string | null;
  readonly oidc?: (url: () => string) => Oidc | null;
  readonly perMinute?: number;
  /** In YAML flow style; one mirror of a and b where nothing is said. */
  readonly routes?: readonly string[];
}

export async function openApiStage({
  console = null,
  oidc,
  perMinute = 100_000,
  routes: configured,
}: StageWish = {}): Promise<ApiStage> {
  const database = await createTestDatabase();
  const opened = openStore(databaseAt(database));
  const at = await openMirrorStage({
    store: opened.store,
    register: opened.register,
    ...(configured && { routes: configured }),
  });
  const folder = await mkdtemp(join(tmpdir(), 'passerelle-api-'));
  const live = openLive();
  const told: string[][] = [];
  let url = '';
  const house = { ...at.house, desk: opened.desk, access: opened.access, files: openFiles(join(folder, 'files')) };
  const grounds: Grounds = {
    ...live,
    house,
    desk: opened.desk,
    access: opened.access,
    log: createLog({ level: 'error', secrets: [] }),
    oidc: oidc?.(() => url) ?? null,
    localAccounts: true,
    version: '0.0.0',
    now: () => house.clock.now().toISOString(),
    mirror: (): Promise<Mirror> => at.mirror(),
    alone: (_, work) => work(),
    tell: (names) => void told.push([...names]),
    wake: () => undefined,
    listen: () => Promise.resolve(null),
    fares: () => ({ connections: new Map(), routes: new Map() }),
    lastTurn: () => null,
  };
  const jobs = openJobs(grounds);
  const app = await openApi(grounds, jobs, { console, perMinute, guesses: 1_000 });
  url = await app.listen({ host: '127.0.0.1', port: 0 });

  const person = (sent: () => Readonly<Record<string, string>>): Person => {
    const ask = (name: RouteName, { params = {}, query = {}, body, headers = {} }: Asking = {}): Promise<Response> => {
      const { method, path } = routes[name];
      const filled = path.replaceAll(/:([a-z]+)/g, (_, key: string) => encodeURIComponent(params[key] ?? 'x'));
      const search = new URLSearchParams(
        Object.entries(query).flatMap(([key, value]) =>
          [value].flat().map((one): [string, string] => [key, String(one)]),
        ),
      );
      const form = body instanceof FormData;
      return fetch(`${url}${prefix}${filled}${search.size > 0 ? `?${search.toString()}` : ''}`, {
        method,
        redirect: 'manual',
        headers: {
          ...sent(),
          ...(body !== undefined && !form && { 'content-type': 'application/json' }),
          ...headers,
        },
        ...(body !== undefined && { body: form ? body : JSON.stringify(body) }),
      });
    };
    return {
      ask,
      get: async <N extends RouteName>(name: N, asking?: Asking) => {
        const response = await ask(name, asking);
        const text = await response.text();
        if (!response.ok) throw new Error(`${name}: ${response.status} ${text}`);
        return (text === '' ? undefined : JSON.parse(text)) as AnswerOf<N>;
      },
    };
  };

  const nobody = person(() => ({}));
  return {
    url,
    opened,
    at,
    app,
    grounds,
    told,
    jobs,
    nobody,
    bearer: (secret) => person(() => ({ authorization: `Bearer ${secret}` })),
    enter: async (login, account = {}) => {
      hashed ??= hashPassword(password);
      await opened.access.keepAccount(accountOf(login, { secret: await hashed, ...account }));
      const response = await nobody.ask('signIn', { body: { login, password } });
      if (!response.ok) throw new Error(`expected ${login} to be let in: ${await response.text()}`);
      const { csrf } = (await response.json()) as AnswerOf<'signIn'>;
      const cookie = (response.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
      return person(() => ({ cookie, 'x-csrf-token': csrf ?? '' }));
    },
    sync: async () => {
      await at.sync();
      while ((await opened.desk.refresh(100)).length > 0);
    },
    refresh: async () => {
      while ((await opened.desk.refresh(100)).length > 0);
    },
    close: async () => {
      await jobs.close();
      app.server.closeAllConnections();
      await app.close();
      await at.close();
      await opened.close();
      await rm(folder, { recursive: true, force: true });
      await dropTestDatabase(database);
    },
  };
}

export function accountOf(login: string, more: Partial<Account> = {}): Account {
  return {
    id: `id-${login}`,
    login,
    subject: null,
    name: login,
    email: null,
    secret: null,
    mustChange: false,
    role: 'agent',
    internal: false,
    scope: { connections: null, teams: null },
    persons: [`login:${login}`],
    teams: [],
    language: 'fr',
    timezone: null,
    disabled: false,
    failures: 0,
    lockedUntil: null,
    lastSeen: null,
    created: '2025-01-01T00:00:00.000Z',
    ...more,
  };
}

export const everything: readonly Right[] = ['read', 'internal', 'act', 'operate', 'migrate', 'administer'];
