import { parseArgs } from 'node:util';
import { spread } from './kill/stories.js';
import { allCases, bitten, plants, tellAll } from './leaks/matrix.js';

// npm run leaks -- [--cases N] [--planted] [--json]

const { values } = parseArgs({
  options: {
    cases: { type: 'string' },
    planted: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
  },
});
const all = allCases();
const began = performance.now();
const progress = (text: string): void =>
  console.error(`${((performance.now() - began) / 1000).toFixed(0).padStart(5)} s  ${text}`);

const sums = [];
if (values.planted) {
  for (const [name, plant] of Object.entries(plants)) {
    const sum = await tellAll(spread(bitten(name, all), Number(values.cases ?? 150)), plant, () => undefined);
    progress(`${name}: ${sum.leaks} of ${sum.cases} cases leak`);
    sums.push(sum);
  }
} else {
  let last = 0;
  const chosen = spread(all, Number(values.cases ?? all.length));
  const sum = await tellAll(chosen, null, (done) => {
    if (performance.now() - last < 10_000 && done < chosen.length) return;
    last = performance.now();
    progress(`${done} of ${chosen.length} cases`);
  });
  for (const line of sum.told.slice(0, 40)) console.error(line);
  progress(
    `${sum.reads} endpoints were read, our own follow page showed ${sum.followed} tickets; ${Object.entries(sum.fates)
      .map(([fate, count]) => `${count} ${fate}`)
      .join(', ')}`,
  );
  sums.push(sum);
}
const result = {
  cases: sums.reduce((total, { cases }) => total + cases, 0),
  leaks: sums.reduce((total, { leaks }) => total + leaks, 0),
};
const wrong = values.planted
  ? sums.some(({ leaks }) => leaks === 0)
  : sums.some(({ leaks, fates }) => leaks + fates.missing > 0);
if (wrong) process.exitCode = 1;
console.log(values.json ? JSON.stringify(result) : `${result.cases} cases, ${result.leaks} leaks`);
