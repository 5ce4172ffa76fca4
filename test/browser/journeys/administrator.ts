import type { Browser } from 'playwright-core';
import { expectNone, expectTrue, type Checks } from '../checks.js';
import { openReader } from '../reader.js';
import { password, type BrowserStage } from '../stage.js';

/** Somebody who lets people in: accounts, tokens, audit. In French, and once in English. */
export async function administrator(checks: Checks, browser: Browser, stage: BrowserStage): Promise<void> {
  const reader = await openReader(browser, stage, { login: 'admin' });
  const { page } = reader;

  await checks.check('an administrator makes an account, which must choose its own password first', async () => {
    await reader.go('/administration/users');
    await page.getByRole('button', { name: 'Nouveau compte' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('textbox', { name: /^Identifiant/ }).fill('josiane');
    await dialog.getByRole('textbox', { name: /^Nom/ }).fill('Josiane Albin');
    await dialog.locator('input[autocomplete="new-password"]').fill('donne par la direction');
    await dialog.getByRole('button', { name: 'Enregistrer' }).click();
    await page.getByRole('rowheader', { name: /Josiane Albin/ }).waitFor();
    const other = await openReader(browser, stage, { login: null });
    await other.page.goto('/sign-in');
    await other.page.getByLabel('Identifiant').fill('josiane');
    await other.page.locator('input[autocomplete="current-password"]').fill('donne par la direction');
    await other.page.getByRole('button', { name: 'Se connecter', exact: true }).click();
    await other.page.getByText(/choisissez le vôtre/).waitFor();
    await other.page.locator('input[autocomplete="current-password"]').fill('donne par la direction');
    await other.page.locator('input[autocomplete="new-password"]').fill(password);
    await other.page.getByRole('button', { name: 'Changer le mot de passe' }).click();
    await other.page.getByText(/choisissez le vôtre/).waitFor({ state: 'detached' });
    await other.go('/tickets');
    await other.page.getByRole('table').waitFor();
    await other.close();
  });

  await checks.check('a wrong password is refused without saying what was wrong', async () => {
    const other = await openReader(browser, stage, { login: null, language: 'en' });
    await other.page.goto('/sign-in?to=//evil.example');
    await other.page.getByLabel('Login').fill('admin');
    await other.page.locator('input[autocomplete="current-password"]').fill('wrong');
    await other.page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await other.page.getByRole('alert').waitFor();
    expectNone(other.strangers, 'requests to others');
    await other.close();
  });

  await checks.check('a token is shown once, may be copied, and is revoked', async () => {
    await reader.go('/account');
    await page.getByRole('textbox', { name: /^Nom/ }).fill('Tableau de bord');
    await page.getByRole('button', { name: 'Créer un jeton' }).click();
    await page.getByText('il ne sera plus jamais affiché').waitFor();
    await page.reload();
    await page.getByRole('cell', { name: 'Tableau de bord' }).waitFor();
    expectTrue(
      (await page.getByText('il ne sera plus jamais affiché').count()) === 0,
      'expected the secret to be gone',
    );
    await page.getByRole('button', { name: 'Révoquer' }).first().click();
    await page.getByRole('cell', { name: 'Tableau de bord' }).waitFor({ state: 'detached' });
  });

  await checks.check('an administrator finds in the audit what was done', async () => {
    await reader.go('/administration/audit');
    await page.getByRole('row').filter({ hasText: 'makeUser' }).first().waitFor();
    await page.getByRole('textbox', { name: 'Action' }).fill('makeToken');
    await page.getByRole('row').filter({ hasText: 'makeUser' }).first().waitFor({ state: 'detached' });
    await page.getByRole('row').filter({ hasText: 'makeToken' }).first().waitFor();
  });

  await checks.check('the other language is one click away and stays', async () => {
    await reader.go('/tickets');
    await page.getByRole('button', { name: /Marie Colombo/ }).click();
    await page.getByRole('menuitem', { name: 'English' }).click();
    await page.getByRole('heading', { level: 1, name: 'Open tickets' }).waitFor();
    await page.getByRole('link', { name: /To take/ }).waitFor();
    await page.reload();
    await page.getByRole('heading', { level: 1, name: 'Open tickets' }).waitFor();
    await page.getByRole('button', { name: /Marie Colombo/ }).click();
    await page.getByRole('menuitem', { name: 'Français' }).click();
    await page.getByRole('heading', { level: 1, name: 'Tickets ouverts' }).waitFor();
  });

  await checks.check('an administrator’s day leaves no error in the browser and asks nothing of others', async () => {
    expectNone(reader.troubles, 'errors in the browser');
    expectNone(reader.strangers, 'requests to others');
  });
  await reader.close();
}
