import type { Figures, Measured, Workload } from '../workload.js';
import { wholeExport } from './export.js';
import type { OursFigures } from './ours.js';
import { onScene, startTarget } from './scene.js';
import type { SimulatorFigures } from './simulator.js';
import { requireWhole, round } from './whole.js';

const wholeTickets = 5_000;

export const secondRun: Workload = {
  name: 'second-run',
  describe: `${wholeTickets} tickets with ${wholeExport.entries} entries each, migrated again in another process although nothing has changed; reference: the first run. ratio = seconds of the second run to those of the first: less is better`,
  async run({ scale, profile, tell }): Promise<Measured> {
    const tickets = Math.round(wholeTickets * scale);
    return onScene({ tickets }, profile, async (scene) => {
      const target = await startTarget();
      try {
        tell('first run');
        const first = await scene.ours('ours', target.url);
        const between = await target.figures();
        tell('second run');
        const second = await scene.ours('ours', target.url);
        const after = await target.figures();
        requireWhole(await target.truth(), scene.exported);
        return {
          ours: figuresOf(second, after, between),
          reference: figuresOf(first, between, { reads: 0, writes: 0 }),
          ratio: round(second.seconds / first.seconds),
        };
      } finally {
        await target.stop();
      }
    });
  },
};

type Calls = Pick<SimulatorFigures, 'reads' | 'writes'>;

function figuresOf(run: OursFigures, after: Calls, before: Calls): Figures {
  return {
    seconds: round(run.seconds),
    planSeconds: round(run.planSeconds),
    cpuSeconds: round(run.cpuSeconds),
    reads: after.reads - before.reads,
    writes: after.writes - before.writes,
    created: run.created,
  };
}
