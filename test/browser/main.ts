import { parseArgs } from 'node:util';
import { openChecks } from './checks.js';
import { findChromium, howToGetIt, launch } from './chromium.js';
import { liveADay } from './day.js';
import { eventually } from './eventually.js';
import { administrator } from './journeys/administrator.js';
import { elsewhere } from './journeys/elsewhere.js';
import { migrator } from './journeys/migrator.js';
import { operator } from './journeys/operator.js';
import { others } from './journeys/others.js';
import { supervisor } from './journeys/supervisor.js';
import { technician } from './journeys/technician.js';
import { withAxe } from './pages.js';
import { openReader } from './reader.js';
import { takeScreenshots } from './screenshots.js';
import { openBrowserStage } from './stage.js';
import { withVectors } from './xss.js';

// npm run e2e -- [--only «part of a sentence»] [--screenshots]

const { values } = parseArgs({
  options: { only: { type: 'string' }, screenshots: { type: 'boolean', default: false } },
});
const executable = findChromium();
if (executable === null) {
  console.error(howToGetIt);
  process.exitCode = 1;
} else await main(executable);

async function main(path: string): Promise<void> {
  const checks = openChecks(values.only ?? null, (line) => console.error(line));
  const stage = await openBrowserStage();
  const browser = await launch(path);
  try {
    const needs = await liveADay(stage.desks);
    const first = await openReader(browser, stage, { login: 'admin' });
    await eventually('the day’s tickets are in the list', async () => {
      const answer = await first.context.request.get('/api/v1/tickets/counts?by=kind');
      return ((await answer.json()) as { readonly total: number }).total >= needs;
    });
    await first.close();
    if (values.screenshots) await takeScreenshots(browser, stage);
    else {
      for (const journey of [technician, supervisor, operator, administrator, others])
        await journey(checks, browser, stage);
      await withAxe(checks, browser, stage);
      await withVectors(checks, browser, stage);
      await migrator(checks, browser);
      await elsewhere(checks, browser);
    }
  } finally {
    await browser.close();
    await stage.close();
  }
  const failures = checks.failures();
  console.log(JSON.stringify({ checks: checks.count(), failures }));
  if (failures.length > 0) process.exitCode = 1;
}
