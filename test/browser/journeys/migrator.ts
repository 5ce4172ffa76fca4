import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { expectNone, expectTrue, type Checks } from '../checks.js';
import { eventually } from '../eventually.js';
import { openReader, settle } from '../reader.js';
import { migrationRoute as route, openMigrationStage } from '../migration-stage.js';
import { violationsOf } from '../look.js';

/** What a machine with other work needs for two hundred tickets, in milliseconds. */
const patience = 120_000;

/** Somebody who moves CASSIUS into ServiceNow, in French and on screen alone. */
export async function migrator(checks: Checks, browser: Browser): Promise<void> {
  const stage = await openMigrationStage();
  const incidents = (): number => stage.sandbox.servicenow.records('incident').length;
  const before = incidents();
  const reader = await openReader(browser, stage, { login: 'admin' });
  const { page } = reader;
  const job = async (): Promise<Readonly<Record<'verb' | 'state' | 'started', string>> | null> => {
    const answer = await reader.context.request.get(`/api/v1/migrations/${route}`);
    return ((await answer.json()) as { readonly job: Awaited<ReturnType<typeof job>> }).job;
  };
  /** Begins something on screen and waits until the page says that it is done. */
  const through = async (word: string, begin: () => Promise<void>): Promise<void> => {
    const last = (await job())?.started ?? '';
    await begin();
    await eventually(
      `«${word}» has ended`,
      async () => {
        const now = await job();
        return now !== null && now.started !== last && now.state !== 'going';
      },
      patience,
    );
    await page.getByRole('heading', { level: 2, name: `${word} terminé` }).waitFor();
  };
  const sound = async (what: string): Promise<void> => {
    await settle(page);
    expectNone(await violationsOf(page), what);
  };
  const press = (name: string) => page.getByRole('button', { name, exact: true }).click();
  const plan = (): Promise<void> => through('Plan', () => press('Faire le plan'));
  const run = page.getByRole('button', { name: 'Migrer', exact: true });

  await checks.check('a migrator sees which words are undecided before anything is written', async () => {
    await reader.go(`/migrations/${route}`);
    await plan();
    await page.getByText('«À l’étude»').waitFor();
    expectTrue(await run.isDisabled(), 'expected no way to run');
    await sound('violations that axe finds in a plan');
    expectTrue(incidents() === before, 'expected nothing to be written by a plan');
  });

  await checks.check(
    'a migrator decides a word on screen: its row is shown as a difference, then written',
    async () => {
      await page.getByRole('button', { name: 'Décider' }).click();
      const dialog = page.getByRole('dialog');
      await dialog.getByRole('combobox').fill('pend');
      await page.getByRole('option', { name: /^En attente/ }).click();
      await dialog.getByRole('button', { name: 'Voir la différence' }).click();
      await dialog.getByText(/^\+.*À l’étude.*pending/).waitFor();
      await sound('violations that axe finds in a difference');
      const file = join(stage.folder, 'mappings/sites/cassius.yaml');
      await dialog.getByRole('button', { name: 'Écrire dans le fichier' }).click();
      await dialog.waitFor({ state: 'detached' });
      expectTrue(readFileSync(file, 'utf8').includes('À l’étude'), 'expected the row in the file of the site');
      await page.getByText('refaites le plan').first().waitFor();
      await plan();
      await page.getByText('«À l’étude»').waitFor({ state: 'detached' });
      expectTrue(await run.isEnabled(), 'expected a ready plan');
    },
  );

  await checks.check(
    'a migrator says who somebody is of whom the target has two, and the next plan knows',
    async () => {
      await page.getByRole('link', { name: 'Reconnaître les personnes' }).click();
      const card = page.locator('section').filter({ hasText: 'Marie Martin' }).first();
      await card
        .getByRole('button', { name: /^C’est ce compte .+/ })
        .first()
        .click();
      await page.getByText('Décision gardée').waitFor();
      await sound('violations that axe finds among the people');
      await reader.go(`/migrations/${route}`);
      await plan();
    },
  );

  await checks.check('a migrator runs a pilot of ten, then the rest, and sees how far it is', async () => {
    await reader.go(`/migrations/${route}`);
    await page.getByRole('textbox', { name: 'Taille du pilote' }).fill('10');
    await through('Migrer', () => press('Pilote'));
    await through('Migrer', async () => {
      await run.click();
      await page.getByRole('dialog').getByRole('button', { name: 'Migrer' }).click();
      await page.getByRole('progressbar').first().waitFor();
    });
    expectTrue(incidents() > before, 'expected the incidents in the target');
  });

  await checks.check('a migrator has it verified ticket by ticket, and nothing is missing', async () => {
    await reader.go(`/migrations/${route}`);
    await through('Vérifier', () => press('Vérifier'));
    await page.getByRole('tab', { name: 'Vérification' }).click();
    await page.getByText('Tout est arrivé').waitFor();
    await sound('violations that axe finds in a verification');
  });

  await checks.check('a migrator sees what a rollback would take back, and takes nothing back by looking', async () => {
    const there = incidents();
    await reader.go(`/migrations/${route}`);
    await through('Simuler un retour', () => press('Simuler un retour'));
    await page.getByRole('tab', { name: 'Retour arrière' }).click();
    await page.getByRole('heading', { name: /^Seraient retirés \([1-9]\d*\)/ }).waitFor();
    expectTrue(incidents() === there, 'expected a preview to remove nothing');
    await sound('violations that axe finds in a rollback');
  });

  await checks.check('a migrator’s day leaves no error in the browser and asks nothing of others', async () => {
    expectNone(reader.troubles, 'errors in the browser');
    expectNone(reader.strangers, 'requests to others');
  });
  await reader.close();
  await stage.close();
}
