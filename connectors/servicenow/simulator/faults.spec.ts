import { describe, expect, it } from '@jest/globals';
import type { Fault } from './index.js';
import { probe, type Probe } from './probe.js';

const incident = '/api/now/table/incident';
const under = (...faults: Fault[]): Probe => probe({ faults });
const quota = 'Transaction cancelled: maximum execution time exceeded';

describe('50. faults', () => {
  it('the 60 second quota is a 500 before the first byte', () => {
    const reply = under({ do: 'quota-500' }).as('admin').get(incident);
    expect(reply).toMatchObject({
      status: 500,
      error: { message: quota, detail: expect.stringMatching(/^Transaction cancelled.*glide\.rest\.debug/) },
    });
  });

  it('while streaming it is a 200 with half the rows and an error, parseable or not, or a string', () => {
    const broken = (kind: 'quota-partial' | 'quota-malformed' | 'quota-string') => {
      const { as } = under({ on: { method: 'GET' }, do: kind });
      for (let i = 0; i < 4; i++) as('admin').incident({});
      return as('admin').get(incident);
    };
    const parseable = broken('quota-partial');
    expect(parseable).toMatchObject({ status: 200, error: { message: quota }, json: { status: 'failure' } });
    expect(parseable.rows).toHaveLength(2);
    const malformed = broken('quota-malformed');
    expect([malformed.status, malformed.json]).toEqual([200, undefined]);
    expect(malformed.text).toContain('}""],"error":');
    expect(broken('quota-string')).toMatchObject({ status: 200, json: { result: quota } });
  });

  it('a write that commits and then fails has happened, whether it says 500 or the connection is cut', () => {
    for (const kind of ['commit-then-500', 'cut-after-commit'] as const) {
      const { as, sim } = under({ on: { method: 'POST' }, do: kind });
      const reply = as('admin').post(incident, { correlation_id: 'K' });
      expect(kind === 'commit-then-500' ? reply.status : reply.cut).toBe(kind === 'commit-then-500' ? 500 : true);
      expect(sim.findBy('incident', 'correlation_id', 'K')).toBeDefined();
    }
  });

  it.each([
    'cut-before',
    'error-500',
    'hang',
    'accepted-empty',
    'too-many',
    'too-many-bare',
    'unavailable-503',
    'bad-gateway-502',
    'expired-token',
    'hibernating',
    'login-page',
    'login-redirect',
    'quota-500',
  ] as const)('a write under %s has not happened', (kind) => {
    const { as, sim } = under({ on: { method: 'POST' }, do: kind });
    as('admin').post(incident, {});
    expect(sim.records('incident')).toEqual([]);
    expect(sim.faults.struck).toEqual(new Map([[kind, 1]]));
  });

  it('each family has its own face', () => {
    const face = (kind: Fault['do'], more: Partial<Fault> = {}) => {
      const reply = under({ do: kind, ...more })
        .as('admin')
        .get(incident);
      return [reply.status, reply.header['content-type']?.split(';')[0], reply.header['retry-after']];
    };
    expect(face('too-many', { retryAfter: 12 })).toEqual([429, 'application/json', '12']);
    expect(face('too-many-bare')).toEqual([429, 'text/html', undefined]);
    expect(face('hibernating')).toEqual([200, 'text/html', undefined]);
    expect(face('login-page')).toEqual([200, 'text/html', undefined]);
    expect(face('login-redirect')).toEqual([302, 'text/html', undefined]);
    expect(face('accepted-empty')).toEqual([202, undefined, undefined]);
    expect(face('expired-token')).toEqual([401, 'application/json', undefined]);
    expect(face('bad-gateway-502')).toEqual([502, 'text/html', undefined]);
    expect(face('unavailable-503')).toEqual([503, 'text/html', undefined]);
    expect(under({ do: 'slow', ms: 65_000 }).as('admin').get(incident)).toMatchObject({ status: 200, delay: 65_000 });
    expect(under({ do: 'hang', ms: 65_000 }).as('admin').get(incident)).toMatchObject({ cut: true, delay: 65_000 });
    expect(under({ do: 'hibernating' }).as('admin').get(incident).text).toContain('Instance Hibernating page');
  });

  it('strikes by count, by rate from the seed, after a while, so many times, on method and path', () => {
    const strikes = (fault: Omit<Fault, 'do'>, n: number): string => {
      const { as } = under({ ...fault, do: 'error-500' });
      return Array.from({ length: n }, () => (as('admin').get(incident).status === 500 ? 'x' : '.')).join('');
    };
    expect(strikes({ every: 3 }, 7)).toBe('..x..x.');
    expect(strikes({ after: 2, times: 2 }, 6)).toBe('..xx..');
    expect(strikes({ on: { path: /sys_user/ } }, 3)).toBe('...');
    expect(strikes({ on: { path: '/api/now/table/incident', method: ['GET', 'PUT'] } }, 2)).toBe('xx');
    const half = strikes({ rate: 0.5 }, 200);
    expect(half).toBe(strikes({ rate: 0.5 }, 200));
    const struck = half.replaceAll('.', '').length;
    expect([struck > 60, struck < 140]).toEqual([true, true]);
  });

  it('can be programmed while it runs, and strikes inside a batch too', () => {
    const { as, sim } = probe();
    sim.faults.add({ on: { method: 'POST', path: incident }, do: 'commit-then-500' });
    const rest_requests = [
      {
        id: '1',
        method: 'POST',
        url: incident,
        headers: [{ name: 'content-type', value: 'application/json' }],
        body: '',
      },
    ];
    const reply = as('admin').post('/api/now/batch', { batch_request_id: '1', rest_requests });
    expect(reply).toMatchObject({ status: 200, json: { serviced_requests: [{ status_code: 500 }] } });
    expect(sim.records('incident')).toHaveLength(1);
    sim.faults.clear();
    expect(as('admin').post(incident, {}).status).toBe(201);
  });

  it('a row that commits late is seen by others only then, as it was until then, and its stamp is older than that', () => {
    const { as, clock, sim } = probe({ quirks: { commitLag: 90_000 } });
    const known = as('itil').incident({ short_description: 'avant' });
    const row = sim.as('beth.anglin').create('incident', { short_description: 'tardif' });
    sim.as('beth.anglin').update('incident', known, { short_description: 'après' });
    sim.as('beth.anglin').comment(known, 'tardif aussi');
    clock.advance(60_000);
    const titles = () =>
      as('itil')
        .get(`${incident}?sysparm_query=ORDERBYsys_updated_on`)
        .rows.map((one) => one['short_description']);
    expect(titles()).toEqual(['avant']);
    expect(as('itil').get(`${incident}/${row['sys_id']}`).status).toBe(404);
    expect(as('passerelle').get(`/api/now/table/sys_journal_field?sysparm_query=element_id=${known}`).rows).toEqual([]);
    expect(as('itil').get(`${incident}/${known}?sysparm_display_value=true`).record['comments']).toBe('');
    clock.advance(30_000);
    expect(new Set(titles())).toEqual(new Set(['après', 'tardif']));
    expect(as('itil').get(`${incident}/${row['sys_id']}`).record['sys_updated_on']).toBe('2026-01-05 08:00:00');
  });

  it('a late commit can be asked of a request too: its answer leaves when it commits', () => {
    const { as, clock } = under({ on: { method: 'POST' }, do: 'late-visibility', ms: 5000 });
    expect(as('admin').post(incident, {})).toMatchObject({ status: 201, delay: 5000 });
    expect(as('admin').get(incident).rows).toEqual([]);
    clock.advance(5000);
    expect(as('admin').get(incident).rows).toHaveLength(1);
  });

  it('the Date header may be off, the stamps are not', () => {
    const { as } = probe({ quirks: { dateSkewMs: -120_000 } });
    const made = as('admin').post(incident, {});
    expect([made.header['date'], made.record['sys_created_on']]).toEqual([
      'Mon, 05 Jan 2026 07:58:00 GMT',
      '2026-01-05 08:00:00',
    ]);
  });
});
