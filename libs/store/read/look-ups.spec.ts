import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Store } from '@passerelle/sync';
import {
  noon,
  sampleAttachment,
  sampleBond,
  sampleEntry,
  sampleEntryBond,
  sampleIntent,
  sampleTicket,
} from '../../sync/testing/samples.js';
import { databaseAt } from '../database.js';
import { openStore } from '../open-store.js';
import { rivalOf, type Rival } from '../testing/rival.js';
import { createTestDatabase, dropTestDatabase } from '../testing/test-database.js';

const ids = Array.from({ length: 4_000 }, (_, index) => `t${String(index).padStart(4, '0')}`);
const some = ids.slice(1_000, 1_100);
const entries = ids.flatMap((id) => [1, 2, 3].map((ordinal) => sampleEntry(id, ordinal)));

/** What was read from each table, as PostgreSQL counts it. */
interface Reading {
  readonly whole: number;
  readonly rows: number;
}

describe('tables that were filled a moment ago, of which the planner knows nothing yet', () => {
  let url: string;
  let rival: Rival;

  const using = async (work: (store: Store) => Promise<unknown>): Promise<void> => {
    const opened = openStore(databaseAt(url));
    await work(opened.store);
    // A connection hands in its counts when it ends.
    await opened.close();
    for (;;) {
      const [left] = await rival.ask(
        `select count(*) from pg_stat_activity where datname = current_database() and application_name = 'passerelle'`,
      );
      if (Number(left?.[0]) === 0) return;
    }
  };

  const reading = async (work: (store: Store) => Promise<unknown>): Promise<Readonly<Record<string, Reading>>> => {
    const counts = async () =>
      new Map(
        (
          await rival.ask(
            'select relname, seq_scan, seq_tup_read + coalesce(idx_tup_fetch, 0) from pg_stat_user_tables',
          )
        ).map(([table, whole, rows]) => [String(table), { whole: Number(whole), rows: Number(rows) }] as const),
      );
    const before = await counts();
    await using(work);
    const after = await counts();
    return Object.fromEntries(
      [...after].map(([table, { whole, rows }]) => [
        table,
        { whole: whole - (before.get(table)?.whole ?? 0), rows: rows - (before.get(table)?.rows ?? 0) },
      ]),
    );
  };

  beforeAll(async () => {
    url = await createTestDatabase();
    rival = await rivalOf(url);
    for (const table of ['ticket', 'entry', 'attachment', 'bond', 'entry_bond', 'attachment_bond', 'outbox']) {
      await rival.ask(`alter table ${table} set (autovacuum_enabled = off)`);
    }
    await using((store) =>
      store.commit({
        tickets: ids.map((id) => sampleTicket(id)),
        entries,
        attachments: ids.map((id) => sampleAttachment(id, 1)),
        bonds: ids.map((id) => sampleBond('cassius', id, id)),
        entryBonds: entries.map((entry) => sampleEntryBond('cassius', entry, entry.id)),
        intents: ids.flatMap((id) => [0, 1, 2].map((position) => sampleIntent('sn', id, position))),
      }),
    );
  });
  afterAll(async () => {
    await rival.close();
    await dropTestDatabase(url);
  });

  it('are not read whole for a hundred tickets', async () => {
    const read = await reading(async (store) => {
      expect((await store.tickets(some)).size).toBe(100);
      expect(await store.bondsOf(some)).toHaveLength(100);
      expect((await store.bonds('cassius', some)).size).toBe(100);
      expect(await store.entryBonds('cassius', some)).toHaveLength(300);
      expect(await store.outboxOf(some)).toHaveLength(300);
    });
    expect(read).toMatchObject({
      ticket: { whole: 0, rows: 100 },
      entry: { whole: 0, rows: 300 },
      attachment: { whole: 0, rows: 100 },
      bond: { whole: 0, rows: 200 },
      entry_bond: { whole: 0, rows: 300 },
      outbox: { whole: 0, rows: 300 },
    });
  });

  it('would be, were the planner left to judge', async () => {
    const list = ids
      .slice(0, 1_000)
      .map((id) => `'${id}'`)
      .join(',');
    const plan = await rival.ask(`explain select text from entry where ticket = any(array[${list}])`);
    expect(plan.flat().join('\n')).toContain('Seq Scan on entry');
  });

  it('give what is due without a walk over the outbox', async () => {
    const read = await reading(async (store) => {
      expect(await store.due('sn', noon, 100, some)).toHaveLength(300);
    });
    // Of each ticket: its three intents, its lane for each of them, and its lane once more.
    expect(read['outbox']?.whole).toBe(0);
    expect(read['outbox']?.rows).toBeLessThanOrEqual(100 * (3 + 3 * 3 + 3));
  });

  it('are changed through the index alone', async () => {
    const read = await reading(async (store) => {
      const keys = some.map((id) => `sn-${id}-0`);
      await store.commit({ attempts: keys.map((key) => ({ key, attempt: { at: noon, command: '{}' } })) });
      await store.commit({ resolutions: keys.map((key) => ({ key, state: 'obeyed' as const })) });
    });
    expect(read['outbox']).toEqual({ whole: 0, rows: 200 });
  });
});
