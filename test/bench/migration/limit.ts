import type { Measured, Workload } from '../workload.js';
import { wholeExport } from './export.js';
import { onScene, startTarget } from './scene.js';
import { requireWhole, round } from './whole.js';

const perSecond = 200;
const wholeTickets = 3_000;

/** A target that lets in so many calls in any second and answers 429 to the others, and a connection that knows it. */
function limitOf(name: string, batch: string, what: string): Workload {
  return {
    name,
    describe: `${wholeTickets} tickets with ${wholeExport.entries} entries each to a target that takes ${perSecond} calls in any second, ${what}; reference: the bound, as many calls at exactly that rate. ratio = share of the limit that was used, from the first write to the last call`,
    async run({ scale, profile, tell }): Promise<Measured> {
      const tickets = Math.round(wholeTickets * scale);
      return onScene({ tickets }, profile, async (scene) => {
        const target = await startTarget({ perSecond });
        try {
          tell('ours');
          const ours = await scene.ours('ours', target.url, `pace: { perSecond: ${perSecond} }, ${batch}`);
          const { reads, writes, tooMany, busiestSecond, steady } = await target.figures();
          requireWhole(await target.truth(), scene.exported);
          const bound = steady.calls / perSecond;
          return {
            ours: {
              tickets,
              seconds: round(ours.seconds),
              ticketsPerSecond: round(tickets / ours.seconds),
              calls: reads + writes,
              steadyCalls: steady.calls,
              steadySeconds: round(steady.seconds),
              callsPerSecond: round(steady.calls / steady.seconds),
              refusedWith429: tooMany,
              busiestSecond,
            },
            reference: { steadyCalls: steady.calls, steadySeconds: round(bound), callsPerSecond: perSecond },
            ratio: round(bound / steady.seconds),
          };
        } finally {
          await target.stop();
        }
      });
    },
  };
}

export const limit = limitOf('limit', 'batch: false', 'each request by itself, so that the limit binds');
export const limitBatches = limitOf(
  'limit-batches',
  'batch: { size: 20 }',
  'through the Batch API, which counts as one',
);
