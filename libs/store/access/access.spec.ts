import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { after, noon } from '../../sync/testing/samples.js';
import { databaseAt } from '../database.js';
import { openStore, type OpenStore } from '../open-store.js';
import { createTestDatabase, dropTestDatabase } from '../testing/test-database.js';
import { AccountTaken, type Account } from './access.js';

const anna: Account = {
  id: 'a1',
  login: 'Anna.Élise',
  subject: null,
  name: 'Anna Élise 🙂',
  email: null,
  secret: 'hash',
  mustChange: true,
  role: 'agent',
  internal: true,
  scope: { connections: ['glpi'], teams: null },
  persons: ['login:anna'],
  teams: ['Réseau'],
  language: 'fr',
  timezone: null,
  disabled: false,
  failures: 0,
  lockedUntil: null,
  lastSeen: null,
  created: noon,
};

describe('accounts and what they keep', () => {
  let url: string;
  let opened: OpenStore;
  beforeAll(async () => {
    url = await createTestDatabase();
    opened = openStore(databaseAt(url));
    await opened.access.keepAccount(anna);
  });
  afterAll(async () => {
    await opened.close();
    await dropTestDatabase(url);
  });

  it('come back as they went, by login without regard to case', async () => {
    const { access } = opened;
    expect(await access.accountNamed('ANNA.ÉLISE')).toEqual(anna);
    await access.keepAccount({ ...anna, role: 'operator' });
    expect((await access.account('a1'))?.role).toBe('operator');
    await expect(access.keepAccount({ ...anna, id: 'a2', login: 'anna.elise' })).rejects.toThrow(AccountTaken);
    expect(await access.accounts()).toHaveLength(1);
  });

  it('count every wrong password, those of the same instant too', async () => {
    const { access } = opened;
    const counts = await Promise.all(Array.from({ length: 6 }, () => access.failed('a1', 5, after(900))));
    expect(counts.toSorted((a, b) => a - b)).toEqual([1, 2, 3, 4, 5, 6]);
    expect((await access.account('a1'))?.lockedUntil).toBe(after(900));
    await access.succeeded('a1', after(1));
    expect(await access.account('a1')).toMatchObject({ failures: 0, lockedUntil: null, lastSeen: after(1) });
  });

  it('end their other sessions, and those that are over', async () => {
    const { access } = opened;
    for (const id of ['s1', 's2', 's3'])
      await access.keepSession({ id, account: 'a1', csrf: 'c', created: noon, seen: noon, until: after(60) });
    await access.dropSessionsOf('a1', 's1');
    expect([await access.session('s1'), await access.session('s2')]).toMatchObject([{ csrf: 'c' }, null]);
    await access.tidy(after(61), noon);
    expect(await access.session('s1')).toBeNull();
  });

  it('have tokens that are found by their hash, and taken back by their owner', async () => {
    const { access } = opened;
    const token = { id: 't', hash: 'h', account: 'a1', name: 'script', rights: ['read'], scope: anna.scope };
    await access.keepToken({ ...token, created: noon, expires: after(60), lastUsed: null });
    expect(await access.tokenOf('h')).toMatchObject(token);
    expect(await access.dropToken('t', 'somebody')).toBe(false);
    expect(await access.tokens(null)).toHaveLength(1);
    expect(await access.dropToken('t', 'a1')).toBe(true);
    expect(await access.tokens('a1')).toEqual([]);
  });

  it('are watched, newest first, page by page', async () => {
    const { access } = opened;
    const line = { person: 'a1', through: 'session', what: 'act', outcome: 202, detail: {}, address: null } as const;
    for (const object of ['x', 'y', 'z']) await access.audit({ ...line, at: noon, object });
    const [first, ...rest] = await access.audited({ after: null, limit: 1 });
    expect([first?.object, rest]).toEqual(['z', []]);
    const older = await access.audited({ person: 'a1', after: first?.id ?? '', limit: 9 });
    expect(older.map(({ object }) => object)).toEqual(['y', 'x']);
    expect(await access.audited({ what: 'other', after: null, limit: 9 })).toEqual([]);
  });

  it('keep desks and drafts of their own, and see what others share', async () => {
    const { access } = opened;
    const view = {
      account: 'a1',
      kind: 'view',
      id: 'v',
      shared: false,
      at: noon,
      value: { nom: 'À prendre' },
    } as const;
    await access.keep(view);
    await access.keep({ ...view, account: 'b', id: 'w', shared: true });
    expect((await access.keepsakes('a1', 'view')).map(({ id }) => id)).toEqual(['v', 'w']);
    expect((await access.keepsakes('b', 'view')).map(({ id }) => id)).toEqual(['w']);
    expect(await access.dropKeepsake('b', 'view', 'v')).toBe(false);
    expect(await access.keepsake('a1', 'view', 'v')).toEqual(view);
  });

  it('are present for as long as they say so', async () => {
    const { access } = opened;
    const here = { ticket: 't', account: 'a1', doing: 'viewing' } as const;
    await access.announce({ ...here, since: noon, until: after(60) });
    await access.announce({ ...here, doing: 'answering', since: after(30), until: after(90) });
    expect(await access.presences('t', after(80))).toEqual([
      { ...here, doing: 'answering', since: noon, until: after(90) },
    ]);
    expect(await access.presences('t', after(91))).toEqual([]);
    await access.leave('t', 'a1');
    expect(await access.presences('t', noon)).toEqual([]);
  });
});
