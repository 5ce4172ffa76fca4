import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { dieForReal, type RealDeaths } from './kill/real.js';
import { allDeaths, dieSimulated } from './kill/simulated.js';

// npm run kill -- [--points N] [--real N] [--seed S] [--processes P] [--json]

const { values } = parseArgs({
  options: {
    points: { type: 'string' },
    real: { type: 'string' },
    seed: { type: 'string', default: '20261122' },
    processes: { type: 'string', default: String(availableParallelism()) },
    json: { type: 'boolean', default: false },
  },
});
const most = 50;

const deaths = await allDeaths();
const asked = values.points === undefined ? deaths.length + most : Number(values.points);
if (!Number.isSafeInteger(asked) || asked < 1) throw new Error(`expected a number of points, came «${values.points}»`);
const points = Math.min(asked, deaths.length + most);
// A real death takes seconds: one in twenty of few, all fifty of a thousand and more.
const real = values.real === undefined ? Math.min(most, Math.ceil(points / 20)) : Math.min(Number(values.real), points);
const began = performance.now();
const progress = (text: string): void =>
  console.error(`${((performance.now() - began) / 1000).toFixed(0).padStart(5)} s  ${text}`);
if (points < asked) progress(`${asked} points were asked for, there are ${points}`);
progress(`${points - real} of ${deaths.length} steps in simulated stories, ${real} kill -9 of the host`);

let last = 0;
const simulated = await dieSimulated(deaths, points - real, Number(values.processes), (done, of) => {
  if (performance.now() - last < 10_000 && done < of) return;
  last = performance.now();
  progress(`${done} of ${of} simulated deaths`);
});
const none: RealDeaths = { points: 0, violations: [], people: { needs: 0, lines: 0, internal: 0, files: 0 } };
const killed =
  real === 0
    ? none
    : await dieForReal(real, Number(values.seed), (done) => {
        if (done % 5 === 0 || done === real) progress(`${done} of ${real} real deaths`);
      });
const { people } = killed;
if (real > 0)
  progress(
    `compared in both: ${people.needs} tickets, ${people.lines} lines (${people.internal} internal), ${people.files} files`,
  );
const violations = [...simulated.violations, ...killed.violations];
for (const violation of violations.slice(0, 40)) console.error(violation);
if (violations.length > 0) process.exitCode = 1;
const result = { points: simulated.points + killed.points, violations: violations.length };
console.log(values.json ? JSON.stringify(result) : `${result.points} kills, ${result.violations} violations`);
