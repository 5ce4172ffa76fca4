import { describe, expect, it } from '@jest/globals';
import { spread } from '../kill/stories.js';
import { carries } from './faults.js';
import { allCases, plants, tellAll } from './matrix.js';
import { exported, targetKinds, toolKinds } from './tool.js';

const nobody = (): undefined => undefined;

describe('the leak matrix', () => {
  const all = allCases();

  it('has every tool as source and as target, over five hundred cases', () => {
    expect(all.length).toBeGreaterThanOrEqual(500);
    for (const { name } of toolKinds) {
      expect(all.filter(({ from }) => from.name === name).length).toBeGreaterThan(10);
    }
    for (const { name } of targetKinds) expect(all.filter(({ to }) => to.name === name).length).toBeGreaterThan(100);
  });

  it('shows nothing internal to a requester in a slice of it, and the team reads what can be held', async () => {
    const { leaks, fates, told, reads, followed } = await tellAll(spread(all, 25), null, nobody);
    expect([leaks, told]).toEqual([0, []]);
    expect(fates.arrived).toBeGreaterThan(3);
    expect(reads).toBeGreaterThan(25 * 4);
    expect(followed).toBeGreaterThan(10);
  });

  const telling: Readonly<Record<string, string>> = {
    'an internal line is sent to the public journal': 'private follow-up',
    'public attachments are declared internal': 'file of a private task',
    'nothing is taken back': 'line turned internal',
    'the audience of a ticket is not looked at': 'ticket of the team alone',
    'an export of the form is left in its open folder': 'ticket of the team alone',
    'our follow page takes every line for public': 'private follow-up',
  };

  it.each(Object.entries(plants))('sees the leak where %s', async (name, plant) => {
    const slice = all.filter(
      ({ from, to, said, path }) =>
        said === telling[name] &&
        from.name === (plant.source ? exported : 'glpi') &&
        ['toy', 'glpi'].includes(to.name) &&
        path === 'plain',
    );
    expect(slice).toHaveLength(2);
    expect((await tellAll(slice, plant, nobody)).leaks).toBeGreaterThan(0);
    expect((await tellAll(slice, null, nobody)).leaks).toBe(0);
  });
});

describe('a request that carries the word', () => {
  it('is known in clear, in forms, and packed at any place of a base64 text', () => {
    const secret = 'Secret7q4x000001zvk';
    for (const before of ['', 'a', 'ab', 'abc'])
      expect(carries(Buffer.from(Buffer.from(`${before}${secret} fin`).toString('base64')), secret)).toBe(true);
    expect(carries(Buffer.from(`json_data=${encodeURIComponent(`{"x":"${secret}"}`)}`), secret)).toBe(true);
    expect(carries(Buffer.from(Buffer.from('rien du tout de secret').toString('base64')), secret)).toBe(false);
  });
});
