import { describe, expect, it } from '@jest/globals';
import { bugs } from './bugs.js';
import { tell } from './story.js';

const within = Number(process.env['WITHIN'] ?? 400);

describe('bugs', () => {
  it.each(bugs.map((bug) => [bug.name, bug] as const))('finds that %s', async (_name, bug) => {
    const start = Date.now();
    for (let seed = 0; seed < within; seed += 1) {
      const { faults } = await tell({ seed, spoil: bug.spoil, ...(bug.weather ? { weather: bug.weather } : {}) });
      if (faults.length > 0) {
        console.log(`${bug.name}: seed ${seed}, ${Date.now() - start} ms: ${faults[0]?.slice(0, 160)}`);
        return;
      }
    }
    expect(`not found in ${within}`).toBe('found');
  });
});
