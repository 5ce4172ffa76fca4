import { describe, expect, it } from '@jest/globals';
import { manualClock, seededRandom } from '@passerelle/connector/testing';
import { account, world as itopWorld } from '../../../connectors/itop/conformance.world.js';
import { chance } from '../chance.js';
import { crowded, itopOddities } from './oddities.js';
import { tell } from './story.js';
import { startTruth } from './truth.js';
import { beforeClearing, fairWeather } from './weather.js';

const calm = { ...fairWeather, ...beforeClearing };

describe('people who write in iTop at the very instant of our line', () => {
  it('make iTop lose it, while both are answered with success', () => {
    const ports = { clock: manualClock(), random: seededRandom(1) };
    const world = itopWorld(ports, {});
    const { simulator } = world;
    if (!simulator) throw new Error('expected a simulator');
    const id = world.humans.open('Écran noir n1v1n') as string;
    const truth = startTruth();
    const setting = {
      world,
      tool: 'x',
      oddities: itopOddities,
      by: chance(1),
      truth,
      now: () => 0,
      count: () => undefined,
    };
    const add = (text: string, collide: number): number => {
      const fields = { public_log: { add_item: { message: text } } };
      const asked = { operation: 'core/update', class: 'UserRequest', key: id.split('::')[1], comment: 'c', fields };
      const body = new URLSearchParams({ json_data: JSON.stringify({ ...asked, output_fields: 'id' }) }).toString();
      const user = Buffer.from(`${account.user}:${account.password}`).toString('base64');
      const headers = { authorization: `Basic ${user}`, 'content-type': 'application/x-www-form-urlencoded' };
      const url = 'https://x.example/webservices/rest.php?version=1.3';
      return crowded(simulator, { ...setting, collide: () => collide }).handle({
        method: 'POST',
        url,
        headers,
        body: Buffer.from(body),
      }).status;
    };
    const texts = () => (world.look(id) as { entries: readonly { text: string }[] }).entries.map(({ text }) => text);
    expect(add('Seule', 0)).toBe(200);
    expect(texts().join()).toContain('Seule');
    expect(add('Recouverte', 1)).toBe(200);
    expect(texts().join()).not.toContain('Recouverte');
    expect(texts().join()).toContain(truth.lines[0]?.tag);
  });

  it('lose none of both in whole stories, since ours is looked for and written again', async () => {
    const tales = await Promise.all(
      [1, 2, 3, 4].map((seed) => tell({ seed, tools: ['itop', 'toy'], weather: { ...calm, collide: 0.4 } })),
    );
    expect(tales.flatMap(({ faults }) => faults)).toEqual([]);
    expect(tales.some(({ happened }) => (happened['collided'] ?? 0) > 0)).toBe(true);
  });
});

describe('deadlines that pass in iTop', () => {
  it('are heard, and move no ticket of any other tool', async () => {
    const tales = await Promise.all(
      [11, 12, 13, 14].map((seed) => tell({ seed, tools: ['itop', 'toy'], weather: { ...calm, escalate: 0.8 } })),
    );
    expect(tales.flatMap(({ faults }) => faults)).toEqual([]);
    expect(tales.some(({ happened }) => (happened['escalated'] ?? 0) > 0)).toBe(true);
  });
});

describe('a story without such a tool', () => {
  it('is told as it was before there were any of these days', async () => {
    const with_ = await tell({ seed: 5, tools: ['toy', 'toy'], weather: { ...calm, escalate: 1, collide: 1 } });
    const without = await tell({ seed: 5, tools: ['toy', 'toy'], weather: calm });
    expect(with_.hash).toBe(without.hash);
  });
});
