import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { holdings, type HeldRow } from '@passerelle/sync';
import { noon, sampleIntent, sampleTicket } from '../../sync/testing/samples.js';
import { databaseAt } from '../database.js';
import { openStore, type OpenStore } from '../open-store.js';
import { rivalOf, type Rival } from '../testing/rival.js';
import { createTestDatabase, dropTestDatabase } from '../testing/test-database.js';

describe('the register on PostgreSQL', () => {
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
  const changed = (row: HeldRow, from: string, to: string): { was: HeldRow; is: HeldRow } => ({
    was: row,
    is: {
      ...row,
      cells: Object.fromEntries(
        Object.entries(row.cells).map(([name, cell]) => [name, cell?.replaceAll(from, to) ?? null]),
      ),
    },
  });

  it('can look into every table in which something of a person stands', async () => {
    for (const table of holdings) expect(await opened.register.held(table, null, 10)).toEqual([]);
  });

  it('rewrites lists of attempts and leaves the intent what it is', async () => {
    const { store, register } = opened;
    const intent = sampleIntent('sn', 't', 0);
    const attempt = { at: noon, command: '{"name":"Zoé \\"Z\\" Petit, {x}"}' };
    await store.commit({ tickets: [sampleTicket('t')], intents: [intent] });
    await store.commit({ attempts: [{ key: intent.key, attempt }] });
    const [row] = await register.held('outbox', null, 10);
    if (!row) throw new Error('expected the intent');
    expect(await register.rewrite([changed(row, 'Zoé', 'X')])).toBe(1);
    const kept = (await store.intents([intent.key])).get(intent.key);
    expect(kept).toMatchObject({ state: 'in_flight', tries: 1 });
    expect(kept?.attempts).toEqual([{ ...attempt, command: attempt.command.replace('Zoé', 'X') }]);
  });

  it('makes a fold over a rewritten ticket begin again, and its place in the list be made anew', async () => {
    const { store, register } = opened;
    await store.commit({ tickets: [sampleTicket('t', { title: 'Zoé' })] });
    const revision = (await store.tickets(['t'])).get('t')?.revision ?? 0;
    await rival.ask('delete from stale');
    const [row] = await register.held('ticket', null, 10);
    if (!row) throw new Error('expected the ticket');
    expect(await register.rewrite([changed(row, 'Zoé', 'X')])).toBe(1);
    expect((await store.tickets(['t'])).get('t')).toMatchObject({ revision: revision + 1, ticket: { title: 'X' } });
    expect(await rival.ask('select ticket from stale')).toEqual([['t']]);
    await expect(store.commit({ tickets: [{ ...sampleTicket('t'), was: revision }] })).rejects.toThrow('meanwhile');
    // It moved since it was read: whoever rewrites looks again.
    expect(await register.rewrite([changed(row, 'Zoé', 'Y')])).toBe(0);
  });

  it('goes through observations in the order of their numbers, page by page', async () => {
    const said = (native: number) => ({
      connection: 'a',
      native: String(native),
      run: 'r',
      heard: noon,
      said: '\u0000é',
    });
    await opened.store.commit({ observations: Array.from({ length: 12 }, (_, at) => said(at)) });
    const keys: string[] = [];
    for (let after: readonly string[] | null = null; ;) {
      const rows: readonly HeldRow[] = await opened.register.held('observation', after, 5);
      keys.push(...rows.flatMap(({ key }) => key));
      expect(rows.every(({ cells }) => cells['said'] === '\u0000é')).toBe(true);
      after = rows.at(-1)?.key ?? null;
      if (after === null) break;
    }
    expect(keys.map(Number)).toEqual(keys.map(Number).toSorted((a, b) => a - b));
    expect(new Set(keys).size).toBe(12);
  });

  it('offers a duplicate once, and takes one answer', async () => {
    const { store, register } = opened;
    await store.commit({ tickets: [sampleTicket('t1'), sampleTicket('t2')] });
    const offer = {
      id: 'd',
      ticket: 't2',
      of: 't1',
      why: 'é',
      state: 'offered',
      at: noon,
      decided: null,
      by: null,
    } as const;
    expect(await register.offer([offer])).toBe(1);
    expect(await register.offer([offer])).toBe(0);
    expect(await register.answer('d', { state: 'refused', by: 'zoé', at: noon })).toBe(true);
    expect(await register.answer('d', { state: 'accepted', by: 'jean', at: noon })).toBe(false);
    expect(await register.duplicates({ limit: 10 })).toEqual([
      { ...offer, state: 'refused', by: 'zoé', decided: noon },
    ]);
  });

  it('settles a value once for all that propose one', async () => {
    const { register } = opened;
    const settled = await Promise.all(['a', 'b', 'c'].map((proposal) => register.settle('salt', proposal)));
    expect(new Set(settled).size).toBe(1);
  });
});
