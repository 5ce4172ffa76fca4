import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { findRoot } from '@passerelle/runtime';
import type { Browser } from 'playwright-core';
import { pages } from './pages.js';
import { openReader } from './reader.js';
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
  const href = await reader.page.getByRole('link', { name: 'Ordinateur très lent' }).first().getAttribute('href');
  for (const [name, path] of pages) {
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
  const dark = await openReader(browser, stage, { login: 'supervisor', language: 'en', dark: true, width: 1360 });
  await dark.go(href ?? '');
  await dark.page.screenshot({ path: join(folder, 'ticket-dark.png') });
  await dark.close();
  const small = await openReader(browser, stage, { login: 'technicien', width: 390 });
  await small.page.screenshot({ path: join(folder, 'tickets-small.png') });
  await small.close();
}
