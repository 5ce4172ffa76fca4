import { availableParallelism } from 'node:os';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { bugs } from './simulation/mirror/bugs.js';
import { sendOut } from './simulation/mirror/crew.js';
import { summed, type Errand, type Report } from './simulation/mirror/errand.js';
import { keepRegression, regressions } from './simulation/mirror/regressions.js';
import { kinds } from './simulation/mirror/kinds.js';
import { tell } from './simulation/mirror/story.js';

// npm run simulate -- --seeds N [--from S] [--tools a,b,c] [--processes P] [--keep] [--trace] [--json]
// npm run simulate -- --store postgres --seeds 500        the same over PostgreSQL; determinism is not asked
// npm run simulate -- --planted [--within N] [--json]

const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '1000' },
    from: { type: 'string', default: '0' },
    tools: { type: 'string' },
    planted: { type: 'boolean', default: false },
    within: { type: 'string', default: '10000' },
    processes: { type: 'string', default: String(availableParallelism()) },
    keep: { type: 'boolean', default: false },
    trace: { type: 'boolean', default: false },
    store: { type: 'string', default: 'memory' },
    json: { type: 'boolean', default: false },
  },
});
const tools = values.tools?.split(',') ?? null;
const unknown = tools?.find((tool) => !(tool in kinds));
const store = values.store === 'postgres' ? 'postgres' : 'memory';
const atOnce = 20;

if (store === 'postgres') process.env['PASSERELLE_TEST_RUN'] = String(process.pid);
if (unknown !== undefined) {
  console.error(`expected tools among ${Object.keys(kinds).join(', ')}, came «${unknown}»`);
  process.exitCode = 1;
} else if (values.trace) await trace(Number(values.from));
else if (values.planted) await plant();
else await simulate();
if (store === 'postgres') await stopServer();

/** The throw-away server that the stories shared (libs/store/testing). */
async function stopServer(): Promise<void> {
  const path = pathToFileURL(`${process.cwd()}/test/global-teardown.mjs`).href;
  const { default: stop } = (await import(path)) as { readonly default: () => Promise<void> | void };
  await stop();
}

/** One story with all that happened in it. */
async function trace(seed: number): Promise<void> {
  const { trace: lines, faults } = await tell({ seed, traced: true, ...(tools && { tools }) });
  console.log([...lines, '', ...faults].join('\n'));
  if (faults.length > 0) process.exitCode = 1;
}

async function simulate(): Promise<void> {
  const [from, count] = [Number(values.from), Number(values.seeds)];
  const known = tools === null ? regressions() : [];
  const errands: Errand[] = known.map(({ seed, tools: asked, weather }) => ({
    kind: 'seeds',
    seeds: [seed],
    tools: asked,
    ...(weather && { weather }),
    store,
  }));
  for (let at = from; at < from + count; at += atOnce) {
    const seeds = Array.from({ length: Math.min(atOnce, from + count - at) }, (_, nth) => at + nth);
    errands.push({ kind: 'seeds', seeds, tools, store });
  }
  const reports: Report[] = [];
  const began = process.hrtime.bigint();
  await sendOut(errands, Number(values.processes), (report) => {
    reports.push(report);
    for (const { seed, faults, tools: asked } of report.failures) {
      const which = asked === null ? '' : ` --tools ${asked.join(',')}`;
      console.error(`seed ${seed} (npm run simulate -- --trace --from ${seed}${which})`);
      for (const fault of faults.slice(0, 8)) console.error(`  ${fault.split('\n', 1)[0]}`);
      if (values.keep) keepRegression({ seed, tools: asked, why: faults[0] ?? '' });
    }
  });
  const seconds = Number(process.hrtime.bigint() - began) / 1e9;
  const happened = summed(reports.map((report) => report.happened));
  const result = {
    seeds: reports.reduce((sum, { seeds }) => sum + seeds, 0),
    violations: reports.reduce((sum, { failures }) => sum + failures.length, 0),
    kills: reports.reduce((sum, { kills }) => sum + kills, 0),
    faults: Object.fromEntries(Object.entries(happened).toSorted(([a], [b]) => (a < b ? -1 : 1))),
  };
  if (result.violations > 0) process.exitCode = 1;
  if (values.json) return console.log(JSON.stringify(result));
  console.log(`${result.seeds} stories in ${seconds.toFixed(1)} s, ${result.violations} of them went wrong`);
  for (const [what, times] of Object.entries(result.faults)) console.log(`  ${String(times).padStart(8)} ${what}`);
}

async function plant(): Promise<void> {
  const errands = bugs.map(({ name }): Errand => ({ kind: 'bug', name, within: Number(values.within) }));
  let found = 0;
  await sendOut(errands, Number(values.processes), ({ found: one }) => {
    if (!one) return;
    if (one.seed !== null) found += 1;
    console.error(
      one.seed === null ? `NOT FOUND ${one.name}` : `${String(one.seed + 1).padStart(6)} stories: ${one.name}`,
    );
  });
  if (found < bugs.length) process.exitCode = 1;
  if (values.json) console.log(JSON.stringify({ planted: bugs.length, found }));
  else console.log(`${found} of ${bugs.length} planted bugs were found`);
}
