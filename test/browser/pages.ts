import type { Browser } from 'playwright-core';
import { expectNone, type Checks } from './checks.js';
import { violationsOf } from './look.js';
import { openReader, settle, type ReaderWish } from './reader.js';
import type { BrowserStage } from './stage.js';

export const pages = [
  ['tickets', '/tickets'],
  ['ticket', 'ticket'],
  ['create', '/tickets/new'],
  ['replies', '/replies'],
  ['account', '/account'],
  ['connections', '/operations/connections'],
  ['connection', '/operations/connections/glpi'],
  ['routes', '/operations/routes'],
  ['runs', '/operations/runs'],
  ['conflicts', '/operations/conflicts'],
  ['quarantine', '/operations/quarantine'],
  ['dead-letters', '/operations/dead-letters'],
  ['people', '/operations/people'],
  ['migrations', '/migrations'],
  ['users', '/administration/users'],
  ['audit', '/administration/audit'],
] as const;

const looks: readonly Omit<ReaderWish, 'login'>[] = [
  { language: 'fr' },
  { language: 'en', dark: true },
  { language: 'fr', width: 390 },
];

/** axe on each page, in both languages and themes, and on a telephone. */
export async function withAxe(checks: Checks, browser: Browser, stage: BrowserStage): Promise<void> {
  for (const look of looks) {
    const named = `${look.language}${look.dark ? ', dark' : ''}${look.width ? `, ${look.width} px wide` : ''}`;
    await checks.check(`axe finds nothing on any page (${named})`, async () => {
      const found: string[] = [];
      const stranger = await openReader(browser, stage, { ...look, login: null });
      for (const path of ['/sign-in', '/follow']) {
        await stranger.go(path);
        found.push(...(await violationsOf(stranger.page)).map((one) => `${path}: ${one}`));
      }
      await stranger.close();
      const reader = await openReader(browser, stage, { ...look, login: 'admin' });
      const { page } = reader;
      const href = await page.getByRole('link', { name: 'Ordinateur très lent' }).first().getAttribute('href');
      for (const [name, path] of pages) {
        await reader.go(path === 'ticket' ? (href ?? '') : path);
        found.push(...(await violationsOf(page)).map((one) => `${name}: ${one}`));
        if (name !== 'ticket') continue;
        await page.keyboard.press('n');
        await page.keyboard.press('Escape');
        for (const key of ['n', 's', 'a']) {
          await page.keyboard.press(key);
          await settle(page);
          found.push(...(await violationsOf(page)).map((one) => `${name} after ${key}: ${one}`));
          // The first may only close a list of suggestions.
          await page.keyboard.press('Escape');
          await page.keyboard.press('Escape');
          await page.getByRole('dialog').waitFor({ state: 'detached' });
        }
      }
      expectNone(reader.troubles, 'errors in the browser');
      expectNone(reader.strangers, 'requests to others');
      await reader.close();
      expectNone(found, 'violations');
    });
  }
}
