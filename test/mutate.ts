import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { readScores } from './mutation/score.js';

// npm run mutate -- [--only libs/sync/listen.ts,…] [--share 0.05] [--seed 1] [--processes 2] [--floor 80] [--json]
//   [--specs 'libs/sync/conflict.spec.ts,…']   what these specs alone find

/** Whatever of the suite exercises the two rooms and needs no database. */
const specs = [
  'libs/sync/**/*.spec.ts',
  'libs/mapping/**/*.spec.ts',
  'libs/migration/*.spec.ts',
  'connectors/*/mapping.spec.ts',
  'connectors/*/mirrored.spec.ts',
  'connectors/*/solved.spec.ts',
  'connectors/*/round-trip.spec.ts',
  'connectors/*/routes.spec.ts',
  'connectors/*/seed.spec.ts',
  'test/mutation/stories.mutation.ts',
  'test/people/people.spec.ts',
  'test/scenarios/scenarios.spec.ts',
  'test/leaks/leaks.spec.ts',
  'test/simulation/mirror/oddities.spec.ts',
];

const { values } = parseArgs({
  options: {
    only: { type: 'string' },
    share: { type: 'string', default: '1' },
    seed: { type: 'string', default: '1' },
    processes: { type: 'string', default: '2' },
    floor: { type: 'string', default: '80' },
    specs: {
      type: 'string',
      default: specs.join(','),
    },
    json: { type: 'boolean', default: false },
  },
});
const rooms = ['libs/sync', 'libs/mapping'];
const tested = ['**/*.ts', '!**/*.spec.ts', '!**/testing/**', '!**/index.ts'];
const work = mkdtempSync(join(tmpdir(), 'passerelle-mutation-'));
const found = join(work, 'mutation.json');
const seen = join(work, 'seen.json');
const config = join(work, 'stryker.json');

writeFileSync(
  config,
  JSON.stringify({
    testRunner: 'by-file',
    jest: { configFile: 'test/mutation/jest.config.js', enableFindRelatedTests: true },
    testRunnerNodeArgs: ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning'],
    plugins: [
      '@stryker-mutator/jest-runner',
      ...['sample.mjs', 'runner.mjs'].map((one) => join(process.cwd(), 'test/mutation', one)),
    ],
    checkers: ['sample'],
    coverageAnalysis: 'perTest',
    mutate:
      values.only?.split(',') ??
      rooms.flatMap((room) => tested.map((one) => (one[0] === '!' ? `!${room}/${one.slice(1)}` : `${room}/${one}`))),
    concurrency: Number(values.processes),
    dryRunTimeoutMinutes: 30,
    // A time-out counts as a kill: on a machine that other work fills it must take a loop without end, not a slow minute.
    timeoutMS: 60_000,
    timeoutFactor: 2,
    reporters: ['progress-append-only', 'json'],
    jsonReporter: { fileName: found },
    tempDirName: join(work, 'sandbox'),
    allowEmpty: true,
    disableTypeChecks: false,
    allowConsoleColors: false,
  }),
);

const stryker = createRequire(import.meta.url).resolve('@stryker-mutator/core/package.json');
const run = spawnSync(process.execPath, [join(stryker, '../bin/stryker.js'), 'run', config], {
  stdio: ['ignore', process.stderr.fd, process.stderr.fd],
  env: {
    ...process.env,
    MUTATION_SHARE: values.share,
    MUTATION_SEED: values.seed,
    MUTATION_SPECS: values.specs,
    MUTATION_SEEN: seen,
  },
});
if (run.status !== 0)
  throw new Error(`the mutation run ended with ${run.status ?? run.signal}; what it said stands above`);

const { scores, survivors } = readScores(found, rooms);
rmSync(work, { recursive: true, force: true });
for (const { at, mutator, instead } of survivors) console.error(`survived ${at} ${mutator}: ${instead}`);
const measured = scores.filter(({ mutants }) => mutants > 0);
if (measured.length === 0) throw new Error('no mutant was drawn: a larger --share, or other files in --only');
if (measured.some(({ score }) => score < Number(values.floor))) process.exitCode = 1;
if (values.json) console.log(JSON.stringify({ share: Number(values.share), scores: measured }));
else
  for (const { room, score, error, mutants, timedOut, survived, uncovered } of measured)
    console.log(
      `${room}: ${score} % of ${mutants} mutants killed (± ${error}; ${timedOut} never ended), ${survived} survived, ${uncovered} in no test`,
    );
