import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { findRoot } from '@passerelle/runtime';
import { startSandbox, type Sandbox } from '../../apps/sandbox/sandbox.js';
import { openHost } from './stage.js';

export const migrationRoute = 'cassius-vers-servicenow';

export interface MigrationStage {
  readonly url: string;
  readonly folder: string;
  readonly sandbox: Sandbox;
  close(): Promise<void>;
}

/** The sample's export, in which one state is a word that nobody has decided on yet, and the ServiceNow of the sandbox. */
export async function openMigrationStage(): Promise<MigrationStage> {
  const sandbox = await startSandbox({ port: 0 });
  const host = await openHost((folder) => {
    const sample = join(folder, 'export');
    cpSync(join(findRoot(), 'apps/sandbox/sample/cassius'), sample, { recursive: true });
    withOddWord(join(sample, 'liste-cassius.csv'));
    return configurationOf(sample, sandbox.servicenowUrl);
  });
  return {
    ...host,
    sandbox,
    close: async () => {
      await host.close();
      await sandbox.close();
    },
  };
}

/** As French Excel saved it: Windows-1252, so that each character is one byte. The apostrophe is byte 0x92. */
function withOddWord(path: string): void {
  const text = readFileSync(path, 'latin1');
  const odd = text.replace(/;En attente;/, ';\u00C0 l\u0092\u00E9tude;');
  if (odd === text) throw new Error(`expected a ticket that waits in ${path}, none is there`);
  writeFileSync(path, odd, 'latin1');
}

function configurationOf(sample: string, url: string): string {
  const cassius = { connector: 'cassius', folder: sample, timezone: 'Europe/Paris' };
  const auth = { kind: 'basic', user: 'passerelle', password: 'passerelle' };
  const servicenow = { connector: 'servicenow', url, auth, timezone: 'Europe/Paris' };
  const choices = { missingGroup: 'HELPDESK', nameAlone: 'link' };
  const brake = { mails: 10_000 };
  return [
    'database: embedded',
    'data: ./data',
    'log: error',
    'host: { listen: "127.0.0.1:0" }',
    'connections:',
    `  cassius: ${JSON.stringify(cassius)}`,
    `  servicenow: ${JSON.stringify(servicenow)}`,
    'routes:',
    `  - ${JSON.stringify({ name: migrationRoute, from: 'cassius', to: 'servicenow', mode: 'migrate', language: 'fr', choices, brake })}`,
  ].join('\n');
}
