import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { prefix, roles, routeNames, routes, type Role, type Route, type RouteName } from '@passerelle/api';
import { sampleAttachment, sampleBond, sampleEntry, sampleTicket } from '../../../libs/sync/testing/samples.js';
import { openApiStage, type ApiStage, type Asking, type Person } from './testing/stage.js';

/** Whom each route is for: the least role, and what it touches. Written by hand, so that a slip in the list is seen. */
const table: Readonly<Record<RouteName, readonly ['guest' | Role, Route['scope'], 'internal'?]>> = {
  listTickets: ['viewer', 'tickets'],
  countTickets: ['viewer', 'tickets'],
  exportTickets: ['viewer', 'tickets'],
  createTicket: ['agent', 'tickets'],
  previewTicket: ['agent', 'tickets'],
  readTicket: ['viewer', 'ticket'],
  explainTicket: ['operator', 'ticket'],
  compareSides: ['operator', 'ticket', 'internal'],
  readHistory: ['viewer', 'ticket'],
  assetTickets: ['viewer', 'ticket'],
  openAttachment: ['viewer', 'ticket'],
  announce: ['viewer', 'ticket'],
  leave: ['viewer', 'ticket'],
  markRead: ['viewer', 'ticket'],
  markUnread: ['viewer', 'ticket'],
  followTicket: ['viewer', 'ticket'],
  unfollowTicket: ['viewer', 'ticket'],
  gatherTickets: ['agent', 'ticket'],
  releaseTicket: ['agent', 'ticket'],
  act: ['agent', 'ticket'],
  previewAction: ['agent', 'ticket'],
  listActions: ['viewer', 'ticket'],
  actOnMany: ['agent', 'tickets'],
  upload: ['agent', 'own'],
  listChoices: ['viewer', 'tickets'],
  findPeople: ['viewer', 'tickets'],
  findAssets: ['viewer', 'tickets'],
  listViews: ['viewer', 'own'],
  makeView: ['viewer', 'own'],
  changeView: ['viewer', 'own'],
  dropView: ['viewer', 'own'],
  listReplies: ['agent', 'own'],
  makeReply: ['agent', 'own'],
  changeReply: ['agent', 'own'],
  dropReply: ['agent', 'own'],
  readDraft: ['viewer', 'own'],
  keepDraft: ['viewer', 'own'],
  dropDraft: ['viewer', 'own'],
  listConnections: ['operator', 'connections'],
  readConnectionHistory: ['operator', 'connection'],
  checkConnection: ['operator', 'connection'],
  wakeConnection: ['operator', 'connection'],
  listRoutes: ['operator', 'connections'],
  listRuns: ['operator', 'house'],
  readRun: ['operator', 'house'],
  listConflicts: ['operator', 'tickets'],
  decideConflict: ['operator', 'tickets'],
  listHeld: ['operator', 'connections'],
  retryHeld: ['operator', 'connections'],
  listDeadLetters: ['operator', 'connections'],
  retryDeadLetters: ['operator', 'connections'],
  dropDeadLetters: ['operator', 'connections'],
  listPauses: ['operator', 'connections'],
  pause: ['operator', 'connections'],
  resume: ['operator', 'connections'],
  listAlerts: ['operator', 'house'],
  listMatches: ['operator', 'connections', 'internal'],
  decideMatch: ['operator', 'connections', 'internal'],
  listMigrations: ['operator', 'house'],
  readMigration: ['operator', 'house'],
  readPlan: ['operator', 'house'],
  readVerification: ['operator', 'house'],
  readRollback: ['operator', 'house'],
  runMigration: ['administrator', 'house'],
  stopMigration: ['administrator', 'house'],
  decideWord: ['administrator', 'house'],
  follow: ['guest', 'own'],
  readSession: ['guest', 'own'],
  signIn: ['guest', 'own'],
  signOut: ['viewer', 'own'],
  beginOidc: ['guest', 'own'],
  endOidc: ['guest', 'own'],
  changePassword: ['viewer', 'own'],
  changePreferences: ['viewer', 'own'],
  listTokens: ['viewer', 'own'],
  makeToken: ['viewer', 'own'],
  dropToken: ['viewer', 'own'],
  listUsers: ['administrator', 'house'],
  makeUser: ['administrator', 'house'],
  changeUser: ['administrator', 'house'],
  unlockUser: ['administrator', 'house'],
  listAudit: ['administrator', 'house'],
  listen: ['viewer', 'own'],
  readHealth: ['guest', 'own'],
  readOpenApi: ['guest', 'own'],
};

const everybody = ['guest', ...roles] as const;
/** Signing out ends what the next cells need. */
const cells = routeNames.filter((name) => name !== 'signOut');
const secrets = ['sésame-du-coffre', 'releve-confidentiel', 'enquete-interne'] as const;

describe('who may do what, to what', () => {
  let stage: ApiStage;
  const people = new Map<string, Person>();
  const person = (name: string): Person => people.get(name) ?? stage.nobody;

  beforeAll(async () => {
    stage = await openApiStage();
    const { store } = stage.opened;
    await store.commit({
      tickets: [
        sampleTicket('open', {
          audience: 'public',
          title: 'Écran noir',
          assets: [{ name: 'PC-1', serial: null, uuid: null }],
        }),
        sampleTicket('closed', { audience: 'internal', title: secrets[2] }),
      ],
      entries: [
        sampleEntry('open', 1, { text: 'Bonjour' }),
        sampleEntry('open', 2, { audience: 'internal', kind: 'work_note', text: secrets[0] }),
      ],
      attachments: [sampleAttachment('open', 1, { name: `${secrets[1]}.pdf` })],
      bonds: [sampleBond('a', 'n1', 'open', { number: 'A-1' }), sampleBond('b', 'n2', 'closed', { number: 'B-2' })],
    });
    await stage.refresh();
    for (const role of roles) people.set(role, await stage.enter(role, { role }));
    people.set('insider', await stage.enter('insider', { role: 'agent', internal: true }));
    const inA = { scope: { connections: ['a'], teams: null } };
    people.set('chief', await stage.enter('chief', { role: 'administrator', internal: true, ...inA }));
    const inTeam = { scope: { connections: null, teams: ['Réseau'] } };
    people.set('team', await stage.enter('team', { role: 'administrator', internal: true, ...inTeam }));
  });
  afterAll(() => stage.close());

  async function ask(who: string, name: RouteName, params: Asking['params'] = {}) {
    const { method } = routes[name];
    const body = method === 'GET' || method === 'DELETE' || name === 'upload' ? undefined : {};
    const headers = { 'accept-language': 'en' };
    const response = await person(who).ask(name, { params, headers, ...(body && { body }) });
    if (name === 'listen' && response.ok) {
      await response.body?.cancel();
      return { status: response.status, code: null, detail: null };
    }
    const text = await response.text();
    const problem = response.headers.get('content-type')?.includes('problem') ? (JSON.parse(text) as object) : {};
    return { status: response.status, code: null, detail: null, ...problem };
  }

  /** What the guard says; whatever else comes was let through to be answered. */
  function verdictOf({ status, code, detail }: Awaited<ReturnType<typeof ask>>): string {
    if (code === 'signed-out' || code === 'no-right' || code === 'confined') return code;
    if (status === 404 && (detail === 'no such ticket' || detail === 'no such connection')) return 'hidden';
    return 'let through';
  }

  it('is decided for every route of the list, and for no other', () => {
    expect(Object.keys(table).toSorted()).toEqual(routeNames.toSorted());
    for (const name of routeNames) expect([name, routes[name].scope]).toEqual([name, table[name][1]]);
  });

  it('holds for everything that the router answers', () => {
    const registered = stage.app
      .printRoutes({ commonPrefix: false })
      .split('\n')
      .flatMap((line) => {
        const [, path, methods] = /── (\S+) \((.+)\)/.exec(line) ?? [];
        return path && methods ? methods.split(', ').map((method) => `${method} ${path}`) : [];
      });
    const listed = routeNames.map((name) => `${routes[name].method} ${prefix}${routes[name].path}`);
    expect(registered.length).toBeGreaterThanOrEqual(listed.length);
    for (const name of routeNames) {
      const { method, path } = routes[name];
      expect(stage.app.hasRoute({ method, url: `${prefix}${path}` })).toBe(true);
    }
    expect(new Set(listed).size).toBe(routeNames.length);
  });

  it.each(cells)('%s', async (name) => {
    const [least, scope, besides] = table[name];
    const params = { ticket: 'open', connection: 'a' };
    for (const who of everybody) {
      const verdict = verdictOf(await ask(who, name, params));
      const isEnough = everybody.indexOf(who) >= everybody.indexOf(least);
      const expected =
        least === 'guest'
          ? verdict
          : who === 'guest'
            ? 'signed-out'
            : isEnough && !besides
              ? 'let through'
              : 'no-right';
      expect([who, verdict]).toEqual([who, expected]);
    }
    const objects: Record<string, readonly (readonly [string, Asking['params'], string])[]> = {
      ticket: [
        ['viewer', { ticket: 'closed' }, least === 'viewer' ? 'hidden' : 'no-right'],
        ['administrator', { ticket: 'closed' }, besides ? 'no-right' : 'hidden'],
        ['insider', { ticket: 'closed' }, least === 'operator' ? 'no-right' : 'let through'],
        ['chief', { ticket: 'open' }, 'let through'],
        ['chief', { ticket: 'closed' }, 'hidden'],
        ['team', { ticket: 'open' }, 'hidden'],
        ['administrator', { ticket: 'nowhere' }, besides ? 'no-right' : 'hidden'],
      ],
      connection: [
        ['chief', { connection: 'a' }, 'let through'],
        ['chief', { connection: 'b' }, 'hidden'],
        ['administrator', { connection: 'c' }, 'hidden'],
      ],
      house: [
        ['chief', {}, 'confined'],
        ['team', {}, 'confined'],
      ],
    };
    for (const [who, at, expected] of objects[scope] ?? [])
      expect([who, at, verdictOf(await ask(who, name, at))]).toEqual([who, at, expected]);
  });

  it('shows nothing internal in any answer that one without the right can get', async () => {
    const asked: Asking[] = [{}, ...secrets.map((text) => ({ query: { text } }))];
    async function answersOf(who: string): Promise<string> {
      const texts: string[] = [];
      for (const name of routeNames) {
        const route: Route = routes[name];
        if (route.method !== 'GET' || name === 'listen') continue;
        const fields = name === 'explainTicket' ? ['title', 'description', 'custom'] : [];
        const wishes = [...asked, ...fields.map((field) => ({ query: { field } }))];
        for (const ticket of route.scope === 'ticket' ? ['open', 'closed'] : ['open'])
          for (const wish of wishes)
            texts.push(
              await (await person(who).ask(name, { ...wish, params: { ticket, attachment: 'open-a1' } })).text(),
            );
      }
      return texts.join('\n');
    }
    for (const who of ['guest', 'viewer', 'administrator']) {
      const said = await answersOf(who);
      for (const secret of secrets) expect([who, secret, said.split(secret).length - 1]).toEqual([who, secret, 0]);
    }
    const said = await answersOf('insider');
    for (const secret of secrets) expect(said).toContain(secret);
  });
});
