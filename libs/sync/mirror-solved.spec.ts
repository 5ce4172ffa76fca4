import { describe, expect, it } from '@jest/globals';
import type { Glpi } from '../../connectors/glpi/simulator/index.js';
import { desk, type Desk } from '../../test/simulation/desk.js';

const rows = (at: Desk, name: string, itemtype: string) => [
  ...((at.tool(name).world.simulator as Glpi).state.shelves.get(itemtype)?.rows.values() ?? []),
];

const statusIn = (at: Desk, name: string) => rows(at, name, 'Ticket').at(-1)?.['status'];

describe('a ticket that was resolved with a solution before the other tool knew it', () => {
  it('has that one solution there, and waits for its answer', async () => {
    const at = await desk({ tools: { a: 'glpi', b: 'glpi' } });
    const id = await at.tool('a').world.humans.open('Écran noir');
    (at.tool('a').world.simulator as Glpi).as('tech').solve(Number(id), '<p>Câble changé</p>');
    await at.sync();
    expect(await at.store.inState('b', 'dead', 9)).toEqual([]);
    const [solution, ...more] = rows(at, 'b', 'ITILSolution');
    expect(more).toEqual([]);
    expect(solution).toMatchObject({ status: 2, content: expect.stringContaining('Câble changé') });
    expect(statusIn(at, 'b')).toBe(5);
  });

  it('goes on as any other: refused and resolved anew, each solution stands there once', async () => {
    const at = await desk({ tools: { a: 'glpi', b: 'glpi' } });
    const id = await at.tool('a').world.humans.open('Écran noir');
    const people = (at.tool('a').world.simulator as Glpi).as('tech');
    people.solve(Number(id), '<p>Câble changé</p>');
    at.clock.advance(2_000);
    people.refuse(Number(id), '<p>Toujours noir</p>');
    at.clock.advance(5_000);
    people.solve(Number(id), '<p>Écran changé</p>');
    await at.sync();
    at.clock.advance(60_000);
    await at.sync();
    expect(await at.store.inState('b', 'dead', 9)).toEqual([]);
    expect(
      rows(at, 'b', 'ITILSolution').map(({ content }) => /Câble|Écran/u.exec(String(content as string))?.[0]),
    ).toEqual(['Câble', 'Écran']);
    expect(statusIn(at, 'b')).toBe(5);
    expect(rows(at, 'a', 'ITILSolution')).toHaveLength(2);
  });
});
