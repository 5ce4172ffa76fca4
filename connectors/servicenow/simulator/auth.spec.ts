import { describe, expect, it } from '@jest/globals';
import { probe, type Probe, type Reply } from './probe.js';

const incident = '/api/now/table/incident';
const form = { 'content-type': 'application/x-www-form-urlencoded' };
const client = { client_id: 'passerelle-client', client_secret: 'passerelle-secret' };

interface Granted {
  readonly access_token: string;
  readonly refresh_token?: string;
  readonly expires_in: number;
}
const token = ({ as }: Probe, fields: Record<string, string>): Reply =>
  as(null).post('/oauth_token.do', new URLSearchParams({ ...client, ...fields }).toString(), form);
const granted = (reply: Reply): Granted => reply.json as Granted;
const bearer = ({ as }: Probe, value: string): number =>
  as(null).get(incident, { authorization: `Bearer ${value}` }).status;
const password = { grant_type: 'password', username: 'passerelle', password: 'passerelle' };

describe('48. authentication', () => {
  it('missing or wrong credentials are 401 with the Basic challenge, worded by the switch', () => {
    const { as } = probe();
    expect(as(null).get(incident)).toMatchObject({
      status: 401,
      error: { message: 'User Not Authenticated', detail: 'Required to provide Auth information' },
    });
    expect(as(null).get(incident).header).toMatchObject({
      'www-authenticate': 'BASIC realm="Service-now"',
      'x-is-logged-in': 'false',
    });
    expect(as('nobody').get(incident).status).toBe(401);
    expect(
      probe({ quirks: { unauthenticatedMessage: 'User is not authenticated' } })
        .as(null)
        .get(incident).error.message,
    ).toBe('User is not authenticated');
  });

  it('asking again before expiry gives the same token with what is left of it; afterwards it is 401', () => {
    const instance = probe();
    const first = granted(token(instance, password));
    expect(first).toMatchObject({
      scope: 'useraccount',
      token_type: 'Bearer',
      expires_in: 1799,
      refresh_token: expect.any(String),
    });
    expect(bearer(instance, first.access_token)).toBe(200);
    instance.clock.advance(1_000_000);
    expect(granted(token(instance, password))).toMatchObject({ access_token: first.access_token, expires_in: 799 });
    instance.clock.advance(799_999);
    expect(bearer(instance, first.access_token)).toBe(200);
    instance.clock.advance(1);
    expect(bearer(instance, first.access_token)).toBe(401);
    expect(granted(token(instance, password)).access_token).not.toBe(first.access_token);
  });

  it('a refresh gives a fresh access token for the same refresh token, until that one expires', () => {
    const instance = probe();
    const first = granted(token(instance, password));
    const refresh = { grant_type: 'refresh_token', refresh_token: first.refresh_token ?? '' };
    const second = granted(token(instance, refresh));
    expect(second).toMatchObject({ refresh_token: first.refresh_token, expires_in: 1799 });
    expect(bearer(instance, second.access_token)).toBe(200);
    instance.clock.advance(8_640_000_000);
    expect(token(instance, refresh)).toMatchObject({ status: 401, json: { error: 'server_error' } });
  });

  it('client credentials work as the application user, as guest without one, and not where they are switched off', () => {
    const instance = probe({ clients: [{ id: 'lonely', secret: 's' }] });
    const own = granted(token(instance, { grant_type: 'client_credentials' }));
    expect(own.refresh_token).toBeUndefined();
    expect(bearer(instance, own.access_token)).toBe(200);
    const guest = granted(
      token(instance, { grant_type: 'client_credentials', client_id: 'lonely', client_secret: 's' }),
    );
    expect(bearer(instance, guest.access_token)).toBe(401);
    expect(token(probe({ quirks: { clientCredentials: false } }), { grant_type: 'client_credentials' }).status).toBe(
      401,
    );
  });

  it('only a posted form is taken; each failure has its words', () => {
    const instance = probe();
    const { as } = instance;
    expect(as(null).post('/oauth_token.do', { ...client, ...password }).status).toBe(401);
    expect(as(null).get('/oauth_token.do').json).toEqual({ error_description: 'access_denied', error: 'server_error' });
    expect(token(instance, { ...password, password: 'no' })).toMatchObject({
      status: 401,
      json: { error_description: 'access_denied', error: 'server_error' },
    });
    expect(token(instance, { ...password, client_secret: 'no' })).toMatchObject({
      status: 401,
      json: { error: 'invalid_client' },
    });
  });

  it('a securely scoped token is 403', () => {
    const instance = probe({
      clients: [{ id: 'narrow', secret: 's', userName: 'passerelle', userAccountScope: false }],
    });
    const { access_token } = granted(
      token(instance, { grant_type: 'client_credentials', client_id: 'narrow', client_secret: 's' }),
    );
    const reply = instance.as(null).get(incident, { authorization: `Bearer ${access_token}` });
    expect(reply).toMatchObject({
      status: 403,
      error: { message: 'User Not Authorized', detail: 'Access to unscoped api is not allowed' },
    });
  });

  it('an API key acts as its user, from the header or the query', () => {
    const { as, sim } = probe();
    expect(
      as(null).post(incident, {}, { 'x-sn-apikey': 'now_passerelle_simulated_key' }).record['sys_created_by'],
    ).toBe('passerelle');
    expect(as(null).get(`${incident}?x-sn-apikey=now_passerelle_simulated_key`).status).toBe(200);
    expect(as(null).get(incident, { 'x-sn-apikey': 'wrong' }).status).toBe(401);
    expect(sim.records('incident')).toHaveLength(1);
  });

  it('Basic may be kept for a role, and six wrong passwords lock the account', () => {
    const strict = probe({
      quirks: { basicAuth: 'restricted' },
      users: [{ userName: 'robot', password: 'robot', roles: ['itil', 'snc_basic_auth_api_access'] }],
    });
    expect([strict.as('passerelle').get(incident).status, strict.as('robot').get(incident).status]).toEqual([401, 200]);
    expect(bearer(strict, granted(token(strict, password)).access_token)).toBe(200);

    const { as, sim } = probe();
    const wrong = { authorization: `Basic ${Buffer.from('itil:no').toString('base64')}` };
    for (let i = 0; i < 5; i++) as(null).get(incident, wrong);
    expect(as('itil').get(incident).status).toBe(200);
    for (let i = 0; i < 6; i++) as(null).get(incident, wrong);
    expect(as('itil').get(incident).status).toBe(401);
    expect(sim.findBy('sys_user', 'user_name', 'itil')).toMatchObject({ locked_out: 'true' });
  });

  it('inactive users cannot log in, and API-level rights are asked where they are switched on', () => {
    expect(probe().as('celine.moreau').get(incident).status).toBe(401);
    const hardened = probe({
      quirks: { apiAcl: true },
      users: [{ userName: 'api', password: 'api', roles: ['itil', 'snc_platform_rest_api_access'] }],
    });
    expect(hardened.as('passerelle').get(incident)).toMatchObject({
      status: 403,
      error: { message: 'User Not Authorized', detail: 'Failed API level ACL Validation' },
    });
    expect(hardened.as('api').get(incident).status).toBe(200);
  });
});
