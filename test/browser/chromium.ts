import { existsSync } from 'node:fs';
import { chromium, type Browser } from 'playwright-core';

const usual = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome', '/snap/bin/chromium'];

/** Where a Chromium is; null where none is. Nothing is installed or downloaded from here. */
export function findChromium(named = process.env['CHROMIUM']): string | null {
  return [...(named ? [named] : []), ...usual].find((path) => existsSync(path)) ?? null;
}

export const howToGetIt = [
  'expected a Chromium for the browser tests, none was found',
  '→ Debian, Ubuntu: apt-get install -y chromium',
  '→ elsewhere: install Chromium or Chrome and name it, CHROMIUM=/path/to/chrome npm run e2e',
].join('\n');

export function launch(executablePath: string): Promise<Browser> {
  return chromium.launch({
    executablePath,
    // Chromium's own sandbox wants rights that a container does not give to root.
    args: ['--no-sandbox', '--disable-background-networking', '--disable-component-update', '--no-first-run'],
  });
}
