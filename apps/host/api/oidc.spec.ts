import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { Secret } from '@passerelle/connector';
import { Provider } from 'oidc-provider';
import { openOidc } from './open-oidc.js';
import { accountOf, openApiStage, type ApiStage } from './testing/stage.js';

const people = new Map([
  ['zoe', { name: 'Zoé Müller', email: 'zoe@example.org', groups: ['dsi-support', 'dsi-interne'] }],
  ['paul', { name: 'Paul Girard', email: 'paul@example.org', groups: ['juridique'] }],
  ['waiting', { name: 'Wanda', email: 'wanda@example.org', groups: [] }],
]);

/** A browser as far as this dance needs one: it keeps cookies for each host and follows nothing by itself. */
function browser() {
  const jar = new Map<string, Map<string, string>>();
  return async (address: string, form?: Record<string, string>): Promise<Response> => {
    const { host } = new URL(address);
    const cookies = jar.get(host) ?? jar.set(host, new Map()).get(host)!;
    const response = await fetch(address, {
      redirect: 'manual',
      headers: { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; ') },
      ...(form && { method: 'POST', body: new URLSearchParams(form) }),
    });
    for (const cookie of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
      if (value === '') cookies.delete(name);
      else cookies.set(name, value);
    }
    return response;
  };
}

describe('signing in with an account of elsewhere', () => {
  let stage: ApiStage;
  let server: Server;
  let redirect = '';

  beforeAll(async () => {
    // The provider warns that it is not set up for more than a test.
    for (const say of ['warn', 'info'] as const) jest.spyOn(console, say).mockImplementation(() => undefined);
    server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    stage = await openApiStage({
      oidc: () =>
        openOidc({
          issuer,
          client: 'passerelle',
          secret: new Secret('secret-de-passerelle'),
          label: 'Académie',
          scopes: ['openid', 'profile', 'email', 'groups'],
          groups: 'groups',
          roles: { 'dsi-support': 'agent', 'dsi-chefs': 'administrator' },
          internal: ['dsi-interne'],
          otherwise: null,
        }),
    });
    redirect = `${stage.url}/api/v1/session/oidc/callback`;
    const provider = new Provider(issuer, {
      clients: [{ client_id: 'passerelle', client_secret: 'secret-de-passerelle', redirect_uris: [redirect] }],
      claims: { openid: ['sub'], profile: ['name', 'preferred_username'], email: ['email'], groups: ['groups'] },
      findAccount: (_, id) => ({
        accountId: id,
        claims: () => Promise.resolve({ sub: id, preferred_username: id, ...people.get(id) }),
      }),
    });
    server.on('request', provider.callback());
  });
  afterAll(async () => {
    jest.restoreAllMocks();
    await stage.close();
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });

  /** From the button to the console, through the provider's own pages. */
  async function goThrough(login: string, change: (address: string) => string = (address) => address) {
    const open = browser();
    let response = await open(`${stage.url}/api/v1/session/oidc?to=/tickets`);
    let at = `${stage.url}/api/v1/session/oidc`;
    for (let step = 0; step < 20; step += 1) {
      const location = response.headers.get('location');
      if (location === null && response.ok && at.includes('/interaction/')) {
        const page = await response.text();
        const prompt = /name="prompt" value="(\w+)"/.exec(page)?.[1] ?? 'login';
        response = await open(at, { prompt, login, password: 'x' });
        continue;
      }
      if (location === null) break;
      at = new URL(location, at).href;
      if (at.startsWith(redirect)) at = change(at);
      if (at.endsWith('/tickets')) break;
      response = await open(at);
    }
    const session = await open(`${stage.url}/api/v1/session`);
    return { at, response, session: (await session.json()) as { me: Record<string, unknown> | null; oidc: string } };
  }

  it('lets somebody in with the rights of their groups, and comes back to where they were', async () => {
    const { at, session } = await goThrough('zoe');
    expect(at).toBe(`${stage.url}/tickets`);
    expect(session.oidc).toBe('Académie');
    expect(session.me).toMatchObject({ login: 'zoe', name: 'Zoé Müller', role: 'agent', account: 'oidc' });
    expect(session.me?.['rights']).toEqual(['read', 'act', 'internal']);
    await goThrough('zoe');
    expect((await stage.opened.access.accounts()).filter(({ login }) => login === 'zoe')).toHaveLength(1);
  });

  it('lets nobody in whom no group and no account speaks for', async () => {
    const { response, session } = await goThrough('paul');
    expect([response.status, session.me]).toEqual([403, null]);
    expect(await stage.opened.access.accountNamed('paul')).toBeNull();
  });

  it('finds the account that waits for somebody, and never one with a password of its own', async () => {
    await stage.opened.access.keepAccount(accountOf('waiting', { role: 'viewer' }));
    expect((await goThrough('waiting')).session.me).toMatchObject({ login: 'waiting', role: 'viewer', name: 'Wanda' });
    await stage.opened.access.keepAccount(accountOf('paul', { secret: '$argon2id$x' }));
    expect((await goThrough('paul')).session.me).toBeNull();
  });

  it('believes no way back that was not begun here', async () => {
    const forged = await goThrough('zoe', (address) => address.replace(/state=[^&]+/, 'state=forged'));
    expect([forged.response.status, forged.session.me]).toEqual([401, null]);
    const alone = await fetch(`${redirect}?code=x&state=y`, { redirect: 'manual' });
    expect(alone.status).toBe(401);
  });

  it('shows a page of ours to whoever is not let in, and no piece of JSON', async () => {
    const headers = { accept: 'text/html,application/xhtml+xml' };
    const refused = await fetch(`${redirect}?code=x&state=y`, { redirect: 'manual', headers });
    expect([refused.status, refused.headers.get('location')]).toEqual([303, '/sign-in?refused=signed-out']);
  });

  it('sends nobody to another host afterwards', async () => {
    for (const to of ['https://mal.example', '//mal.example', '/\\mal.example', 'javascript:alert(1)']) {
      const response = await stage.nobody.ask('beginOidc', { query: { to } });
      const cookie = decodeURIComponent(response.headers.get('set-cookie') ?? '');
      expect([to, cookie.includes('mal.example')]).toEqual([to, false]);
    }
  });
});
