import type { Browser } from 'playwright-core';
import type { Checks } from './checks.js';
import { expectNone, expectTrue } from './checks.js';
import { openReader } from './reader.js';
import type { BrowserStage } from './stage.js';
import { living, watch } from './traps.js';
import { vectors } from './vectors.js';

/** Strings that others can write, by the name of their field. */
const free = new Set([
  'title',
  'text',
  'description',
  'name',
  'number',
  'site',
  'organisation',
  'callbackPhone',
  'service',
  'reason',
  'detail',
  'advice',
  'email',
  'login',
  'code',
  'url',
  'serial',
  'mime',
  'by',
  'who',
  'what',
  'value',
  'native',
  'error',
  'why',
  'field',
]);
const lists = new Set(['tags', 'connections', 'copies', 'awaiting', 'steps', 'attachments']);

/** The same answer with another vector in each of its free texts, from `from` on. */
export function poison(answer: unknown, from: number): unknown {
  let next = from;
  const take = (): string => vectors[next++ % vectors.length] ?? '';
  const walk = (value: unknown, name: string): unknown => {
    if (typeof value === 'string') return free.has(name) ? take() : value;
    if (Array.isArray(value))
      return value.map((one) => (typeof one === 'string' && lists.has(name) ? take() : walk(one, name)));
    if (value === null || typeof value !== 'object') return value;
    return Object.fromEntries(
      Object.entries(value).map(([key, one]) => [key, key === 'custom' ? { [take()]: take() } : walk(one, key)]),
    );
  };
  return walk(answer, '');
}

/** A ticket that says all of them: fifty lines, fifty files, and people of such names. */
function grow(ticket: Record<string, unknown>, from: number): Record<string, unknown> {
  const at = (offset: number): string => vectors[(from + offset) % vectors.length] ?? '';
  const person = (offset: number) => ({
    key: `k${offset}`,
    name: at(offset),
    email: at(offset + 1),
    login: null,
    employeeNumber: null,
    cut: false,
  });
  const origin = { connection: 'glpi', number: '1' };
  const moment = '2025-11-18T10:54:35.000Z';
  const none = { copies: [], awaiting: [], task: null, solution: null, verdict: null, approval: null, refusedBy: null };
  return {
    ...ticket,
    title: at(0),
    description: at(1),
    timeline: Array.from({ length: 50 }, (_, nth) => ({
      id: `l${nth}`,
      kind: 'comment',
      audience: nth % 2 ? 'internal' : 'public',
      text: at(nth),
      author: person(nth),
      at: moment,
      origin,
      ...none,
    })),
    attachments: Array.from({ length: 50 }, (_, nth) => ({
      id: `f${nth}`,
      name: at(nth),
      mime: nth % 3 ? 'text/html' : 'image/svg+xml',
      size: 1,
      audience: 'public',
      author: person(nth),
      at: moment,
      origin,
      available: true,
    })),
    people: { ...(ticket['people'] as object), requester: person(2), assignee: person(3), beneficiary: person(4) },
    references: [
      {
        connection: 'glpi',
        number: at(5),
        url: `javascript:pwned()//${from}`,
        class: null,
        tombstone: null,
        waiting: 0,
        stuck: 0,
      },
    ],
  };
}

export async function withVectors(checks: Checks, browser: Browser, stage: BrowserStage): Promise<void> {
  await checks.check(
    'the traps spring where a page is careless: scripts that run and requests that leave are seen',
    async () => {
      const context = await browser.newContext();
      const page = await context.newPage();
      const ran = await watch(page);
      const left: string[] = [];
      await context.route(/evil\.example/, (route) => route.abort());
      page.on('request', (request) => left.push(request.url()));
      await page.goto('about:blank');
      await page.setContent('<img src=x onerror="pwned()"><img src="http://evil.example/p.png"><iframe></iframe>');
      await page.waitForTimeout(500);
      expectTrue(ran.length > 0, 'expected the planted script to be seen');
      expectTrue(
        left.some((url) => url.includes('evil.example')),
        'expected the planted request to be seen',
      );
      expectTrue((await living(page)).length >= 2, 'expected the planted elements to be seen');
      await context.close();
    },
  );

  await checks.check(
    `${vectors.length} vectors in titles, bodies, journals, file names and names of people: no script runs, nothing is asked of others`,
    async () => {
      const reader = await openReader(browser, stage, { login: 'admin' });
      const { page, strangers } = reader;
      const ran = await watch(page);
      let from = 0;
      await page.route(/\/api\/v1\/tickets\/[^/?]+$/, async (route) => {
        if (route.request().method() !== 'GET') return route.continue();
        const response = await route.fetch();
        return route.fulfill({ response, json: grow((await response.json()) as Record<string, unknown>, from) });
      });
      await page.getByRole('table').getByRole('link').first().click();
      await page.getByRole('article').first().waitFor();
      const address = new URL(page.url()).pathname;
      const seen = new Set<string>();
      for (from = 0; from < vectors.length; from += 50) {
        await reader.go(address);
        await page.getByRole('article').nth(40).waitFor();
        expectNone(await living(page), 'living elements on a ticket');
        // A canary: the text is really there, as text.
        const shown = await page.locator('article, h1, bdi').allInnerTexts();
        for (const text of shown) seen.add(text);
        await page.getByRole('tab').nth(1).click();
        await page.locator('[data-audience] b').nth(40).waitFor();
        expectNone(await living(page), 'living elements among files');
      }
      expectTrue(seen.size > vectors.length / 2, `expected the texts to be shown, ${seen.size} were`);
      expectNone(ran, 'scripts that ran');
      expectNone(strangers, 'requests to others');
      await reader.close();
    },
  );

  await checks.check('every answer of every page poisoned: no script runs, nothing is asked of others', async () => {
    const reader = await openReader(browser, stage, { login: 'admin' });
    const { page, strangers } = reader;
    const ran = await watch(page);
    let from = 0;
    const address = new URL(
      (await page.getByRole('table').getByRole('link').first().getAttribute('href')) ?? '',
      stage.url,
    ).pathname;
    await page.route(/\/api\/v1\/(?!session|events)/, async (route) => {
      const response = await route.fetch();
      if (!(response.headers()['content-type'] ?? '').includes('json')) return route.fulfill({ response });
      from += 37;
      return route.fulfill({ response, json: poison(await response.json(), from) });
    });
    const pages = [
      '/tickets',
      address,
      '/tickets/new',
      '/replies',
      '/account',
      '/operations/connections',
      '/operations/routes',
      '/operations/runs',
      '/operations/conflicts',
      '/operations/quarantine',
      '/operations/dead-letters',
      '/operations/connections/glpi',
      '/migrations',
      '/administration/users',
      '/administration/audit',
    ];
    for (const path of pages) {
      await reader.go(path).catch((error: unknown) => {
        throw new Error(`${path}: ${String(error)} ${reader.troubles.join(' ')}`);
      });
      expectNone(await living(page), `living elements on ${path}`);
    }
    expectNone(ran, 'scripts that ran');
    expectNone(strangers, 'requests to others');
    await reader.close();
  });

  await checks.check('vectors that people wrote in the tools themselves come through the river as text', async () => {
    const [servicenow, glpi] = stage.desks.all;
    if (!servicenow || !glpi) throw new Error('expected two tools');
    const some = vectors.filter((_, nth) => nth % 19 === 0).slice(0, 24);
    for (const [nth, vector] of some.entries()) {
      const desk = nth % 2 ? glpi : servicenow;
      const id = await desk.world.humans.open(`xss${nth} ${vector}`.slice(0, 150));
      await desk.world.humans.write?.(id, desk.journals.public, vector);
      await desk.world.humans.attach?.(
        id,
        `piece ${nth} ${vector.replaceAll(/[/\\\0\n]/g, '')}.html`.slice(0, 120),
        Buffer.from(vector),
      );
    }
    const reader = await openReader(browser, stage, { login: 'technicien' });
    const { page, strangers } = reader;
    const ran = await watch(page);
    let links: readonly string[] = [];
    for (let tries = 0; tries < 60 && links.length < some.length; tries += 1) {
      await reader.go('/tickets?own=1&text=xss&sort=updated');
      await page.waitForTimeout(1_000);
      const all = await page
        .getByRole('table')
        .getByRole('link')
        .evaluateAll((found) => found.map((link) => link.getAttribute('href') ?? ''));
      links = [...new Set(all)];
      if (links.length < some.length) await reader.go('/tickets?own=1&sort=created');
      const created = await page
        .getByRole('link', { name: /xss\d+/ })
        .evaluateAll((found) => found.map((link) => link.getAttribute('href') ?? ''));
      links = [...new Set([...links, ...created])];
    }
    expectTrue(links.length >= 12, `expected the tickets to come through, ${links.length} of ${some.length} did`);
    for (const link of links) {
      await reader.go(link);
      await page.getByRole('tab').nth(1).click();
      expectNone(await living(page), 'living elements');
    }
    expectNone(ran, 'scripts that ran');
    expectNone(strangers, 'requests to others');
    await reader.close();
  });
}
