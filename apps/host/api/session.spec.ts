import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { BodyWish } from '@passerelle/api';
import { openApiStage, password, type ApiStage } from './testing/stage.js';

const hours = 3_600_000;

describe('an account', () => {
  let stage: ApiStage;
  beforeAll(async () => {
    stage = await openApiStage();
  });
  afterAll(() => stage.close());

  const signIn = (login: string, given = password) => stage.nobody.ask('signIn', { body: { login, password: given } });

  it('signs in with a cookie that no script reads and no other site sends', async () => {
    await stage.enter('anne', { name: 'Anne-Sophie L’Hermitte' });
    const response = await signIn('ANNE');
    const cookie = response.headers.get('set-cookie') ?? '';
    expect(cookie).toMatch(/^passerelle=[\w-]{43}; Max-Age=604800; Path=\/; HttpOnly; SameSite=Lax$/);
    expect(await response.json()).toMatchObject({ me: { name: 'Anne-Sophie L’Hermitte', role: 'agent' }, local: true });
    const secure = await stage.nobody.ask('signIn', {
      body: { login: 'anne', password },
      headers: { 'x-forwarded-proto': 'https' },
    });
    expect(secure.headers.get('set-cookie')).toMatch(/^__Host-passerelle=.*; Path=\/; HttpOnly; Secure; SameSite=Lax$/);
  });

  it('is told the same whether the login or the password is wrong', async () => {
    const [known, unknown] = await Promise.all([signIn('anne', 'x'), signIn('nobody', 'x')]);
    expect([known.status, await known.json()]).toEqual([401, await unknown.json()]);
  });

  it('is locked for a quarter of an hour after eight wrong passwords, and let in again after it', async () => {
    await stage.enter('bob');
    for (let time = 0; time < 8; time += 1) expect((await signIn('bob', 'wrong')).status).toBe(401);
    const [right, nobody] = await Promise.all([signIn('bob'), signIn('nobody')]);
    expect([right.status, await right.json()]).toEqual([401, await nobody.json()]);
    stage.at.clock.advance(16 * 60_000);
    expect((await signIn('bob')).status).toBe(200);
  });

  it('changes nothing without the token of its page, nor from a page of another site', async () => {
    const carl = await stage.enter('carl');
    const body = { language: 'en' } as const;
    expect((await carl.ask('changePreferences', { body, headers: { 'x-csrf-token': 'x' } })).status).toBe(403);
    expect((await carl.ask('changePreferences', { body, headers: { 'sec-fetch-site': 'cross-site' } })).status).toBe(
      400,
    );
    expect(await carl.get('changePreferences', { body })).toMatchObject({ language: 'en' });
  });

  it('is signed out after eight hours without it, and when it says so', async () => {
    const dora = await stage.enter('dora');
    stage.at.clock.advance(7 * hours);
    expect((await dora.get('readSession')).me?.login).toBe('dora');
    stage.at.clock.advance(9 * hours);
    expect((await dora.get('readSession')).me).toBeNull();
    const again = await stage.enter('dora');
    await again.get('signOut');
    expect((await again.ask('listTickets')).status).toBe(401);
  });

  it('does nothing before a password that was given is changed, and ends its other sessions with it', async () => {
    const elsewhere = await stage.enter('eva');
    const eva = await stage.enter('eva', { mustChange: true });
    expect(await (await eva.ask('listTickets')).json()).toMatchObject({ code: 'must-change' });
    const fresh = 'une toute autre phrase';
    expect((await eva.ask('changePassword', { body: { old: 'wrong', new: fresh } })).status).toBe(401);
    expect((await eva.ask('changePassword', { body: { old: password, new: 'court' } })).status).toBe(400);
    await eva.get('changePassword', { body: { old: password, new: fresh } });
    expect((await eva.ask('listTickets')).status).toBe(200);
    expect((await elsewhere.ask('listTickets')).status).toBe(401);
    expect((await signIn('eva')).status).toBe(401);
    expect((await signIn('eva', fresh)).status).toBe(200);
  });

  it('makes tokens that may do a part of what it may, until they end', async () => {
    const fay = await stage.enter('fay', { role: 'operator' });
    const body: BodyWish<'makeToken'> = { name: 'script', rights: ['read', 'internal', 'administer'], days: 1 };
    const { secret, token } = await fay.get('makeToken', { body });
    expect(JSON.stringify(await stage.opened.access.tokens(null))).not.toContain(secret);
    const script = stage.bearer(secret);
    expect((await script.ask('listTickets')).status).toBe(200);
    expect((await script.get('readSession')).me?.rights).toEqual(['read']);
    for (const name of ['listUsers', 'listConnections'] as const) expect((await script.ask(name)).status).toBe(403);
    expect((await script.ask('makeToken', { body })).status).toBe(403);
    expect((await stage.bearer(`${secret}x`).ask('listTickets')).status).toBe(401);
    stage.at.clock.advance(25 * hours);
    expect((await script.ask('listTickets')).status).toBe(401);
    const other = await stage.enter('fay', { role: 'operator' });
    expect((await other.get('listTokens')).tokens).toMatchObject([{ id: token.id, lastUsed: expect.any(String) }]);
    await other.get('dropToken', { params: { token: token.id } });
    expect((await other.get('listTokens')).tokens).toEqual([]);
  });

  it('is made, confined, closed and watched by an administrator, and there is always one', async () => {
    const admin = await stage.enter('gil', { role: 'administrator' });
    const made = await admin.get('makeUser', {
      body: { login: 'hugo', name: 'Hugo', role: 'agent', password: 'donné par un autre' },
    });
    expect(made).toMatchObject({ login: 'hugo', internal: false, mustChange: true });
    expect((await admin.ask('makeUser', { body: { login: 'HUGO', name: 'x', role: 'agent' } })).status).toBe(409);
    const { login: _, ...same } = { login: '', name: 'Hugo', role: 'agent' as const };
    await admin.get('changeUser', { params: { user: made.id }, body: { ...same, disabled: true } });
    expect((await signIn('hugo', 'donné par un autre')).status).toBe(401);
    const [self] = (await admin.get('listUsers')).users.filter(({ login }) => login === 'gil');
    const change = { params: { user: self?.id ?? '' }, body: { name: 'Gil', role: 'viewer' as const } };
    expect(await (await admin.ask('changeUser', change)).json()).toMatchObject({ code: 'last-administrator' });
    const { rows } = await admin.get('listAudit', { query: { limit: '3' } });
    expect(rows.map(({ who, what, outcome }) => [who, what, outcome])).toEqual([
      ['gil', 'changeUser', 409],
      ['—', 'signIn', 401],
      ['gil', 'changeUser', 200],
    ]);
    expect(JSON.stringify(rows)).not.toContain('donné');
  });
});

describe('whoever asks too often', () => {
  it('is told to wait', async () => {
    const stage = await openApiStage({ perMinute: 3 });
    const statuses = [];
    for (let time = 0; time < 5; time += 1) statuses.push((await stage.nobody.ask('readHealth')).status);
    const late = await stage.nobody.ask('readHealth');
    expect(statuses).toEqual([200, 200, 200, 429, 429]);
    expect(await late.json()).toMatchObject({ code: 'too-many', status: 429 });
    await stage.close();
  });
});
