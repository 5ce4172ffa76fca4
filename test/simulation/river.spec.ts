import { describe, expect, it } from '@jest/globals';
import { tell } from './story.js';

const seeds = Number(process.env['SEEDS'] ?? 50);
const from = Number(process.env['FROM'] ?? 0);

describe('sim', () => {
  it('runs', async () => {
    const bad: string[] = [];
    const start = Date.now();
    for (let seed = from; seed < from + seeds; seed += 1) {
      const told = await tell({ seed });
      if (told.faults.length > 0) bad.push(`seed ${seed}: ${told.faults.slice(0, 3).join(' | ')}`);
    }
    console.log(`${seeds} seeds, ${bad.length} bad, ${Date.now() - start} ms\n${bad.slice(0, 12).join('\n')}`);
    if (process.env['TRACE']) console.log((await tell({ seed: from, traced: true })).trace.join('\n'));
    expect(bad.length).toBeGreaterThanOrEqual(0);
  }, 600_000);
});
