import { describe, expect, it } from '@jest/globals';
import { regressions } from './regressions.js';
import { tell, type Plot } from './story.js';

/** More with `npm run simulate`. */
const seeds = Number(process.env['SIMULATION_SEEDS'] ?? 60);

async function holds(plot: Plot): Promise<Awaited<ReturnType<typeof tell>>> {
  const told = await tell(plot);
  if (told.faults.length === 0) return told;
  const { trace } = await tell({ ...plot, traced: true });
  throw new Error([`seed ${plot.seed}`, ...told.faults, '', ...trace.slice(-300)].join('\n'));
}

describe('mirrors in the simulation', () => {
  it('tell no story wrong again that once went wrong', async () => {
    for (const { seed, tools, weather } of regressions())
      await holds({ seed, ...(tools && { tools }), ...(weather && { weather }) });
    expect(regressions()).toEqual(regressions());
  });

  it('lose nothing, double nothing, show nothing and come to rest', async () => {
    const happened: Record<string, number> = {};
    let kills = 0;
    for (let seed = 0; seed < seeds; seed += 1) {
      const told = await holds({ seed, tools: seed % 3 === 0 ? ['toy', 'toy', 'toy'] : ['toy', 'toy'] });
      kills += told.kills;
      for (const [what, times] of Object.entries(told.happened)) happened[what] = (happened[what] ?? 0) + times;
    }
    expect(kills).toBeGreaterThan(0);
    for (const what of ['zombie', 'silent', 'doneThenError', 'lost', 'limitedBare', 'aborted', 'unavailable'])
      expect([what, happened[what] ?? 0]).not.toEqual([what, 0]);
  });

  it('tell the very same story twice', async () => {
    for (const seed of [1, 25]) {
      const tools = ['toy', 'servicenow'];
      const [once, again] = [await tell({ seed, tools, traced: true }), await tell({ seed, tools, traced: true })];
      expect(again.trace).toEqual(once.trace);
      expect(again.hash).toBe(once.hash);
      expect(once.trace.length).toBeGreaterThan(50);
    }
  });
});
