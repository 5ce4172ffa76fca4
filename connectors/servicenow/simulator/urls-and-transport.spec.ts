import { describe, expect, it } from '@jest/globals';
import { probe } from './probe.js';

const incident = '/api/now/table/incident';
const nowhere = '00000000000000000000000000000000';

describe('URLs and transport', () => {
  it.each([
    ['/api/now/table', ''],
    ['/api/now/v1/table', '/v1'],
    ['/api/now/v2/table', '/v2'],
  ])('1. serves %s and keeps that version in links and Location', (base, version) => {
    const made = probe().as('admin').post(`${base}/incident`, { short_description: 'Écran noir' });
    expect(made.status).toBe(201);
    const id = String(made.record['sys_id']);
    expect(made.header['location']).toBe(`https://exemple.service-now.com${base}/incident/${id}`);
    expect(made.record['opened_by']).toMatchObject({
      link: expect.stringContaining(`https://exemple.service-now.com/api/now${version}/table/sys_user/`),
    });
  });

  it('2. a list without hits is 404 in v1 and an empty list elsewhere', () => {
    const { get } = probe().as('admin');
    const query = '?sysparm_query=number=INC9999999';
    expect(get(`/api/now/v1/table/incident${query}`)).toMatchObject({
      status: 404,
      error: { message: 'No Record found' },
    });
    for (const base of ['/api/now/table', '/api/now/v2/table']) {
      expect(get(`${base}/incident${query}`)).toMatchObject({ status: 200, json: { result: [] } });
    }
  });

  it('3. HEAD answers without a body, PUT merges like PATCH, and X-HTTP-Method-Override is honoured', () => {
    const { incident: make, send, put } = probe().as('admin');
    const id = make({ short_description: 'Imprimante', description: 'Bourrage' });
    const head = send('HEAD', `${incident}/${id}`);
    expect(head).toMatchObject({ status: 200, text: '' });
    expect(put(`${incident}/${id}`, { urgency: '1' }).record).toMatchObject({ urgency: '1', description: 'Bourrage' });
    const overridden = send('POST', `${incident}/${id}`, { urgency: '2' }, { 'x-http-method-override': 'PATCH' });
    expect(overridden).toMatchObject({ status: 200, record: { urgency: '2', description: 'Bourrage' } });
  });

  it('4. POST is 201 with Location, PATCH and PUT 200 with the record, DELETE 204 and empty, a second DELETE 404', () => {
    const { post, patch, put, del } = probe().as('admin');
    const made = post(incident, {});
    const url = `${incident}/${String(made.record['sys_id'])}`;
    expect([made.status, made.header['location']]).toEqual([201, `https://exemple.service-now.com${url}`]);
    expect([patch(url, { urgency: '1' }).status, put(url, { urgency: '2' }).status]).toEqual([200, 200]);
    expect(del(url)).toMatchObject({ status: 204, text: '' });
    expect(del(url)).toMatchObject({
      status: 404,
      error: { message: 'No Record found', detail: "Record doesn't exist or ACL restricts the record retrieval" },
    });
  });

  it('5. sends the recorded headers, and gzip where it is accepted', () => {
    const { get } = probe().as('admin');
    const plain = get(incident);
    expect(plain.header).toMatchObject({
      'server-timing': 'sem_wait;dur=0, sesh_wait;dur=0',
      'x-is-logged-in': 'true',
      'x-transaction-id': expect.stringMatching(/^[0-9a-f]{12}$/),
      'x-content-type-options': 'nosniff',
      pragma: 'no-store,no-cache',
      'cache-control': 'no-cache,no-store,must-revalidate,max-age=-1',
      expires: '0',
      'content-type': 'application/json;charset=UTF-8',
      server: 'ServiceNow',
      'strict-transport-security': 'max-age=63072000; includeSubDomains',
      date: 'Mon, 05 Jan 2026 08:00:00 GMT',
    });
    expect(plain.header['content-encoding']).toBeUndefined();
    const packed = get(incident, { 'accept-encoding': 'gzip, deflate' });
    expect(packed.header['content-encoding']).toBe('gzip');
    expect(Object.keys(plain.header).filter((name) => name.includes('ratelimit'))).toEqual([]);
  });

  it('6. gives session cookies; a client that returns them is served one request at a time, and past ten waiting gets an empty 202', () => {
    const { as, sim } = probe({ quirks: { latency: 100 } });
    const first = as('admin').get(incident);
    const cookie = /JSESSIONID=[0-9A-F]+/.exec(first.header['set-cookie'] ?? '')?.[0] ?? '';
    expect(first.header['set-cookie']).toMatch(
      /glide_user=; Max-Age=0.*glide_user_route=glide\.[0-9a-f]{32}; Max-Age=2147483647.*glide_session_store=.*Max-Age=1800.*BIGipServerpool_exemple=/,
    );
    const inSession = Array.from({ length: 12 }, () => as('admin').get(incident, { cookie }));
    expect(inSession.slice(0, 11).map((one) => [one.status, one.delay])).toEqual(
      Array.from({ length: 11 }, (_, n) => [200, 100 * (n + 1)]),
    );
    expect(inSession[3]?.header['server-timing']).toBe('sem_wait;dur=0, sesh_wait;dur=300');
    expect(inSession[11]).toMatchObject({ status: 202, text: '' });
    expect(inSession[0]?.header['set-cookie']).toBeUndefined();
    // The control: without the cookie, each call has a session of its own and none waits.
    expect(Array.from({ length: 12 }, () => as('admin').get(incident).delay)).toEqual(Array(12).fill(100));
    expect(sim.meter.statuses.get(202)).toBe(1);
  });

  it('6b. a session cookie alone is a login', () => {
    const { as } = probe();
    const cookie = /JSESSIONID=[0-9A-F]+/.exec(as('admin').get(incident).header['set-cookie'] ?? '')?.[0] ?? '';
    expect(as(null).get(incident, { cookie }).status).toBe(200);
    expect(as(null).get(incident).status).toBe(401);
  });

  it("7. refuses unknown tables, broken JSON, large bodies, foreign formats, unknown paths and long URLs in the tool's words", () => {
    const { get, post, send } = probe().as('admin');
    expect(get('/api/now/table/sys_nonexistent')).toMatchObject({
      status: 400,
      error: { message: 'Invalid table sys_nonexistent', detail: null },
    });
    expect(post(incident, '{"short_description":')).toMatchObject({
      status: 400,
      error: { message: 'Exception while reading request', detail: 'The payload is not valid JSON.' },
    });
    expect(post(incident, Buffer.alloc(15_105_102, 32))).toMatchObject({
      status: 400,
      error: {
        detail: 'Rejected large REST payload with content-length = 15105102 bytes. Max allowed: 10485760 bytes.',
      },
    });
    expect(get(incident, { accept: 'text/csv' }).status).toBe(406);
    expect(post(incident, 'a=b', { 'content-type': 'application/x-www-form-urlencoded' }).status).toBe(415);
    expect(get('/api/now/nothing')).toMatchObject({
      status: 400,
      error: { message: 'Requested URI does not represent any resource' },
    });
    expect(get(`${incident}?sysparm_query=${'sys_class_name=cmdb_ci_computer^OR'.repeat(711)}`)).toMatchObject({
      status: 414,
      json: undefined,
    });
    expect(send('POST', `${incident}/${nowhere}`, {})).toMatchObject({
      status: 405,
      error: { message: 'Method not supported' },
    });
  });

  it('7b. speaks XML where it is asked to', () => {
    const { send, post } = probe().as('admin');
    const made = post(
      incident,
      '<request><entry><short_description>Écran &amp; clavier</short_description></entry></request>',
      { 'content-type': 'application/xml' },
    );
    expect(made.record['short_description']).toBe('Écran & clavier');
    const shown = send('GET', `${incident}?sysparm_fields=short_description`, undefined, { accept: 'application/xml' });
    expect(shown.text).toBe(
      '<?xml version="1.0" encoding="UTF-8"?><response><result><short_description>Écran &amp; clavier</short_description></result></response>',
    );
  });

  it('7c. keeps the conflicting answers behind switches', () => {
    const strict = probe({ quirks: { acceptRequired: true, unknownPathStatus: 404, maxUrlLength: 100 } });
    const asked = {
      method: 'GET',
      url: incident,
      headers: { authorization: `Basic ${Buffer.from('admin:admin').toString('base64')}` },
      body: Buffer.alloc(0),
    };
    expect(strict.sim.handle(asked).status).toBe(400);
    expect(probe().sim.handle(asked).status).toBe(200);
    expect(strict.as('admin').get('/api/now/nothing').status).toBe(404);
    expect(strict.as('admin').get(`${incident}?${'x'.repeat(100)}`).status).toBe(414);
  });

  it('8. takes only the first of several records, without an error', () => {
    const { sim, as } = probe();
    const made = as('admin').post(incident, [{ short_description: 'un' }, { short_description: 'deux' }]);
    expect([made.status, made.record['short_description']]).toEqual([201, 'un']);
    expect(sim.records('incident')).toHaveLength(1);
  });

  it('holds back the body of a write, adds debug messages, and resolves a tiny URL, when asked', () => {
    const { get, post } = probe().as('admin');
    const made = post(incident, {}, { 'x-no-response-body': 'true' });
    expect(made).toMatchObject({ status: 201, text: '' });
    expect(get(incident, { 'x-wantsessiondebugmessages': 'true' }).json).toMatchObject({ session: { debug_logs: [] } });
    const tiny = post('/api/now/tinyurl', {
      url: 'api/now/table/incident?sysparm_query=active=true&sysparm_fields=number',
    });
    const token = /sysparm_tiny=(\w+)/.exec(String((tiny.json as { result: string }).result))?.[1];
    expect(get(`${incident}?sysparm_tiny=${token}`).json).toEqual({ result: [{ number: 'INC0010001' }] });
  });
});
