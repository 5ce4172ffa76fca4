import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { planMigration } from '@passerelle/migration';
import { findRoot } from '@passerelle/runtime';
import { startSandbox } from '../../sandbox/sandbox.js';
import { exits, type Exit } from '../exit.js';
import type { Output } from '../output.js';
import { inSession } from '../session.js';
import { showPlan } from './plan.js';
import { runShown } from './run.js';
import { verifyShown } from './verify.js';

/** Tickets of the demonstration's pilot. */
const pilot = 10;

/** The whole of a migration, on the sample export and the sandbox ServiceNow, in a folder that goes afterwards. */
export async function demo(output: Output): Promise<Exit> {
  const folder = await mkdtemp(join(tmpdir(), 'passerelle-demo-'));
  const sandbox = await startSandbox({ port: 0 });
  try {
    const file = join(folder, 'passerelle.yaml');
    await writeFile(file, configurationOf(sandbox.servicenowUrl, join(findRoot(), 'apps/sandbox/sample/cassius')));
    return await inSession(file, { writes: true }, async ({ house, holder, signal }) => {
      const ends = await house.ends('cassius-vers-servicenow');
      const { steps, done } = output.words.demo;
      const limits = { lease: 30_000 };
      output.say(`\n${steps[0]}\n`);
      const { plan } = await planMigration(ends, { signal, tell: () => undefined, limit: null });
      showPlan(plan, output);
      const arguments_ = { approved: plan, where: {}, acceptMails: plan.forecast.mails, holder, signal, limits };
      output.say(`\n${steps[1]}\n`);
      const first = await planMigration(ends, { signal, tell: () => undefined, limit: pilot });
      await runShown(ends, { ...arguments_, approved: first.plan, only: pilot }, output);
      output.say(`\n${steps[2]}\n`);
      await runShown(ends, { ...arguments_, approved: null, only: null }, output);
      output.say(`\n${steps[3]}\n`);
      const verification = await verifyShown(
        ends,
        { numbers: undefined, sample: undefined, sampleSize: 20, signal },
        output,
      );
      const { tickets, entries, attachments } = verification;
      output.answer({ tickets, entries, attachments });
      if (verification.whole) output.say(done);
      return entries.crossed > 0 ? exits.visibility : verification.whole ? exits.fine : exits.gap;
    });
  } finally {
    await sandbox.close();
    await rm(folder, { recursive: true, force: true });
  }
}

function configurationOf(url: string, sample: string): string {
  return `
database: embedded
data: ./data
connections:
  cassius:
    connector: cassius
    folder: ${JSON.stringify(sample)}
    timezone: Europe/Paris
  servicenow:
    connector: servicenow
    url: ${JSON.stringify(url)}
    auth: { kind: basic, user: passerelle, password: passerelle }
    timezone: Europe/Paris
routes:
  - name: cassius-vers-servicenow
    from: cassius
    to: servicenow
    mode: migrate
    language: fr
    choices: { missingGroup: HELPDESK, nameAlone: link }
`;
}
