import { describe, expect, it } from '@jest/globals';
import { desk, type Desk } from '../../test/simulation/desk.js';
import type { Mirror } from './mirror.js';
import { syncOnce, type Went } from './rounds.js';

const { signal } = new AbortController();

function rounds(at: Desk, mirror: Mirror): Promise<readonly Went[]> {
  at.clock.advance(60_000);
  const wish = { pull: true, backlog: true };
  return syncOnce(mirror, { store: at.store, clock: at.clock, signal, run: 'run', wish, patience: 600_000 });
}

/** What is queued for somebody who is not told is due all the time: rounds end all the same, and it stays queued. */
describe('rounds end', () => {
  it('while somebody is paused, or everybody', async () => {
    for (const scope of ['connection:b', 'all']) {
      const at = await desk({ tools: { a: 'toy', b: 'toy' } });
      await at.tool('a').world.humans.open('Écran noir');
      await rounds(at, { ...at.mirror, connections: ['a'] });
      await at.store.commit({ paused: [{ scope, since: at.clock.now().toISOString(), by: 'Nadia', why: '' }] });
      await rounds(at, at.mirror);
      expect((await at.store.outboxTally('b')).queued).toBe(1);
      await at.store.commit({ unpaused: [scope] });
      await rounds(at, at.mirror);
      expect((await at.store.outboxTally('b')).queued).toBe(0);
    }
  });

  it('where a tool of the mirror can only be read', async () => {
    const at = await desk({ tools: { a: 'toy', b: 'toy' } });
    await at.tool('a').world.humans.open('Écran noir');
    const mute: Mirror = {
      connections: at.mirror.connections,
      turn: async (connection, run) => {
        const turn = await at.mirror.turn(connection, run);
        return connection === 'b' ? { ...turn, telling: null } : turn;
      },
      between: (run) => {
        const between = at.mirror.between(run);
        const parties = [...between.parties].map(([name, party]) => {
          const { sink: _sink, ...reading } = party.connector;
          return [name, name === 'b' ? { ...party, connector: reading } : party] as const;
        });
        return { ...between, parties: new Map(parties) };
      },
    };
    await rounds(at, mute);
    expect((await at.store.outboxTally('b')).queued).toBe(1);
    expect(await at.tool('b').world.tickets()).toHaveLength(0);
  });
});
