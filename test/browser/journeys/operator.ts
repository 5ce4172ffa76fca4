import type { Browser } from 'playwright-core';
import { expectNone, expectTrue, type Checks } from '../checks.js';
import { openReader } from '../reader.js';
import type { BrowserStage } from '../stage.js';

/** Somebody who keeps it running, in French: looks, checks, pauses with a reason, asks why. */
export async function operator(checks: Checks, browser: Browser, stage: BrowserStage): Promise<void> {
  const reader = await openReader(browser, stage, { login: 'operatrice' });
  const { page } = reader;

  await checks.check('an operator sees how each connection fares, and has one checked', async () => {
    await reader.go('/operations');
    const card = page.getByRole('article').filter({ hasText: 'glpi' });
    await card.getByText('En bonne santé').waitFor();
    await card.getByRole('button', { name: 'Tester' }).click();
    await card.getByText(/Tout fonctionne|Quelque chose/).waitFor();
  });

  await checks.check(
    'an operator pauses a connection with a reason, which everybody sees, and resumes it',
    async () => {
      await reader.go('/operations/connections');
      const card = page.getByRole('article').filter({ hasText: 'servicenow' });
      await card.getByRole('button', { name: 'Mettre en pause' }).click();
      const dialog = page.getByRole('dialog');
      expectTrue(
        await dialog.getByRole('button', { name: 'Mettre en pause' }).isDisabled(),
        'expected no pause without a reason',
      );
      await dialog.getByRole('textbox', { name: 'Motif' }).fill('Montée de version ce midi');
      await dialog.getByRole('button', { name: 'Mettre en pause' }).click();
      await page.getByText('«Montée de version ce midi»').waitFor();
      await page.getByRole('button', { name: 'Reprendre' }).click();
      await page.getByText('«Montée de version ce midi»').waitFor({ state: 'detached' });
    },
  );

  await checks.check('an operator reads what one connection did over time as charts', async () => {
    await reader.go('/operations/connections/glpi');
    await page.getByText('Passages en échec').waitFor();
    await page.locator('svg.recharts-surface').first().waitFor();
  });

  await checks.check('an operator asks why a value is what it is, and sees each tool’s own words', async () => {
    await reader.go('/tickets');
    await page.getByRole('link', { name: 'Ordinateur portable à remplacer' }).click();
    await page.getByRole('button', { name: 'Pourquoi « Nature » vaut cela' }).click();
    await page.getByRole('dialog').getByText('Pourquoi cette valeur').waitFor();
    await page.getByRole('dialog').getByText('servicenow').first().waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('tab', { name: 'Dans chaque outil' }).click();
    await page.getByText('short_description').waitFor();
  });

  await checks.check('an operator pauses one ticket with a reason, and lets it go on', async () => {
    await reader.go('/tickets');
    await page.getByRole('link', { name: 'Restitution de matériel' }).click();
    await page.getByRole('button', { name: 'Autres actions' }).click();
    await page.getByRole('menuitem', { name: 'Mettre ce ticket en pause' }).click();
    await page.getByRole('dialog').getByRole('textbox', { name: 'Motif' }).fill('Le fournisseur reprend le lot');
    await page.getByRole('dialog').getByRole('button', { name: 'Mettre en pause' }).click();
    await page.getByText('En pause', { exact: true }).waitFor();
    await page.getByRole('button', { name: 'Autres actions' }).click();
    await page.getByRole('menuitem', { name: 'Reprendre ce ticket' }).click();
    await page.getByText('En pause', { exact: true }).waitFor({ state: 'detached' });
  });

  await checks.check('an operator finds every part of operations, empty ones with a reason to be glad', async () => {
    for (const [part, text] of [
      ['routes', 'miroir'],
      ['runs', /Passages|Aucun passage/],
      ['conflicts', /Aucun conflit|Prendre leur valeur/],
      ['quarantine', /Quarantaine vide|Relire/],
      ['dead-letters', /Aucune lettre morte|Renvoyer/],
    ] as const) {
      await reader.go(`/operations/${part}`);
      await page
        .getByRole('tabpanel')
        .getByText(text)
        .first()
        .or(page.getByRole('tab').getByText(text))
        .first()
        .waitFor();
    }
  });

  await checks.check('an operator’s day leaves no error in the browser and asks nothing of others', async () => {
    expectNone(reader.troubles, 'errors in the browser');
    expectNone(reader.strangers, 'requests to others');
  });
  await reader.close();
}
