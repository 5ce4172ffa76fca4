import { describe, expect, it } from '@jest/globals';
import { databaseAt, openStore } from '@passerelle/store';
import { createTestDatabase, dropTestDatabase } from '../../store/testing/test-database.js';
import { openMirrorStage } from '../testing/mirror-stage.js';
import { keepRetention } from './keep-retention.js';

describe('retention', () => {
  it('forgets what a connection said longer ago than it keeps it, hears nothing twice, and leaves the others alone', async () => {
    const url = await createTestDatabase();
    const opened = openStore(databaseAt(url));
    const at = await openMirrorStage({
      store: opened.store,
      register: opened.register,
      connections: { a: 'retention: 90d' },
    });
    try {
      const said = { run: 'r', said: '{}', native: 'n1' };
      const old = new Date(at.clock.now().getTime() - 91 * 86_400_000).toISOString();
      const recent = new Date(at.clock.now().getTime() - 89 * 86_400_000).toISOString();
      await opened.store.commit({
        observations: ['a', 'b'].flatMap((connection) =>
          [old, recent].map((heard) => ({ ...said, connection, heard })),
        ),
      });
      const id = await at.world('a').humans.open('Écran noir');
      await at.sync();
      expect(await keepRetention(at.house)).toMatchObject({ forgotten: { a: 1 } });
      expect((await opened.store.observations('a', 'n1')).map(({ heard }) => heard)).toEqual([recent]);
      // Control: nobody said how long the other keeps what it heard.
      expect(await opened.store.observations('b', 'n1')).toHaveLength(2);
      const told = at.world('b').changes?.();
      await at.sync();
      expect(at.world('b').changes?.()).toBe(told);
      expect((await opened.store.bonds('a', [id])).size).toBe(1);
    } finally {
      await at.close();
      await opened.close();
      await dropTestDatabase(url);
    }
  });
});
