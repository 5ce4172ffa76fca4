import { existsSync, globSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, resolve } from 'node:path';
import { Worker } from 'node:worker_threads';
import { PluginKind, commonTokens, declareFactoryPlugin, tokens } from '@stryker-mutator/api/plugin';
import { strykerPlugins as jestPlugins } from '@stryker-mutator/jest-runner';

/**
 * Stryker's jest runner, one spec file at a time: only files with a test that came by the mutant's place, the likeliest first,
 * until one of them minds. Which file that is was seen in the first run and stands in MUTATION_SEEN, since the process that
 * saw it may have been ended by a mutant that never ends.
 */
function byFile(injector) {
  const jest = injector.injectFunction(jestPlugins.find(({ name }) => name === 'jest').factory);
  const seen = process.env.MUTATION_SEEN;
  const limit = new Float64Array(new SharedArrayBuffer(8)).fill(Infinity);
  const watch = new Worker(new URL('watch.mjs', import.meta.url), { workerData: limit.buffer });
  watch.unref();
  const used = () => {
    const { user, system } = process.cpuUsage();
    return user + system;
  };
  return {
    init: () => jest.init(),
    capabilities: () => jest.capabilities(),

    async dryRun(options) {
      const tests = [];
      const files = {};
      let last;
      for (const pattern of process.env.MUTATION_SPECS.split(','))
        for (const spec of globSync(pattern).toSorted()) {
          const before = { ...last?.mutantCoverage?.static };
          const start = used();
          last = await jest.dryRun({ ...options, testFiles: [resolve(spec)] });
          if (last.status !== 'complete') return last;
          const loaded = Object.entries(last.mutantCoverage?.static ?? {}).filter(([id, hits]) => hits !== before[id]);
          files[spec] = {
            tests: Object.fromEntries(last.tests.map(({ id, timeSpentMs }) => [id, timeSpentMs])),
            static: loaded.map(([id]) => id),
            cpu: used() - start,
          };
          tests.push(...last.tests);
        }
      writeFileSync(seen, JSON.stringify(files));
      return { ...last, tests };
    },

    async mutantRun(options) {
      const { activeMutant, testFilter } = options;
      const asked = new Set(testFilter);
      // This mutant ended the process before this one: it never ends.
      const mark = `${seen}.${activeMutant.id}`;
      if (existsSync(mark)) return { status: 'timeout' };
      watch.postMessage(mark);
      const stem = basename(activeMutant.fileName, '.ts');
      const near = (spec) =>
        basename(spec, '.spec.ts') === stem ? 2 : activeMutant.fileName.includes(`/${dirname(spec)}/`) ? 1 : 0;
      const specs = Object.entries(JSON.parse(readFileSync(seen, 'utf8')))
        .map(([spec, { tests, static: loaded, cpu }]) => {
          const called = Object.keys(tests).filter((id) => asked.has(id));
          const wanted = testFilter === undefined ? loaded.includes(activeMutant.id) : called.length > 0;
          const cost = (testFilter === undefined ? Object.keys(tests) : called).reduce((sum, id) => sum + tests[id], 0);
          return { spec, called, wanted, cost, cpu };
        })
        .filter(({ wanted }) => wanted)
        .toSorted((a, b) => near(b.spec) - near(a.spec) || a.cost - b.cost);
      let survived = { status: 'survived', nrOfTests: 0 };
      for (const { spec, called, cpu } of specs) {
        limit[0] = used() + 20_000_000 + 5 * cpu;
        const said = await jest.mutantRun({
          ...options,
          // Stryker's limit is a hundred times what all tests together came by the place: minutes of a loop that never ends.
          // Of what is evaluated when a module is loaded it has none, and no spec comes by one place so often.
          hitLimit: options.hitLimit === undefined ? 100_000_000 : Math.ceil(options.hitLimit / 20),
          sandboxFileName: resolve(spec),
          testFilter: testFilter === undefined ? undefined : called,
        });
        limit[0] = Infinity;
        // The spec could not even be loaded: the suite is red, whatever no test of it says.
        if (said.status === 'error')
          return { status: 'killed', killedBy: [spec], failureMessage: said.errorMessage, nrOfTests: 1 };
        if (said.status !== 'survived') return said;
        survived = { ...said, nrOfTests: survived.nrOfTests + said.nrOfTests };
      }
      return survived;
    },
  };
}
byFile.inject = tokens(commonTokens.injector);

export const strykerPlugins = [declareFactoryPlugin(PluginKind.TestRunner, 'by-file', byFile)];
