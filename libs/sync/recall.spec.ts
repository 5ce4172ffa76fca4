import { expect, it } from '@jest/globals';
import { memoryStore, takeTurn, type Store } from '@passerelle/sync';
import { desk, type Desk } from '../../test/simulation/desk.js';

it('sees that another tool was heard meanwhile, although the ticket is read as it is now', async () => {
  const memory = memoryStore();
  let meanwhile: (() => Promise<unknown>) | null = null;
  // Reading takes time: another connection's whole turn fits in between.
  const store: Store = {
    ...memory,
    tickets: async (ids) => {
      const act = meanwhile;
      meanwhile = null;
      await act?.();
      return memory.tickets(ids);
    },
  };
  const at: Desk = await desk({ tools: { a: 'toy', b: 'toy' }, store });
  const id = await at.tool('a').world.humans.open('Écran noir');
  await at.sync();
  const copy = (await store.bondsOfConnection('b', null, 9))[0]?.native ?? '';
  await at.sync();
  await at.tool('a').world.humans.change(id);
  await at.tool('b').world.humans.change(copy);
  await at.tool('b').world.humans.change(copy);
  at.clock.advance(60_000);
  const wish = { pull: true, backlog: false };
  meanwhile = async () => takeTurn(await at.mirror.turn('b', 'run'), wish);
  await takeTurn(await at.mirror.turn('a', 'run'), wish);
  expect(await store.conflicts({ limit: 9 })).toMatchObject([
    { field: 'description', connection: 'a', stands: 'ours' },
  ]);
});
