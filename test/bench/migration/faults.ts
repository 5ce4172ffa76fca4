import type { Fault } from '../../../connectors/servicenow/simulator/faults.js';
import type { Figures, Measured, Workload } from '../workload.js';
import { wholeExport } from './export.js';
import type { OursFigures } from './ours.js';
import { onScene, startTarget, type Scene } from './scene.js';
import type { SimulatorFigures } from './simulator.js';
import { gapsOf, round, type Gaps } from './whole.js';

const wholeTickets = 2_000;
const on = { method: ['POST', 'PATCH'] } as const;

/** Shares of all writes. */
const faults: readonly Fault[] = [
  { on, do: 'commit-then-500', rate: 0.002 },
  { on, do: 'error-500', rate: 0.01 },
  { on, do: 'cut-before', rate: 0.01 },
];
const only: readonly Fault[] = [{ on, do: 'commit-then-500', rate: 0.002 }];

interface Played {
  readonly ours: OursFigures;
  readonly target: SimulatorFigures;
  readonly gaps: Gaps;
}

function faultsOf(name: string, chosen: readonly Fault[], what: string): Workload {
  return {
    name,
    describe: `${wholeTickets} tickets with ${wholeExport.entries} entries each, each request by itself, where ${what}; reference: the same without faults. ratio = seconds without faults to seconds with them`,
    async run({ scale, profile, tell }): Promise<Measured> {
      const tickets = Math.round(wholeTickets * scale);
      return onScene({ tickets }, profile, async (scene) => {
        tell('without faults');
        const smooth = await play(scene, 'smooth', []);
        tell('with faults');
        const rough = await play(scene, 'rough', chosen);
        const struck = Object.values(rough.target.struck).reduce((sum, count) => sum + count, 0);
        return {
          ours: {
            ...figuresOf(rough),
            faults: struck,
            ...rough.target.struck,
            extraCallsPerFault: round((callsOf(rough) - callsOf(smooth)) / struck),
          },
          reference: figuresOf(smooth),
          ratio: round(smooth.ours.seconds / rough.ours.seconds),
        };
      });
    },
  };
}

async function play(scene: Scene, name: string, chosen: readonly Fault[]): Promise<Played> {
  const target = await startTarget({}, chosen);
  try {
    const ours = await scene.ours(name, target.url, 'batch: false');
    return { ours, target: await target.figures(), gaps: gapsOf(await target.truth(), scene.exported) };
  } finally {
    await target.stop();
  }
}

function callsOf({ target }: Played): number {
  return target.reads + target.writes;
}

function figuresOf({ ours, target, gaps }: Played): Figures {
  const { reads, writes } = target;
  return { seconds: round(ours.seconds), ...gaps, dead: ours.dead, calls: reads + writes, reads, writes };
}

export const faultsOfAllKinds = faultsOf(
  'faults',
  faults,
  '0.2 % of the writes are committed and answered 500, 1 % answered 500 before, 1 % cut before',
);
export const commitThen500 = faultsOf('commit-then-500', only, '0.2 % of the writes are committed and answered 500');
