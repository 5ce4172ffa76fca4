import { describe, expect, it } from '@jest/globals';
import { bugs, type Bug } from './bugs.js';
import { tell } from './story.js';

/** The rarest needs some three hundred stories. */
const within = Number(process.env['SIMULATION_WITHIN'] ?? 1_000);

async function firstToShow({ spoil, weather, kills }: Bug): Promise<number | null> {
  for (let seed = 0; seed < within; seed += 1) {
    const { faults } = await tell({
      seed,
      spoil,
      ...(weather ? { weather } : {}),
      ...(kills ? { kills: kills(seed) } : {}),
    });
    if (faults.length > 0) return seed;
  }
  return null;
}

describe('the simulation', () => {
  it.each(bugs.map((bug) => [bug.name, bug] as const))(
    'notices when %s',
    async (_name, bug) => {
      expect(await firstToShow(bug)).not.toBeNull();
    },
    300_000,
  );
});
