import { describe, expect, it } from '@jest/globals';
import { chance, fairWeather } from './chance.js';
import { tell } from './story.js';

/** More with `SIMULATION_KILLS=20000`. */
const points = Number(process.env['SIMULATION_KILLS'] ?? 1_000);

async function holds(seed: number, kills: readonly number[]): Promise<number> {
  const plot = { seed, kills, weather: fairWeather };
  const { faults, firstSteps, happened } = await tell(plot);
  if (faults.length > 0) {
    const { trace } = await tell({ ...plot, traced: true });
    throw new Error([`seed ${seed}, killed at ${kills.join(' and ')}`, ...faults, '', ...trace.slice(-400)].join('\n'));
  }
  expect(happened['killed'] ?? 0).toBeLessThanOrEqual(kills.length);
  return firstSteps;
}

describe('a process that dies', () => {
  it(`may do so at every step of its first run, ${points} steps of several seeds`, async () => {
    let killed = 0;
    for (let seed = 0; killed < points; seed += 1) {
      const steps = await holds(seed, []);
      for (let step = 1; step <= steps; step += 1) await holds(seed, [step]);
      killed += steps;
    }
    expect(killed).toBeGreaterThanOrEqual(points);
  }, 300_000);

  it('may do so again while it recovers', async () => {
    const by = chance(1);
    for (let nth = 0; nth < points / 3; nth += 1) await holds(by.below(1_000), [1 + by.below(250), 1 + by.below(150)]);
    await expect(holds(1, [60, 20, 20, 20, 20])).resolves.toBeGreaterThan(0);
  }, 300_000);
});
