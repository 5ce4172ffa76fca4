import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Provider } from 'oidc-provider';
import type { Browser } from 'playwright-core';
import { expectNone, expectTrue, type Checks } from '../checks.js';
import { openReader, type Reader } from '../reader.js';
import { openHost } from '../stage.js';

const people = new Map([
  ['zoe', { name: 'Zoé Müller', email: 'zoe@exemple.fr', groups: ['dsi-support'] }],
  ['paul', { name: 'Paul Girard', email: 'paul@exemple.fr', groups: ['juridique'] }],
]);
const client = { id: 'passerelle', secret: 'secret-de-passerelle' } as const;

/** Somebody whose account is an OpenID provider's: a real one on loopback (`oidc-provider`), with pages of its own. */
export async function elsewhere(checks: Checks, browser: Browser): Promise<void> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const host = await openHost(() => configurationOf(issuer));
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: client.id,
        client_secret: client.secret,
        redirect_uris: [`${host.url}/api/v1/session/oidc/callback`],
      },
    ],
    claims: { openid: ['sub'], profile: ['name', 'preferred_username'], email: ['email'], groups: ['groups'] },
    findAccount: (_, id) => ({
      accountId: id,
      claims: () => Promise.resolve({ sub: id, preferred_username: id, ...people.get(id) }),
    }),
  });
  server.on('request', provider.callback());

  /** Through the provider's own pages: who one is, then that the console may know it. */
  const signIn = async (reader: Reader, login: string): Promise<void> => {
    const { page } = reader;
    // The provider's own page asks for a font, which is nobody's business here.
    await page.route('https://fonts.googleapis.com/**', (route) =>
      route.fulfill({ contentType: 'text/css', body: '' }),
    );
    await reader.go('/tickets');
    await page.getByRole('link', { name: 'Continuer avec Académie' }).click();
    await page.locator('input[name="login"]').fill(login);
    await page.locator('input[name="password"]').fill('x');
    await page.locator('button[type="submit"]').click();
    await page.getByRole('button', { name: 'Continue' }).click();
  };
  const strangersOf = ({ strangers }: Reader): readonly string[] =>
    strangers.filter((address) => !address.startsWith(`${issuer}/`) && !address.includes('//fonts.googleapis.com/'));

  await checks.check('somebody signs in at their own provider, with the rights of their groups there', async () => {
    const reader = await openReader(browser, host, { login: null });
    const { page } = reader;
    await signIn(reader, 'zoe');
    await page.getByRole('navigation').first().waitFor();
    expectTrue(page.url().startsWith(`${host.url}/tickets`), `expected to come back to the list, ${page.url()} came`);
    const session = await reader.context.request.get('/api/v1/session');
    const { me } = (await session.json()) as { readonly me: { readonly name: string; readonly role: string } | null };
    expectTrue(
      me?.name === 'Zoé Müller' && me.role === 'agent',
      `expected Zoé as an agent, ${JSON.stringify(me)} came`,
    );
    expectNone(strangersOf(reader), 'requests to others than the provider');
    expectNone(reader.troubles, 'errors in the browser');
    await reader.close();
  });

  await checks.check('somebody whom the provider knows and nobody here is told so on a page of ours', async () => {
    const reader = await openReader(browser, host, { login: null });
    await signIn(reader, 'paul');
    await reader.page.getByText('personne ne vous a donné de compte ici').waitFor();
    await reader.page.getByRole('link', { name: 'Continuer avec Académie' }).waitFor();
    expectNone(strangersOf(reader), 'requests to others than the provider');
    await reader.close();
  });

  await host.close();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
}

function configurationOf(issuer: string): string {
  const oidc = {
    issuer,
    client: client.id,
    secret: client.secret,
    label: 'Académie',
    scopes: ['openid', 'profile', 'email', 'groups'],
    roles: { 'dsi-support': 'agent' },
  };
  return [
    'database: embedded',
    'data: ./data',
    'log: error',
    `host: ${JSON.stringify({ listen: '127.0.0.1:0', oidc })}`,
    'connections: {}',
    'routes: []',
  ].join('\n');
}
