import type { Browser, BrowserContext, Page } from 'playwright-core';
import { password, type BrowserStage } from './stage.js';

export interface ReaderWish {
  /** Null for somebody without an account. */
  readonly login: string | null;
  readonly language?: 'fr' | 'en';
  readonly dark?: boolean;
  readonly width?: number;
}

/** Somebody at a browser of their own, and whatever went wrong in it. */
export interface Reader {
  readonly page: Page;
  readonly context: BrowserContext;
  /** Errors of scripts and of the policy, refused loads, and answers of the server that nobody expected. */
  readonly troubles: string[];
  /** Requests to anywhere but the host. */
  readonly strangers: string[];
  go(path: string): Promise<void>;
  close(): Promise<void>;
}

const words = {
  fr: { login: 'Identifiant', password: 'Mot de passe', enter: 'Se connecter' },
  en: { login: 'Login', password: 'Password', enter: 'Sign in' },
} as const;

export async function openReader(
  browser: Browser,
  { url }: Pick<BrowserStage, 'url'>,
  wish: ReaderWish,
): Promise<Reader> {
  const { login, language = 'fr', dark = false, width = 1440 } = wish;
  const context = await browser.newContext({
    viewport: { width, height: 900 },
    locale: language === 'fr' ? 'fr-FR' : 'en-GB',
    timezoneId: 'Europe/Paris',
    colorScheme: dark ? 'dark' : 'light',
    reducedMotion: 'reduce',
    baseURL: url,
  });
  context.setDefaultTimeout(15_000);
  const page = await context.newPage();
  const troubles: string[] = [];
  const strangers: string[] = [];
  page.on('pageerror', (error) => troubles.push(`script: ${error.message}`));
  page.on('console', (message) => {
    if (message.type() === 'error') troubles.push(`console: ${message.text()}`);
  });
  context.on('request', (request) => {
    const asked = request.url();
    if (!asked.startsWith(`${url}/`) && !asked.startsWith('data:') && !asked.startsWith('blob:')) strangers.push(asked);
  });
  const reader: Reader = {
    page,
    context,
    troubles,
    strangers,
    go: async (path) => {
      await page.goto(path);
      await page.locator('h1').first().waitFor();
      await settle(page);
    },
    close: () => context.close(),
  };
  if (login === null) return reader;
  await page.goto('/sign-in');
  const said = words[language];
  await page.getByLabel(said.login, { exact: false }).fill(login);
  await page.locator('input[autocomplete="current-password"]').fill(password);
  await page.getByRole('button', { name: said.enter, exact: true }).click();
  await page
    .getByRole('table')
    .or(page.getByRole('main').getByText(/^(Aucun ticket|No ticket)/))
    .first()
    .waitFor();
  return reader;
}

/** Nothing is loading any more on what is shown. */
export async function settle(page: Page): Promise<void> {
  await page.locator('[aria-busy="true"]').first().waitFor({ state: 'detached' });
  await page.waitForTimeout(150);
}
