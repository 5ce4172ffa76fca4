import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connectors } from '@passerelle/connectors';
import type { ConnectorDefinition } from '@passerelle/connector';
import {
  planMigration,
  runMigration,
  verifyMigration,
  type Ends,
  type MigrationPlan,
  type RunOptions,
  type RunReport,
  type Verification,
} from '@passerelle/migration';
import { createLog, loadConfiguration, openHouse, type House } from '@passerelle/runtime';
import { startSandbox, type Sandbox, type SandboxSettings } from '../../apps/sandbox/sandbox.js';
import { createTestDatabase } from '../../libs/store/testing/index.js';
import { writeExport, type ExportedTicket } from './export.js';

export interface StageSettings {
  readonly tickets: readonly ExportedTicket[];
  readonly servicenow?: SandboxSettings['servicenow'];
  /** Lines added to the connection and to the route, in YAML flow style: `keepNumbers: true`. */
  readonly connection?: string;
  readonly route?: string;
  readonly definitions?: readonly ConnectorDefinition[];
}

/** A migration with real parts: an export on disk, PostgreSQL, and the simulated ServiceNow over HTTP. */
export interface Stage {
  readonly folder: string;
  readonly configurationFile: string;
  readonly sandbox: Sandbox;
  /** Writes a newer export. */
  export(tickets: readonly ExportedTicket[]): void;
  /** The house, opened anew at each call as another process would. */
  open(): Promise<House>;
  /** Opens, works, closes. */
  withEnds<T>(work: (ends: Ends) => Promise<T>): Promise<T>;
  plan(): Promise<MigrationPlan>;
  run(options?: Partial<RunOptions>): Promise<RunReport>;
  verify(): Promise<Verification>;
  close(): Promise<void>;
}

const silent = createLog({ level: 'error', secrets: [] });

export async function openStage(settings: StageSettings): Promise<Stage> {
  const folder = mkdtempSync(join(tmpdir(), 'passerelle-stage-'));
  const exported = join(folder, 'export');
  writeExport(exported, settings.tickets);
  const sandbox = await startSandbox({ port: 0, ...(settings.servicenow ? { servicenow: settings.servicenow } : {}) });
  const configurationFile = join(folder, 'passerelle.yaml');
  const database = await createTestDatabase();
  writeFileSync(
    configurationFile,
    [
      `database: ${JSON.stringify(database)}`,
      'data: ./data',
      'connections:',
      `  cassius: { connector: cassius, folder: ./export, timezone: Europe/Paris }`,
      `  servicenow: { connector: servicenow, url: "${sandbox.servicenowUrl}", timezone: Europe/Paris, auth: { kind: basic, user: passerelle, password: passerelle }${settings.connection ? `, ${settings.connection}` : ''} }`,
      'routes:',
      `  - { name: migration, from: cassius, to: servicenow, mode: migrate, choices: { missingGroup: HELPDESK, nameAlone: link }${settings.route ? `, ${settings.route}` : ''} }`,
    ].join('\n'),
  );
  const definitions = settings.definitions ?? connectors;
  const open = (): Promise<House> =>
    openHouse(loadConfiguration(configurationFile, definitions, {}), definitions, { log: silent });
  const withEnds = async <T>(work: (ends: Ends) => Promise<T>): Promise<T> => {
    const house = await open();
    try {
      return await work(await house.ends('migration'));
    } finally {
      await house.close();
    }
  };
  const signal = new AbortController().signal;
  return {
    folder,
    configurationFile,
    sandbox,
    export: (tickets) => writeExport(exported, tickets),
    open,
    withEnds,
    plan: () =>
      withEnds(async (ends) => (await planMigration(ends, { signal, tell: () => undefined, limit: null })).plan),
    run: (options = {}) =>
      withEnds((ends) =>
        runMigration(ends, {
          approved: null,
          only: null,
          where: {},
          acceptMails: 1_000_000,
          holder: 'test',
          signal,
          tell: () => undefined,
          ...options,
        }),
      ),
    verify: () => withEnds((ends) => verifyMigration(ends, { signal, tell: () => undefined, sample: 5 })),
    close: async () => {
      await sandbox.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
