import { afterEach, describe, expect, it } from '@jest/globals';
import type { Fault } from '../../connectors/servicenow/simulator/faults.js';
import { manyTickets } from './export.js';
import { openStage, type Stage } from './stage.js';

const stages: Stage[] = [];
afterEach(async () => {
  await Promise.all(stages.splice(0).map((stage) => stage.close()));
});
const writes = { method: ['POST', 'PATCH'] } as const;

async function migrated(faults: readonly Fault[], connection = 'settled: 3, batch: false'): Promise<Stage> {
  const stage = await openStage({ tickets: manyTickets(120, 3), connection });
  stages.push(stage);
  stage.sandbox.servicenow.faults.set(faults);
  await stage.run();
  return stage;
}

const linesOf = (stage: Stage): readonly string[] =>
  stage.sandbox.servicenow
    .records('sc_req_item')
    .filter((row) => row['correlation_display'] === 'passerelle')
    .flatMap((row) => stage.sandbox.servicenow.journal(String(row['sys_id'])).map(({ value }) => value));

describe('a target that fails', () => {
  it.each<[string, readonly Fault[]]>([
    [
      '0.2 % of writes are committed and answered 500',
      [
        { on: writes, do: 'commit-then-500', every: 500, after: 3 },
        { on: writes, do: 'commit-then-500', times: 3, every: 40 },
      ],
    ],
    ['writes are refused with 500 before anything happened', [{ on: writes, do: 'error-500', every: 25 }]],
    ['the connection is cut before anything happened', [{ on: writes, do: 'cut-before', every: 120, times: 2 }]],
    ['429 with Retry-After comes now and then', [{ do: 'too-many', every: 60, times: 3, retryAfter: 1 }]],
    ['503 comes now and then', [{ do: 'unavailable-503', every: 45 }]],
  ])(
    'loses nothing and doubles nothing when %s',
    async (_, faults) => {
      const stage = await migrated(faults);
      const struck = [...stage.sandbox.servicenow.faults.struck.values()].reduce((sum, count) => sum + count, 0);
      expect(struck).toBeGreaterThan(1);
      stage.sandbox.servicenow.faults.clear();
      const verification = await stage.verify();
      expect(verification.gaps).toEqual([]);
      expect(verification).toMatchObject({
        tickets: { arrived: 120 },
        entries: { arrived: 360, crossed: 0 },
        whole: true,
      });
      const lines = linesOf(stage);
      expect(lines).toHaveLength(360);
      expect(new Set(lines).size).toBe(360);
    },
    300_000,
  );

  it('loses nothing and doubles nothing when whole batches are committed and answered 500', async () => {
    const stage = await migrated(
      [{ on: { method: 'POST', path: /batch/ }, do: 'commit-then-500', every: 7 }],
      'settled: 3, batch: { size: 10 }',
    );
    stage.sandbox.servicenow.faults.clear();
    expect((await stage.verify()).gaps).toEqual([]);
    expect(new Set(linesOf(stage)).size).toBe(linesOf(stage).length);
  }, 300_000);
});
