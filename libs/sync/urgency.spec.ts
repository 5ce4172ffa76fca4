import { describe, expect, it } from '@jest/globals';
import { desk, type Desk } from '../../test/simulation/desk.js';
import { takeTurn, type TurnWish } from './turn.js';

const listen = { pull: true, backlog: false } as const;
const tellOnly = { pull: false, backlog: false } as const;

/** Forty tickets that wait to be told in b, heard long after they were opened; then somebody opens one more. */
async function caughtUp(minutesAgo: number): Promise<Desk> {
  const at = await desk({ tools: { a: 'toy', b: 'toy' } });
  const { humans } = at.tool('a').world;
  for (let nth = 0; nth < 40; nth += 1) await humans.open(`Ancien ${nth}`);
  at.clock.advance(3_600_000);
  await takeTurn(await at.again().turn('a', 'run'), listen);
  await humans.open('À l’instant 🙏');
  at.clock.advance(minutesAgo * 60_000);
  await takeTurn(await at.mirror.turn('a', 'run'), listen);
  return at;
}

/** One batch of five tickets is told, and then somebody else wants the connection. */
async function tellOne(at: Desk, wish: TurnWish = tellOnly): Promise<readonly string[]> {
  const turn = await at.again({ batch: 5 }).turn('b', 'run');
  let asked = 0;
  await takeTurn({ ...turn, enough: () => asked++ > 0 }, wish);
  const ids = await at.tool('b').world.tickets();
  const titles = await Promise.all(ids.map(async (id) => (await at.tool('b').world.look(id))?.fields['title']));
  return titles.map(String);
}

describe('what somebody said just now', () => {
  it('is told before everything that is caught up with', async () => {
    const told = await tellOne(await caughtUp(1));
    expect(told).toHaveLength(5);
    expect(told.filter((title) => title.includes('À l’instant'))).toHaveLength(1);
  });

  it('is no longer now after ten minutes: the control waits for its turn', async () => {
    const told = await tellOne(await caughtUp(11));
    expect(told).toHaveLength(5);
    expect(told.filter((title) => title.includes('À l’instant'))).toEqual([]);
  });

  it('is all that is told in quiet hours; the rest stays queued and is told afterwards', async () => {
    const at = await caughtUp(1);
    const turn = await at.mirror.turn('b', 'run');
    await takeTurn(turn, { ...tellOnly, urgentOnly: true });
    expect(await at.tool('b').world.tickets()).toHaveLength(1);
    expect((await at.store.outboxTally('b')).queued).toBeGreaterThanOrEqual(40);
    await takeTurn(turn, tellOnly);
    expect(await at.tool('b').world.tickets()).toHaveLength(41);
  });
});

describe('a turn that somebody else waits for', () => {
  it('ends after its batch, and says that there is more', async () => {
    const at = await caughtUp(11);
    const turn = await at.again({ batch: 5 }).turn('b', 'run');
    let asked = 0;
    const { next } = await takeTurn({ ...turn, enough: () => asked++ > 0 }, tellOnly);
    expect(next).not.toBeNull();
    // The control: with nobody waiting it goes on to the end.
    expect(await takeTurn(turn, tellOnly)).toMatchObject({ next: null });
    expect(await at.tool('b').world.tickets()).toHaveLength(41);
  });
});
