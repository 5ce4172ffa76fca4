import { afterEach, describe, expect, it } from '@jest/globals';
import { addNote, staffReply } from './simulator/index.js';
import { open, pull, type Stage } from './testing/stage.js';

const stages: Stage[] = [];
afterEach(async () => {
  for (const each of stages.splice(0)) await each.close();
});

/** Thirty tickets that were read, and a cursor that stands behind the last of them. */
async function quiet(reread: number) {
  const mine = await open('staff');
  stages.push(mine);
  const tickets = [];
  for (let nth = 0; nth < 30; nth += 1) {
    tickets.push(mine.ticket({ subject: `Demande ${nth}` }));
    mine.clock.advance(2_000);
  }
  const connector = mine.connect({ reread, pageSize: 100 });
  let { cursor } = await pull(connector);
  mine.clock.advance(900_000);
  ({ cursor } = await pull(connector, cursor));
  const turn = async (): Promise<readonly string[]> => {
    mine.clock.advance(30_000);
    mine.seen.length = 0;
    const read = await pull(connector, cursor);
    cursor = read.cursor;
    return read.tickets.map(({ id }) => id);
  };
  return { mine, tickets, turn };
}

describe('a turn of staff pages in which nothing is new', () => {
  it.each([
    [0, 2],
    [1, 3],
    [10, 12],
  ])('looks at the list, the newest ticket and %i others for notes: at most %i calls', async (reread, most) => {
    const { mine, turn } = await quiet(reread);
    for (let nth = 0; nth < 4; nth += 1) {
      expect(await turn()).toEqual([]);
      expect(mine.seen.length).toBeLessThanOrEqual(most);
    }
  });

  it('is followed by one that hears of a reply to any ticket, and then falls silent', async () => {
    const { mine, tickets, turn } = await quiet(0);
    const [first] = tickets;
    staffReply(mine.tool, first!, mine.karim, { message: 'Nous regardons.' });
    expect(await turn()).toEqual([first!.trackid]);
    mine.clock.advance(900_000);
    await turn();
    expect(await turn()).toEqual([]);
    expect(mine.seen).toHaveLength(2);
  });

  it('reads what changes again within the second of the last change, until its lag is over', async () => {
    const { mine, tickets, turn } = await quiet(0);
    const [first, second] = tickets;
    mine.clock.advance(10_000);
    staffReply(mine.tool, first!, mine.karim, { message: 'Un' });
    expect(await turn()).toEqual([first!.trackid]);
    // Stamped in that very second, and shown later: its request took a while to commit.
    staffReply(mine.tool, second!, mine.karim, { message: 'Deux' });
    second!.lastchange = first!.lastchange;
    expect(await turn()).toEqual(expect.arrayContaining([second!.trackid]));
  });

  it('needs its looks for notes: nothing else tells of them', async () => {
    const { mine, tickets, turn } = await quiet(10);
    addNote(mine.tool, tickets[25]!, mine.karim, 'Entre nous', []);
    const heard = [...(await turn()), ...(await turn()), ...(await turn())];
    expect(heard).toEqual([tickets[25]!.trackid]);
    // Control: without them the note is never heard of.
    const deaf = await quiet(0);
    addNote(deaf.mine.tool, deaf.tickets[25]!, deaf.mine.karim, 'Entre nous', []);
    expect([...(await deaf.turn()), ...(await deaf.turn()), ...(await deaf.turn())]).toEqual([]);
  });
});
