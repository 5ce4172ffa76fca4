import { parseArgs } from 'node:util';
import Table from 'cli-table3';
import { medianOf, type Repeated } from './median.js';
import type { Measured, Workload } from './workload.js';
import { workloads } from './workloads.js';

// npm run bench -- <name> [--runs N] [--scale S] [--profile FOLDER] [--json]: measures, beside a reference in the same run. Never a test.

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    json: { type: 'boolean', default: false },
    runs: { type: 'string', default: '1' },
    scale: { type: 'string', default: '1' },
    profile: { type: 'string' },
  },
});
const [name, ...others] = positionals;
const runs = Number(values.runs);
const scale = Number(values.scale);
const workload = workloads.find((one) => one.name === name);

if (name === undefined && others.length === 0) list();
else if (!workload || others.length > 0)
  refuse(`expected one of ${workloads.map((one) => one.name).join(', ')}, came «${positionals.join(' ')}»`);
else if (!Number.isInteger(runs) || runs < 1) refuse(`expected --runs to be a number from 1 on, came «${values.runs}»`);
else if (!(scale > 0 && scale <= 50)) refuse(`expected --scale to be above 0 and 50 at most, came «${values.scale}»`);
else await measure(workload);

function list(): void {
  for (const one of workloads) console.log(`${one.name.padEnd(16)} ${one.describe}`);
  console.log('\nnpm run bench -- <name> [--runs N] [--scale 0.1] [--profile FOLDER] [--json]');
}

function refuse(message: string): void {
  console.error(`bench: ${message}`);
  process.exitCode = 2;
}

async function measure(chosen: Workload): Promise<void> {
  const tell = (line: string): void => console.error(`${chosen.name}: ${line}`);
  const measured: Measured[] = [];
  for (let run = 1; run <= runs; run += 1) {
    if (runs > 1) tell(`run ${run} of ${runs}`);
    measured.push(await chosen.run({ scale, tell, profile: values.profile ?? null }));
  }
  const median = medianOf(measured);
  if (!values.json) show(chosen, median);
  else console.log(JSON.stringify({ name: chosen.name, ...median }));
}

function show({ name: title, describe }: Workload, { ours, reference, ratio, ratios }: Repeated): void {
  const table = new Table({
    head: [title, 'ours', 'reference'],
    colAligns: ['left', 'right', 'right'],
    style: { head: [], border: [], compact: true },
  });
  for (const figure of new Set([...Object.keys(ours), ...Object.keys(reference)]))
    table.push([figure, String(ours[figure] ?? ''), String(reference[figure] ?? '')]);
  console.log(`${describe}\n${table.toString()}`);
  console.log(`ratio ${ratio}${ratios ? ` (median of ${ratios.length}: ${ratios.join(', ')})` : ''}`);
}
