import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { findRoot } from '@passerelle/runtime';
import type { Browser } from 'playwright-core';
import { migrationRoute, openMigrationStage } from './migration-stage.js';
import { pages } from './pages.js';
import { openReader, type Reader } from './reader.js';
import type { BrowserStage } from './stage.js';

/** Pictures of each page for the README of the console: `npm run e2e -- --screenshots`. */
export async function takeScreenshots(browser: Browser, stage: BrowserStage): Promise<void> {
  const folder = join(findRoot(), 'apps/console/screenshots');
  mkdirSync(folder, { recursive: true });
  const stranger = await openReader(browser, stage, { login: null, width: 1180 });
  for (const [name, path] of [
    ['sign-in', '/sign-in'],
    ['follow', '/follow'],
  ] as const) {
    await stranger.go(path);
    await stranger.page.screenshot({ path: join(folder, `${name}.png`) });
  }
  await stranger.close();
  const reader = await openReader(browser, stage, { login: 'admin', width: 1360 });
  await gather(reader);
  const href = await reader.page.getByRole('link', { name: 'Ordinateur très lent' }).first().getAttribute('href');
  for (const [name, path] of pages.filter(([name]) => name !== 'people')) {
    await reader.go(path === 'ticket' ? (href ?? '') : path);
    await reader.page.waitForTimeout(600);
    await reader.page.screenshot({ path: join(folder, `${name}.png`) });
    if (name !== 'ticket') continue;
    await reader.page.keyboard.press('n');
    await reader.page.waitForTimeout(400);
    await reader.page.screenshot({ path: join(folder, 'note.png') });
    await reader.page.keyboard.press('Escape');
    await reader.page.keyboard.press('s');
    await reader.page.keyboard.type('Profils purgés, 40 Go libérés.');
    await reader.page.waitForTimeout(1_200);
    await reader.page.screenshot({ path: join(folder, 'solve.png') });
    await reader.page.keyboard.press('Escape');
  }
  await reader.close();
  await takeMigration(browser, folder);
  const dark = await openReader(browser, stage, { login: 'supervisor', language: 'en', dark: true, width: 1360 });
  await dark.page.screenshot({ path: join(folder, 'tickets-dark.png') });
  await dark.go(href ?? '');
  await dark.page.screenshot({ path: join(folder, 'ticket-dark.png') });
  await dark.go('/operations/connections/glpi');
  await dark.page.waitForTimeout(600);
  await dark.page.screenshot({ path: join(folder, 'connection-dark.png') });
  await dark.close();
  const small = await openReader(browser, stage, { login: 'technicien', width: 390 });
  await small.page.screenshot({ path: join(folder, 'tickets-small.png') });
  await small.go(href ?? '');
  await small.page.screenshot({ path: join(folder, 'ticket-small.png') });
  await small.go('/tickets/new');
  await small.page.screenshot({ path: join(folder, 'create-small.png') });
  await small.close();
}

/** A plan with a word to decide, its difference, and the people to match. */
async function takeMigration(browser: Browser, folder: string): Promise<void> {
  const stage = await openMigrationStage();
  const reader = await openReader(browser, stage, { login: 'admin', width: 1360 });
  const { page } = reader;
  const take = async (name: string): Promise<void> => {
    await page.waitForTimeout(500);
    await page.screenshot({ path: join(folder, `${name}.png`) });
  };
  await reader.go(`/migrations/${migrationRoute}`);
  await page.getByRole('button', { name: 'Faire le plan' }).click();
  await page.getByRole('button', { name: 'Décider' }).click({ timeout: 120_000 });
  await page.getByRole('dialog').getByRole('combobox').fill('pend');
  await page.getByRole('option').first().click();
  await page.getByRole('dialog').getByRole('button', { name: 'Voir la différence' }).click();
  await page.getByRole('dialog').getByRole('figure').waitFor();
  await take('decide');
  await page.keyboard.press('Escape');
  await take('plan');
  await reader.go('/operations/people');
  await take('people');
  await reader.close();
  await stage.close();
}

/** Three tickets of one outage, so that the list shows how they stand together. */
async function gather({ page }: Reader): Promise<void> {
  const table = page.getByRole('table');
  for (const title of ['Wifi très lent', 'Accès VPN', 'Messagerie'])
    await table.getByRole('row').filter({ hasText: title }).getByRole('checkbox').click();
  await page.getByRole('toolbar').getByRole('button', { name: 'Même panne' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('radio', { name: /Wifi très lent/ }).check();
  await dialog.getByRole('button', { name: 'Rattacher' }).click();
  await page.getByText('Tickets rattachés.').waitFor();
}
