import { inspect } from 'node:util';
import { describe, expect, it } from '@jest/globals';
import { Config, grantOf } from './config.js';
import { costsOf } from './costs.js';
import { lifecycle, stateColumn } from './lifecycle.js';

const auth = { kind: 'basic', user: 'passerelle', password: 'Tr3s-secret' } as const;
const url = 'https://exemple.service-now.com';

describe('a configuration', () => {
  it('needs an address and an account, and has sound defaults for the rest', () => {
    expect(Config.parse({ url, auth })).toMatchObject({
      pace: { concurrency: 4 },
      classes: ['incident', 'sc_request', 'sc_req_item', 'sc_task'],
      pageSize: 1000,
      batch: { size: 20 },
      lag: 60,
      requests: 'create',
      keepNumbers: false,
      companion: 'auto',
      languages: ['fr', 'en'],
    });
    expect(Config.parse({ url, auth, batch: false }).batch).toBe(false);
  });

  it('is refused for a slip rather than read without it', () => {
    for (const slip of [
      { keepNumber: true },
      { url: 'ftp://x' },
      { lag: 3600 },
      { classes: ['incident; drop'] },
      { batch: { size: 0 } },
    ]) {
      expect(Config.safeParse({ url, auth, ...slip }).success).toBe(false);
    }
  });

  it('says what the chosen grant lacks', () => {
    const oauth = { kind: 'oauth', client: 'c', secret: 's' } as const;
    const lacking = Config.safeParse({ url, auth: { ...oauth, grant: 'password', user: 'u' } });
    expect(lacking.error?.issues[0]?.message).toContain('user and password');
    expect(Config.safeParse({ url, auth: { ...oauth, grant: 'refresh_token' } }).error?.issues[0]?.message).toContain(
      'refreshToken',
    );
    expect(grantOf({ user: 'u' })).toBe('password');
    expect(grantOf({})).toBe('client_credentials');
  });

  it('never prints its secrets', () => {
    const parsed = Config.parse({ url, auth });
    expect(`${inspect(parsed, { depth: 9 })}${JSON.stringify(parsed)}`).not.toContain('Tr3s-secret');
  });
});

describe('the costs of a ticket', () => {
  const ticket = { public: 2, internal: 1, attachments: 1 };

  it('are shares of batches, or calls of their own', () => {
    expect(costsOf(Config.parse({ url, auth })).of(ticket)).toBeCloseTo(3 / 20 + 1 / 20 + 1);
    expect(costsOf(Config.parse({ url, auth, batch: false })).of(ticket)).toBeCloseTo(3 + 1 / 20 + 1);
    expect(costsOf(Config.parse({ url, auth })).of({ public: 0, internal: 0, attachments: 0 })).toBeCloseTo(1 / 20);
  });

  it('go at the pace of the narrower limit', () => {
    expect(costsOf(Config.parse({ url, auth, pace: { perSecond: 10, perHour: 3600 } })).perSecond).toBe(1);
    expect(costsOf(Config.parse({ url, auth })).perSecond).toBeNull();
  });
});

describe('the lifecycle', () => {
  it('asks for what a state needs, and never reopens what is closed', () => {
    const incident = lifecycle.classes['incident'] ?? [];
    expect(incident.find(({ from, to }) => from === '2' && to === '6')?.requires).toEqual([
      'close_code',
      'close_notes',
    ]);
    expect(incident.find(({ from, to }) => from === '1' && to === '3')?.requires).toEqual(['hold_reason']);
    expect(incident.filter(({ from }) => from === '7')).toEqual([]);
  });

  it('knows that a request keeps its state in a column of its own', () => {
    expect([stateColumn('sc_request'), stateColumn('sc_req_item')]).toEqual(['request_state', 'state']);
  });
});
