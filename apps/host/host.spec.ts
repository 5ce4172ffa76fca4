import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { INestApplicationContext } from '@nestjs/common';
import { SchedulerRegistry } from '@nestjs/schedule';
import { Test } from '@nestjs/testing';
import { connectors } from '@passerelle/connectors';
import { createLog, HOUSE, type House, type PasserelleOptions } from '@passerelle/runtime';
import { createTestDatabase, dropTestDatabase } from '../../libs/store/testing/index.js';
import { startSandbox, type Sandbox } from '../sandbox/sandbox.js';
import { showRun } from './api/show/runs.js';
import { HostModule } from './host.module.js';
import { runOnce, startHost } from './host.js';
import { RouteRunner } from './route-runner.js';
import { RouteSchedule } from './route-schedule.js';

const route = 'cassius-vers-servicenow';
let folder: string;
let url: string;
let sandbox: Sandbox;
let lines: string[];
const open: INestApplicationContext[] = [];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'passerelle-host-'));
  await mkdir(join(folder, 'exports'));
  [url, sandbox] = await Promise.all([createTestDatabase(), startSandbox({ port: 0 })]);
  lines = [];
  await exportList(['INC1', 'INC2', 'INC3']);
});
afterEach(async () => {
  await Promise.all(open.splice(0).map((application) => application.close()));
  await sandbox.close();
  await rm(folder, { recursive: true });
  await dropTestDatabase(url);
});

async function exportList(numbers: readonly string[]): Promise<void> {
  const rows = numbers.map((number) => `${number};Nouveau;Écran noir, «accueil» ${number};18/11/2025 11:54:35`);
  await writeFile(join(folder, 'exports', 'liste.csv'), ['Numero;Etat;Libellé;Créé', ...rows, ''].join('\r\n'));
}

async function configure(
  changes: { readonly every?: string; readonly password?: string } = {},
): Promise<PasserelleOptions> {
  const file = join(folder, 'passerelle.yaml');
  await writeFile(
    file,
    `database: \${DATABASE_URL}
host: { serve: false }
connections:
  cassius: { connector: cassius, folder: ./exports${changes.every ? `, every: ${changes.every}` : ''} }
  servicenow:
    connector: servicenow
    url: ${sandbox.servicenowUrl}
    auth: { kind: basic, user: passerelle, password: \${PASSWORD} }
routes:
  - { name: ${route}, from: cassius, to: servicenow, brake: { mails: 1000 }, choices: { missingGroup: HELPDESK } }
`,
  );
  const log = createLog({ level: 'info', secrets: [], sink: { write: (line) => void lines.push(line) } });
  const environment = { DATABASE_URL: url, PASSWORD: changes.password ?? 'passerelle' };
  return { configurationFile: file, definitions: connectors, environment, parts: { log } };
}

async function application(options: PasserelleOptions, once = true): Promise<INestApplicationContext> {
  const made = await Test.createTestingModule({ imports: [HostModule.forRoot({ ...options, once })] }).compile();
  open.push(made);
  await made.init();
  return made;
}

const arrived = (): string[] =>
  sandbox.servicenow
    .records('incident')
    .map((row) => row['correlation_display'] ?? row['short_description'] ?? '')
    .sort();

describe('the host, asked to run once', () => {
  it('runs every route, and finds nothing to do the next time', async () => {
    const options = await configure();
    expect(await runOnce(options)).toBe(0);
    expect(arrived()).toHaveLength(3);
    expect(await runOnce(options)).toBe(0);
    expect(arrived()).toHaveLength(3);
    await exportList(['INC1', 'INC2', 'INC3', 'INC4']);
    expect(await runOnce(options)).toBe(0);
    expect(arrived()).toHaveLength(4);
  });

  it('says by its exit code that the credentials are refused, and writes nothing', async () => {
    expect(await runOnce(await configure({ password: 'périmé' }))).toBe(4);
    expect(arrived()).toEqual([]);
    expect(lines.join()).toContain('servicenow');
    expect(lines.join()).not.toContain('périmé');
  });

  it('says by its exit code that the target is down, and loses nothing by it', async () => {
    const { parts, ...rest } = await configure();
    // Nobody waits for the door's patience here.
    const options = { ...rest, parts: { ...parts, clock: { now: () => new Date(), sleep: () => Promise.resolve() } } };
    sandbox.servicenow.faults.add({ do: 'unavailable-503' });
    expect(await runOnce(options)).toBe(4);
    expect(arrived()).toEqual([]);
    sandbox.servicenow.faults.clear();
    expect(await runOnce(options)).toBe(0);
    expect(arrived()).toHaveLength(3);
  });

  it('writes nothing to another instance under the same address', async () => {
    const options = await configure();
    expect(await runOnce(options)).toBe(0);
    const other = await startSandbox({ port: 0 });
    await exportList(['INC1', 'INC2', 'INC3', 'INC4']);
    await writeFile(
      options.configurationFile,
      (await readFile(options.configurationFile, 'utf8')).replace(sandbox.servicenowUrl, other.servicenowUrl),
    );
    expect(await runOnce(options)).toBeGreaterThan(0);
    expect(other.servicenow.records('incident')).toEqual([]);
    await other.close();
    expect(lines.join()).toContain('this connection was set up against');
  });

  it('says by its exit code that something waits for a human', async () => {
    await writeFile(
      join(folder, 'exports', 'liste.csv'),
      'Numero;Etat;Libellé;Créé\nINC1;Nouveau;Écran;18/11/2025 11:54:35\nINC2;Nouveau;Souris;pas une date\n',
    );
    const code = await runOnce(await configure());
    expect(code).toBe(1);
  });

  it('stops at once when it is told to before it begins', async () => {
    expect(await runOnce(await configure(), AbortSignal.abort())).toBe(130);
    expect(arrived()).toEqual([]);
  });
});

describe('a route', () => {
  it('never overlaps itself', async () => {
    const runner = (await application(await configure())).get(RouteRunner);
    const [first, second] = await Promise.all([runner.run(route), runner.run(route)]);
    expect([first?.kind, second?.kind]).toEqual(['done', 'going']);
    expect(arrived()).toHaveLength(3);
  });

  it('leaves a record of each run, with what it did', async () => {
    const host = await application(await configure());
    await host.get(RouteRunner).run(route);
    const [record] = await host.get<House>(HOUSE).store.runs(route);
    expect(record).toMatchObject({ route, verb: 'run', state: 'done', report: { tally: { created: 3, dead: 0 } } });
  });

  it('does not write while another process holds the lease, and does once that one is gone', async () => {
    const host = await application(await configure());
    const { store, clock } = host.get<House>(HOUSE);
    const fence = await store.lease('servicenow', 'elsewhere:1', clock.now().toISOString(), 60_000);
    const outcome = await host.get(RouteRunner).run(route);
    expect(outcome).toMatchObject({ kind: 'failed', error: { code: 'busy', exitCode: 6 } });
    const [record] = await store.runs(route);
    const [french, english] = (['fr', 'en'] as const).map((language) => record && showRun(record, language).error);
    expect(french).toMatch(/^servicenow : un autre passage est à l’œuvre sur cette connexion/u);
    expect(english).toMatch(/^servicenow: another run/u);
    expect(record).toMatchObject({ report: { message: english } });
    expect(arrived()).toEqual([]);
    if (fence) await store.release(fence, 'elsewhere:1');
    expect(await host.get(RouteRunner).run(route)).toEqual({ kind: 'done' });
    expect(arrived()).toHaveLength(3);
  });

  it('stops with the host, gives its lease back, and goes on at the next start', async () => {
    const options = await configure();
    const first = await application(options);
    const { store } = first.get<House>(HOUSE);
    const { faults } = sandbox.servicenow;
    faults.add({ do: 'slow', ms: 300, on: { method: ['POST', 'PUT'] } });
    const going = first.get(RouteRunner).run(route);
    while ((await store.outboxTally('servicenow')).in_flight === 0)
      await new Promise((resolve) => setTimeout(resolve, 10));
    await first.close();
    expect(await going).toMatchObject({ kind: 'failed', error: { code: 'aborted' } });
    faults.clear();
    const second = await application(options);
    expect(await second.get<House>(HOUSE).store.leaseOf('servicenow')).toBeNull();
    expect(await second.get(RouteRunner).run(route)).toEqual({ kind: 'done' });
    expect(arrived()).toHaveLength(3);
  });

  it('that is stopped while it looks at its tools is stopped, not failed', async () => {
    const host = await application(await configure());
    sandbox.servicenow.faults.add({ do: 'slow', ms: 300, on: { method: 'GET' } });
    const going = host.get(RouteRunner).run(route);
    while (sandbox.servicenow.meter.total === 0) await new Promise((resolve) => setTimeout(resolve, 10));
    await host.close();
    expect(await going).toMatchObject({ kind: 'failed', error: { code: 'aborted', exitCode: 130 } });
  });
});

describe('the schedule', () => {
  it('runs a route whose source has «every», at the start and at each tick', async () => {
    const host = await application(await configure({ every: '1h' }), false);
    const schedule = host.get(RouteSchedule);
    expect(schedule.scheduled).toEqual([route]);
    expect(host.get(SchedulerRegistry).getIntervals()).toEqual(expect.arrayContaining([`route:${route}`, 'alerts']));
    // The start has begun a run already.
    expect(await schedule.tick(route)).toEqual({ kind: 'going' });
    await host.close();
    expect(await schedule.tick(route)).toBeNull();
  });

  it('serves the API where nothing is connected yet, and says that it lives', async () => {
    const options = {
      configurationFile: join(folder, 'nowhere.yaml'),
      configurationText: 'database: ${DATABASE_URL}\nhost: { listen: "127.0.0.1:0" }\nconnections: {}\n',
      definitions: connectors,
      environment: { DATABASE_URL: url },
    };
    const host = await startHost(options);
    const health = await fetch(`${host.url}/api/v1/health`);
    expect([health.status, await health.json()]).toEqual([200, { ok: true }]);
    const session = await fetch(`${host.url}/api/v1/session`);
    expect(await session.json()).toEqual({ me: null, csrf: null, oidc: null, local: true });
    expect((await fetch(`${host.url}/api/v1/tickets`)).status).toBe(401);
    await host.close();
    await expect(fetch(`${host.url}/api/v1/health`)).rejects.toThrow('fetch failed');
  });

  it('does not start where nothing would ever run', async () => {
    await expect(startHost(await configure())).rejects.toMatchObject({
      code: 'configuration',
      advice: expect.stringContaining('every: 5m'),
    });
  });

  it('does not start on a faulty configuration', async () => {
    const options = await configure();
    await writeFile(options.configurationFile, 'connections: { a: { connector: cassiux } }\n');
    await expect(startHost(options)).rejects.toMatchObject({ code: 'configuration', exitCode: 2 });
  });
});
