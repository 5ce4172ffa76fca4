import { startChild } from '../child.js';
import type { ReferenceFigures } from '../reference/main.js';
import type { Figures, Measured, Workload } from '../workload.js';
import { wholeExport, type MigrationExport } from './export.js';
import { alone, onScene, startTarget } from './scene.js';
import type { SimulatorFigures } from './simulator.js';
import { requireWhole, round } from './whole.js';

const ofOne = `${wholeExport.entries} entries and ${1 / wholeExport.fileEvery} files`;

export const migrate: Workload = {
  name: 'migrate',
  describe: `${wholeExport.tickets} tickets with ${ofOne} each, from an export on disk to a simulated ServiceNow without latency, plan included; reference: the least that is safe from a crash, with the same calls through the same door. ratio = tickets per second, ours to the reference`,
  async run({ scale, profile, tell }): Promise<Measured> {
    const tickets = Math.round(wholeExport.tickets * scale);
    return onScene({ tickets }, profile, async (scene) => {
      tell('ours');
      const [ours, oursAtTarget] = await against((url) => scene.ours('ours', url), scene.exported);
      tell('reference');
      const [reference, referenceAtTarget] = await against(
        (url) =>
          alone<ReferenceFigures>(startChild('reference/main.js'), {
            exportFolder: scene.exportFolder,
            dataFolder: scene.fresh('reference'),
            url,
          }),
        scene.exported,
      );
      const rate = tickets / ours.seconds;
      const bare = tickets / reference.seconds;
      return {
        ours: {
          ...figuresOf(ours, oursAtTarget, tickets),
          planSeconds: round(ours.planSeconds),
          pullSeconds: round(ours.pullSeconds),
          pushSeconds: round(ours.pushSeconds),
        },
        reference: figuresOf(reference, referenceAtTarget, tickets),
        ratio: round(rate / bare),
      };
    });
  },
};

type Worker = Omit<ReferenceFigures, 'created'>;

/** Works against a fresh target; throws when not all arrived there exactly once. */
async function against<T>(
  work: (url: string) => Promise<T>,
  exported: MigrationExport,
): Promise<[T, SimulatorFigures]> {
  const target = await startTarget();
  try {
    const done = await work(target.url);
    const figures = await target.figures();
    requireWhole(await target.truth(), exported);
    return [done, figures];
  } finally {
    await target.stop();
  }
}

function figuresOf(worker: Worker, target: SimulatorFigures, tickets: number): Figures {
  return {
    tickets,
    seconds: round(worker.seconds),
    ticketsPerSecond: Math.round(tickets / worker.seconds),
    readsPerTicket: round(target.reads / tickets),
    writesPerTicket: round(target.writes / tickets),
    requestsPerTicket: round(target.requests / tickets),
    peakMegabytes: Math.round(worker.peakMegabytes),
    cpuSeconds: round(worker.cpuSeconds),
    databaseCpuSeconds: round(worker.databaseCpuSeconds),
    targetCpuSeconds: round(target.cpuSeconds),
    targetCpuShare: round(target.cpuSeconds / worker.seconds),
  };
}
