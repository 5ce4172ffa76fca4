import { describe, expect, it } from '@jest/globals';
import type { RateRule } from './index.js';
import { probe } from './probe.js';

const incident = '/api/now/table/incident?sysparm_limit=1';
const rule = (perHour: number, more: Partial<RateRule> = {}): RateRule => ({
  sysId: `${perHour}`.padStart(32, 'e'),
  perHour,
  path: '/now/table',
  api: 'Table API',
  ...more,
});

describe('49. limits', () => {
  it('a rate rule counts by the hour, tells itself in three headers, and answers 429 with Retry-After', () => {
    const { as, clock, sim } = probe({ quirks: { rateFlushMs: 0, rateRules: [rule(3)] } });
    clock.advance(600_000);
    const { get } = as('passerelle');
    const reset = String(Date.parse('2026-01-05T09:00:00Z') / 1000);
    for (let i = 0; i < 3; i++)
      expect(get(incident)).toMatchObject({
        status: 200,
        header: { 'x-ratelimit-limit': '3', 'x-ratelimit-reset': reset, 'x-ratelimit-rule': rule(3).sysId },
      });
    const over = get(incident);
    expect(over).toMatchObject({
      status: 429,
      error: { message: 'Rate limit exceeded', detail: 'Rate limit of 3 requests per hour for Table API exceeded' },
    });
    expect(over.header['retry-after']).toBe('3000');
    expect(over.header).not.toHaveProperty('x-ratelimit-remaining');
    expect(get('/api/now/stats/incident?sysparm_count=true').status).toBe(200);
    expect(as('itil').get(incident).status).toBe(200);
    clock.advance(3_000_000);
    expect(get(incident).status).toBe(200);
    expect(sim.meter.tooMany).toBe(1);
  });

  it('the counter is committed every 30 seconds, so a burst overshoots', () => {
    const { as, clock } = probe({ quirks: { rateRules: [rule(3)] } });
    const { get } = as('passerelle');
    for (let i = 0; i < 10; i++) expect(get(incident).status).toBe(200);
    clock.advance(30_000);
    expect(get(incident).status).toBe(429);
  });

  it('the rule of a user beats that of a role, which beats that of everybody; among roles the lowest wins', () => {
    const rules = [
      rule(100),
      rule(20, { role: 'itil' }),
      rule(10, { role: 'u_passerelle' }),
      rule(50, { user: 'beth.anglin' }),
      rule(5, { method: 'DELETE' }),
    ];
    const { as } = probe({ quirks: { rateFlushMs: 0, rateRules: rules } });
    const limit = (who: string) => as(who).get(incident).header['x-ratelimit-limit'];
    expect([limit('ess'), limit('itil'), limit('passerelle'), limit('beth.anglin')]).toEqual(['100', '20', '10', '50']);
    expect(as('ess').get('/api/now/v2/table/incident').header['x-ratelimit-limit']).toBe('100');
  });

  it('a limit per second refuses what exceeds it in any window of a second, and the meter tells the busiest one', () => {
    const { as, clock, sim } = probe({ quirks: { perSecond: 5 } });
    const { get } = as('passerelle');
    const statuses: number[] = [];
    for (let i = 0; i < 8; i++) {
      statuses.push(get(incident).status);
      clock.advance(100);
    }
    expect(statuses).toEqual([200, 200, 200, 200, 200, 429, 429, 429]);
    expect(get(incident).header['retry-after']).toBe('1');
    clock.advance(200);
    expect(get(incident).status).toBe(200);
    expect(sim.meter.busiestSecond).toBe(9);
    expect(sim.meter.calls).toEqual(new Map([['GET /api/now/table/incident', 10]]));
  });

  it('the API_INT gate serves four at a time, queues fifty, and answers the rest with a bare 429', () => {
    const { as } = probe({ quirks: { latency: 100, semaphore: { slots: 4, queue: 50 } } });
    const replies = Array.from({ length: 56 }, () => as('passerelle').get(incident));
    expect(replies.slice(0, 9).map((one) => one.delay)).toEqual([100, 100, 100, 100, 200, 200, 200, 200, 300]);
    expect(replies[8]?.header['server-timing']).toBe('sem_wait;dur=200, sesh_wait;dur=0');
    expect(replies.filter((one) => one.status === 200)).toHaveLength(54);
    const bare = replies[54];
    expect([bare?.status, bare?.header['content-type'], bare?.json]).toEqual([429, 'text/html', undefined]);
    expect(Object.keys(bare?.header ?? {}).filter((name) => /ratelimit|retry/.test(name))).toEqual([]);
  });

  it('a batch counts as one call, or as its items, by switch', () => {
    const body = {
      batch_request_id: '1',
      rest_requests: ['1', '2', '3'].map((id) => ({ id, method: 'GET', url: incident })),
    };
    const codes = (batchCountsAs: 'one-call' | 'its-items') => {
      const reply = probe({ quirks: { batchCountsAs, rateFlushMs: 0, rateRules: [rule(2)] } })
        .as('admin')
        .post('/api/now/batch', body);
      return (reply.json as { serviced_requests: { status_code: number }[] }).serviced_requests.map(
        (one) => one.status_code,
      );
    };
    expect(codes('one-call')).toEqual([200, 200, 200]);
    expect(codes('its-items')).toEqual([200, 200, 429]);
  });
});
