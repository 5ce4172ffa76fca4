import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connectors } from '@passerelle/connectors';
import { openStore, startEmbedded, type Account } from '@passerelle/store';
import { hashPassword } from '@passerelle/runtime';
import { startHost } from '../../apps/host/host.js';
import { openDesks, type Desks } from '../kill/desks.js';

export const password = 'correct cheval pile agrafe';

/** The service as it is shipped, with its embedded PostgreSQL, between a ServiceNow and a GLPI on loopback. */
export interface BrowserStage {
  readonly url: string;
  readonly desks: Desks;
  close(): Promise<void>;
}

const people: readonly (Pick<Account, 'login' | 'name' | 'role' | 'internal'> & Partial<Account>)[] = [
  { login: 'admin', name: 'Marie Colombo', role: 'administrator', internal: true },
  { login: 'operatrice', name: 'Aïcha Benali', role: 'operator', internal: true },
  { login: 'technicien', name: 'Loïc Medori', role: 'agent', internal: true },
  { login: 'supervisor', name: 'Catherine Buffet', role: 'agent', internal: true, language: 'en' },
  { login: 'lecteur', name: 'Paul Smith', role: 'viewer', internal: false },
];

/** The host on loopback, with people who may sign in, over what `configuration` says beside its folder. */
export async function openHost(
  configuration: (folder: string) => string,
): Promise<{ readonly url: string; readonly folder: string; close(): Promise<void> }> {
  const folder = mkdtempSync(join(tmpdir(), 'passerelle-browser-'));
  const server = await startEmbedded({ folder: join(folder, 'data', 'postgres') });
  const opened = openStore(server.database);
  await opened.migrate();
  const secret = await hashPassword(password);
  for (const person of people) await opened.access.keepAccount(accountOf(person, secret));
  await opened.close();
  const file = join(folder, 'passerelle.yaml');
  writeFileSync(file, configuration(folder));
  const host = await startHost({ configurationFile: file, definitions: connectors });
  if (host.url === null) throw new Error('expected the host to serve the console, it serves nothing');
  return {
    url: host.url,
    folder,
    close: async () => {
      await host.close();
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

export async function openBrowserStage(): Promise<BrowserStage> {
  const desks = await openDesks(7);
  const host = await openHost((folder) => configurationOf(folder, desks));
  return {
    url: host.url,
    desks,
    close: async () => {
      await host.close();
      await desks.close();
    },
  };
}

function accountOf(person: (typeof people)[number], secret: string): Account {
  return {
    id: `id-${person.login}`,
    subject: null,
    email: null,
    secret,
    mustChange: false,
    scope: { connections: null, teams: null },
    persons: [`login:${person.login}`],
    teams: [],
    language: 'fr',
    timezone: 'Europe/Paris',
    disabled: false,
    failures: 0,
    lockedUntil: null,
    lastSeen: null,
    created: '2025-01-01T00:00:00.000Z',
    ...person,
  };
}

function configurationOf(folder: string, { all }: Desks): string {
  // A site decides what this category of ServiceNow is in its GLPI.
  const rows = '      - { native: Messagerie, is: inquiry, writes: [inquiry] }';
  writeFileSync(
    join(folder, 'glpi-ici.yaml'),
    ['extends: glpi', 'label: GLPI', 'words:', '  category:', '    rows:', rows].join('\n'),
  );
  const connections = all.map(({ name, subject, world, url }) => {
    const own = { connector: subject.definition.name, timezone: 'Europe/Paris', every: '5s' };
    const mapping = name === 'glpi' ? { mapping: './glpi-ici.yaml' } : {};
    return `  ${name}: ${JSON.stringify({ ...own, ...mapping, ...(world.config(url) as object) })}`;
  });
  const owns = { title: 'servicenow', description: 'servicenow', status: 'glpi', priority: 'glpi', category: 'glpi' };
  const between = all.map(({ name }) => name);
  const mirror = { name: 'miroir', mode: 'mirror', between, owns, choices: { internalFiles: 'leave' } };
  return [
    'database: embedded',
    'data: ./data',
    'log: error',
    'host: { listen: "127.0.0.1:0" }',
    'connections:',
    ...connections,
    'routes:',
    `  - ${JSON.stringify(mirror)}`,
  ].join('\n');
}
