import { afterEach, describe, expect, it } from '@jest/globals';
import { chance } from '../simulation/chance.js';
import { bugs } from '../simulation/mirror/bugs.js';
import { fairWeather } from '../simulation/mirror/weather.js';
import { secretWord } from '../simulation/mirror/truth.js';
import { differences } from './compare.js';
import { act, openDesks, type Desks } from './desks.js';
import { dieAt, pointsOf, spread, type Point, type Story } from './stories.js';

/** Some steps of two stories in which nothing but deaths can do harm; all steps of four stories with `npm run kill`. */
const few = 16;
const calm: readonly Story[] = [19, 23].map((seed) => ({ seed, tools: ['toy', 'toy'], weather: fairWeather }));

describe('a host of mirrors that dies', () => {
  it.each(calm)('may do so at any step of story $seed: nothing is lost, doubled or shown', async (story) => {
    for (const point of spread(await pointsOf(story), few))
      expect([point, await dieAt(story, point)]).toEqual([point, clean]);
  });

  it('does harm where nobody looks for the mark before a retry, and a death shows it', async () => {
    const name = 'nobody looks for the mark before a retry';
    const bug = bugs.find((candidate) => candidate.name === name);
    expect(bug).toBeDefined();
    const harm: Point[] = [];
    for (const story of calm) {
      // Control: where nobody dies, it does none.
      expect((await dieAt(story, [0, Infinity], bug?.spoil)).faults).toEqual([]);
      for (const point of await pointsOf(story)) {
        if (harm.length === 0 && (await dieAt(story, point, bug?.spoil)).faults.length > 0) harm.push(point);
        if (harm.length > 0) break;
      }
    }
    expect(harm).not.toEqual([]);
  });
});

const clean = { died: true, faults: [] };

describe('the comparison of both tools after real deaths', () => {
  const open: Desks[] = [];
  afterEach(async () => {
    for (const desks of open.splice(0)) await desks.close();
  });

  it('sees what is lost, doubled, of nobody or public although it was internal', async () => {
    const desks = await openDesks(1);
    open.push(desks);
    const [servicenow, glpi] = desks.all;
    if (!servicenow || !glpi) throw new Error('expected two tools');
    await act(desks, chance(1));
    const { needs, lines } = desks.deeds;
    expect(needs).toHaveLength(1);
    const [there, missing] = needs[0]?.tool === 'glpi' ? [glpi, servicenow] : [servicenow, glpi];
    expect(await differences(desks)).toContain(`need 1 is in ${missing.name} 0 times: `);
    const id = await missing.world.humans.open('Écran noir n1v1n');
    const twin = String((await there.world.tickets()).at(-1));
    expect(await differences(desks)).toEqual([]);
    const write = (desk: typeof there, ticket: string, journal: 'public' | 'internal', text: string) =>
      desk.world.humans.write?.(ticket, desk.journals[journal], text);
    lines.push({ need: 1, tool: there.name, tag: 'ln1x1nl', internal: true });
    await write(there, twin, 'internal', `Relance ln1x1nl ${secretWord}`);
    expect((await differences(desks)).join()).toContain(
      `ln1x1nl of ${there.name} is in ${id} of ${missing.name} 0 times`,
    );
    await write(missing, id, 'internal', 'Relance ln1x1nl');
    expect(await differences(desks)).toEqual([]);
    await write(missing, id, 'public', `Relance ln1x1nl ${secretWord}`);
    await write(missing, id, 'public', 'Bonjour');
    const seen = (await differences(desks)).join('\n');
    expect(seen).toContain(`ln1x1nl of ${there.name} is in ${id} of ${missing.name} 2 times`);
    expect(seen).toContain(`ln1x1nl of ${there.name} can be read in ${id} of ${missing.name}`);
    expect(seen).toContain(`${id} of ${missing.name} has a line of nobody: Bonjour`);
    await missing.world.humans.open('Écran noir n1v1n');
    await missing.world.humans.open('Autre');
    const twice = (await differences(desks)).join('\n');
    expect(twice).toContain(`need 1 is in ${missing.name} 2 times`);
    expect(twice).toContain("is nobody's need");
  });
});
