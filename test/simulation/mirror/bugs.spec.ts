import { describe, expect, it } from '@jest/globals';
import { bugs, plotOf, type Bug } from './bugs.js';
import { tell } from './story.js';

/** All of them with `npm run simulate -- --planted`; here those that show within a few stories. */
const within = 40;

async function firstToShow(bug: Bug): Promise<number | null> {
  for (let seed = 0; seed < within; seed += 1) {
    const { faults } = await tell(plotOf(bug, seed));
    if (faults.length > 0) return seed;
  }
  return null;
}

describe('the simulation of mirrors', () => {
  it('has twenty bugs at least to find, each of its own name', () => {
    expect(new Set(bugs.map(({ name }) => name)).size).toBe(bugs.length);
    expect(bugs.length).toBeGreaterThanOrEqual(20);
  });

  it.each(bugs.filter(({ fast }) => fast).map((bug) => [bug.name, bug] as const))(
    'notices when %s',
    async (_name, bug) => {
      expect(await firstToShow(bug)).not.toBeNull();
    },
  );
});
