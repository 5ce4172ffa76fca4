import type { Browser } from 'playwright-core';
import { expectNone, expectTrue, type Checks } from '../checks.js';
import { openReader } from '../reader.js';
import type { BrowserStage } from '../stage.js';

/** Those who may do less: somebody who only reads, and a requester without an account. */
export async function others(checks: Checks, browser: Browser, stage: BrowserStage): Promise<void> {
  await checks.check(
    'a viewer sees no internal line, no act and no tool of operators, wherever they look',
    async () => {
      const reader = await openReader(browser, stage, { login: 'lecteur' });
      const { page } = reader;
      const bodies: string[] = [];
      page.on('response', (response) => {
        if (response.url().includes('/api/v1/'))
          void response.text().then(
            (text) => bodies.push(text),
            () => undefined,
          );
      });
      await reader.go('/tickets');
      await page.getByRole('link', { name: 'Ordinateur très lent' }).click();
      await page.getByText('Très lent depuis la mise à jour').waitFor();
      expectTrue((await page.locator('article[data-audience="internal"]').count()) === 0, 'expected no internal line');
      for (const name of ['Prendre en charge', 'Affecter', 'Répondre au demandeur', 'Note interne'])
        expectTrue((await page.getByRole('button', { name }).count()) === 0, `expected no button «${name}»`);
      for (const name of ['Exploitation', 'Comptes', 'Audit', 'Nouveau ticket'])
        expectTrue((await page.getByRole('link', { name }).count()) === 0, `expected no link «${name}»`);
      await page.goto('/administration/users');
      await page.getByRole('alert').waitFor();
      expectNone(
        bodies
          .filter((text) => /Disque plein|ne pas le dire|Borne à remplacer/.test(text))
          .map((text) => text.slice(0, 80)),
        'internal texts in answers',
      );
      expectTrue(bodies.length > 5, 'expected answers to have been looked at');
      await reader.close();
    },
  );

  await checks.check('a requester without an account follows their ticket, and a stranger learns nothing', async () => {
    const admin = await openReader(browser, stage, { login: 'admin' });
    const listed = (await (await admin.context.request.get('/api/v1/tickets?limit=100')).json()) as {
      readonly rows: readonly { readonly id: string; readonly number: string | null }[];
    };
    let found: { readonly number: string; readonly email: string; readonly title: string } | null = null;
    for (const { id, number } of listed.rows) {
      const whole = (await (await admin.context.request.get(`/api/v1/tickets/${id}`)).json()) as {
        readonly title: string;
        readonly audience: string;
        readonly people: { readonly requester: { readonly email: string | null } | null };
      };
      const email = whole.people.requester?.email;
      if (email && number && whole.audience === 'public') found ??= { number, email, title: whole.title };
    }
    await admin.close();
    if (!found) throw new Error('expected a public ticket whose requester has an address');
    const reader = await openReader(browser, stage, { login: null, language: 'fr' });
    const { page } = reader;
    await reader.go('/follow');
    const ask = async (number: string, email: string): Promise<void> => {
      await page.getByLabel('Numéro de la demande').fill(number);
      await page.getByLabel('Adresse électronique').fill(email);
      await page.getByRole('button', { name: 'Retrouver ma demande' }).click();
    };
    await ask(found.number, found.email);
    await page.getByRole('heading', { level: 2, name: found.title }).waitFor();
    await ask(found.number, 'autre@exemple.fr');
    await page.getByText('Aucune demande trouvée').waitFor();
    await ask('INC9999999', found.email);
    await page.getByText('Aucune demande trouvée').waitFor();
    expectNone(reader.troubles, 'errors in the browser');
    expectNone(reader.strangers, 'requests to others');
    await reader.close();
  });
}
