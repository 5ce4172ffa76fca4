import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { FencedOut } from '@passerelle/sync';
import { after, noon, sampleEntry, sampleTicket } from '../../sync/testing/samples.js';
import { databaseAt } from '../database.js';
import { openStore, type OpenStore } from '../open-store.js';
import { rivalOf, type Rival } from '../testing/rival.js';
import { createTestDatabase, dropTestDatabase } from '../testing/test-database.js';

describe('a step on PostgreSQL', () => {
  let url: string;
  let opened: OpenStore;
  let rival: Rival;
  beforeEach(async () => {
    url = await createTestDatabase();
    opened = openStore(databaseAt(url));
    rival = await rivalOf(url);
  });
  afterEach(async () => {
    await Promise.all([opened.close(), rival.close()]);
    await dropTestDatabase(url);
  });

  it('that lost a deadlock is taken again', async () => {
    const { store } = opened;
    await store.commit({ tickets: [sampleTicket('a'), sampleTicket('b')] });
    await rival.ask(`set deadlock_timeout = '1h'`);
    await rival.ask('begin');
    await rival.ask(`update ticket set why = '{}' where id = 'b'`);
    const step = store.commit({ tickets: ['a', 'b'].map((id) => sampleTicket(id, { title: 'après' })) });
    await rival.waiting(1);
    await rival.ask(`update ticket set why = '{}' where id = 'a'`);
    await rival.ask('commit');
    await step;
    const kept = await store.tickets(['a', 'b']);
    expect([...kept.values()].map(({ ticket }) => ticket.title)).toEqual(['après', 'après']);
  });

  it('that has begun is waited for by whoever takes the lease over', async () => {
    const { store } = opened;
    const fence = await store.lease('sn', 'hôte-1', noon, 1_000);
    if (!fence) throw new Error('expected the lease');
    await store.commit({ tickets: [sampleTicket('a')] });
    await rival.ask('begin');
    await rival.ask(`update ticket set why = '{}' where id = 'a'`);
    const step = store.commit({ tickets: [sampleTicket('a', { title: 'à temps' })] }, [fence]);
    await rival.waiting(1);
    let taken = false;
    const takeover = store.lease('sn', 'hôte-2', after(2), 1_000).finally(() => (taken = true));
    await rival.waiting(2);
    expect(taken).toBe(false);
    await rival.ask('rollback');
    await step;
    expect((await takeover)?.epoch).toBe(fence.epoch + 1);
    expect((await store.tickets(['a'])).get('a')?.ticket.title).toBe('à temps');
    await expect(store.commit({}, [fence])).rejects.toBeInstanceOf(FencedOut);
  });

  it('of more than one statement can carry is cut, and kept whole', async () => {
    const { store } = opened;
    const text = 'é'.repeat(1_000_000);
    const entries = Array.from({ length: 40 }, (_, index) => sampleEntry('a', index + 1, { text: `${index} ${text}` }));
    await store.commit({ tickets: [sampleTicket('a')], entries });
    const kept = (await store.tickets(['a'])).get('a')?.entries ?? [];
    expect(kept.map((entry) => entry.text.length)).toEqual(entries.map((entry) => entry.text.length));
    expect(kept[39]?.text.startsWith('39 é')).toBe(true);
  });

  it.each([
    [
      'a public line made of no audience',
      `insert into entry values ('e', 'a', 'comment', 'everybody', '', null, null, 'c', 'n', 1, null)`,
    ],
    [
      'an intent in no known state',
      `insert into outbox (key, connection, ticket, act, position, run, state, due, tries, attempts) values ('k', 'c', 'a', '{}', 0, 'r', 'lost', '', 0, '{}')`,
    ],
    ['a ticket that still has lines', `delete from ticket`],
  ])('is not all that the database refuses: %s', async (_, sql) => {
    await opened.store.commit({ tickets: [sampleTicket('a')], entries: [sampleEntry('a', 1)] });
    await expect(rival.ask(sql)).rejects.toThrow(/violates (check|foreign key) constraint/);
  });
});
