import { describe, expect, it } from '@jest/globals';
import { tell, type Told } from './story.js';

/** More with `SIMULATION_SEEDS=100000`, others with `SIMULATION_FROM=5000`. */
const seeds = Number(process.env['SIMULATION_SEEDS'] ?? 2_000);
const from = Number(process.env['SIMULATION_FROM'] ?? 0);

async function report(seed: number, { faults }: Told): Promise<string> {
  const { trace } = await tell({ seed, traced: true });
  return [`seed ${seed}`, ...faults, '', ...trace.slice(-400)].join('\n');
}

describe('the one-way river in the simulation', () => {
  const happened: Record<string, number> = {};

  async function holds(seed: number): Promise<void> {
    const told = await tell({ seed });
    for (const [what, count] of Object.entries(told.happened)) happened[what] = (happened[what] ?? 0) + count;
    if (told.faults.length > 0) throw new Error(await report(seed, told));
  }

  it(`loses nothing, doubles nothing, shows nothing and comes to rest, in ${seeds} stories`, async () => {
    for (let seed = from; seed < from + seeds; seed += 1) await holds(seed);
    expect(Object.keys(happened).length).toBeGreaterThan(0);
  }, 300_000);

  it.each([
    'done',
    'killed',
    'aborted',
    'busy',
    'unauthorized',
    'unavailable',
    'FencedOut',
    'Fault',
    'adopted',
    'settled',
    'stopped',
    'dead',
    'conflict',
  ])('met «%s» on the way', (what) => {
    expect(happened[what] ?? 0).toBeGreaterThan(0);
  });

  it('tells the very same story twice', async () => {
    for (const seed of [3, 18, 299, 1100]) {
      const [once, again] = [await tell({ seed, traced: true }), await tell({ seed, traced: true })];
      expect(again.trace).toEqual(once.trace);
      expect(again.hash).toBe(once.hash);
      expect(once.trace.length).toBeGreaterThan(10);
    }
  });
});
