import { round } from '../migration/whole.js';
import type { Figures, Measured, Workload } from '../workload.js';
import type { Latencies } from './desks.js';
import { hookSecret, onMirror } from './scene.js';

const wholeSamples = 100;
const tickets = 20;
const every = 5;
/** Seconds that were asked for: woken, half of all and 99 of 100; polled, 99 of 100 within the interval and one second. */
const asked = { wokenP50: 0.5, wokenP99: 2, polledP99: every + 1 };

export const latency: Workload = {
  name: 'latency',
  describe: `somebody comments in one ServiceNow; seconds until it stands in the other, ${wholeSamples} times each: woken by a signed webhook, and polled every ${every} s without one. The host with PostgreSQL, HTTP on loopback. reference: what was asked. ratio = the worst of ours to what was asked: at most 1`,
  async run({ scale, profile, tell }): Promise<Measured> {
    const samples = Math.max(10, Math.round(wholeSamples * scale));
    return onMirror(profile, async (scene) => {
      await scene.ask({ ask: 'open', tickets });
      const rarely = await scene.configure({ every: '1h', pace: null });
      await scene.sync(rarely);
      tell('woken');
      const hook = { url: scene.hookUrl, secret: hookSecret };
      const woken = await scene.host(rarely, () =>
        scene.ask<Latencies>({ ask: 'comment', samples, most: 60_000, hook }),
      );
      tell('polled');
      const often = await scene.configure({ every: `${every}s`, pace: null });
      const polled = await scene.host(often, () =>
        scene.ask<Latencies>({ ask: 'comment', samples, most: 60_000, hook: null }),
      );
      const [one, two] = [percentiles(woken), percentiles(polled)];
      const ours = { wokenP50: one.p50, wokenP99: one.p99, polledP50: two.p50, polledP99: two.p99 };
      const names = Object.keys(asked) as (keyof typeof asked)[];
      const figures: Figures = { samples, ...ours };
      return {
        ours: figures,
        reference: asked,
        ratio: round(Math.max(...names.map((name) => ours[name] / asked[name]))),
      };
    });
  },
};

function percentiles(all: Latencies): { readonly p50: number; readonly p99: number } {
  const came = all.filter((one) => one !== null).sort((a, b) => a - b);
  if (came.length < all.length)
    throw new Error(`expected every comment in the other tool, ${all.length - came.length} did not come`);
  const at = (share: number): number => round((came[Math.ceil(came.length * share) - 1] ?? Number.NaN) / 1_000);
  return { p50: at(0.5), p99: at(0.99) };
}
