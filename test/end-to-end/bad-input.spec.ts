import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from '@jest/globals';
import type { Audience, ConnectorDefinition, Keyed, NativeCommand, TicketSink } from '@passerelle/connector';
import { connectors } from '@passerelle/connectors';
import { findRoot } from '@passerelle/runtime';
import { createTestDatabase } from '../../libs/store/testing/index.js';
import { manyTickets, writeExport } from './export.js';
import { openStage, type Stage } from './stage.js';

const stages: Stage[] = [];
const folders: string[] = [];
afterEach(async () => {
  await Promise.all(stages.splice(0).map((stage) => stage.close()));
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

/** The program as people start it. It runs beside the simulator only when the latter is not asked: it blocks this process. */
function passerelle(arguments_: readonly string[]) {
  const main = join(findRoot(), 'dist/apps/cli/main.js');
  const run = spawnSync(process.execPath, [main, ...arguments_], { encoding: 'utf8', timeout: 120_000 });
  return { code: run.status, said: run.stdout, warned: run.stderr };
}

async function configured(connections: string, database?: string): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'passerelle-bad-'));
  folders.push(folder);
  mkdirSync(join(folder, 'export'));
  const file = join(folder, 'passerelle.yaml');
  const route =
    '  - { name: migration, from: cassius, to: servicenow, mode: migrate, choices: { missingGroup: HELPDESK } }';
  const text = [
    `database: ${JSON.stringify(database ?? (await createTestDatabase()))}`,
    'data: ./data',
    'connections:',
    connections,
    'routes:',
    route,
  ];
  writeFileSync(file, text.join('\n'));
  return file;
}

const cassius = '  cassius: { connector: cassius, folder: ./export, timezone: Europe/Paris }';
const nobody =
  '  servicenow: { connector: servicenow, url: "http://127.0.0.1:9", timezone: Europe/Paris, auth: { kind: basic, user: a, password: tres-secret-canari } }';

describe('what is wrong is said with its place and what to do, and nothing is lost', () => {
  it('names every fault of a configuration with its line', async () => {
    const file = await configured(
      '  cassius: { connector: casius, folder: ./export }\n  servicenow: { connector: servicenow, url: nonsense }',
    );
    const { code, warned } = passerelle(['migrate', 'plan', '-c', file]);
    expect(code).toBe(2);
    expect(warned).toMatch(/passerelle\.yaml:4/);
    expect(warned).toMatch(/passerelle\.yaml:5/);
    expect(warned).toMatch(/«cassius»/);
  });

  it('says that there is no configuration, and where to get one', () => {
    const { code, warned } = passerelle(['migrate', 'plan', '-c', '/nowhere/passerelle.yaml']);
    expect([code, warned]).toEqual([2, expect.stringMatching(/passerelle\.example\.yaml/)]);
  });

  it('says that the database cannot be reached, without its password', async () => {
    const file = await configured(
      `${cassius}\n${nobody}`,
      'postgres://passerelle:mot-de-passe-canari@127.0.0.1:9/passerelle',
    );
    const { code, warned } = passerelle(['migrate', 'run', '-c', file]);
    expect(code).toBe(4);
    expect(warned).toMatch(/127\.0\.0\.1/);
    expect(warned).not.toMatch(/canari/);
  });

  it('says that the target is down, and by which name it is configured', async () => {
    const file = await configured(`${cassius}\n${nobody}`);
    writeExport(join(file, '../export'), manyTickets(3, 1));
    const { code, warned } = passerelle(['migrate', 'run', '-c', file, '--json']);
    expect(code).toBe(4);
    expect(warned).toMatch(/servicenow/);
    expect(warned).not.toMatch(/canari/);
  });

  it('says that credentials have expired, and resumes once they are mended', async () => {
    const stage = await openStage({ tickets: manyTickets(6, 1) });
    stages.push(stage);
    const wrong = readFileSync(stage.configurationFile, 'utf8').replace('password: passerelle', 'password: perime');
    const right = readFileSync(stage.configurationFile, 'utf8');
    writeFileSync(stage.configurationFile, wrong);
    await expect(stage.run()).rejects.toThrow(/servicenow/);
    writeFileSync(stage.configurationFile, right);
    expect((await stage.run()).tally.created).toBe(6);
    expect((await stage.verify()).whole).toBe(true);
  });

  it('goes around a broken row, counts it as not arrived, and takes it once it is mended', async () => {
    const stage = await openStage({ tickets: manyTickets(4, 1) });
    stages.push(stage);
    const list = join(stage.folder, 'export/liste.csv');
    const text = readFileSync(list, 'utf8');
    // The date of the second ticket says nothing any more.
    writeFileSync(
      list,
      text
        .split('\r\n')
        .map((line, index) => (index === 2 ? line.replace('18/11/2025 11:54:35', '31/02/2025 99:99') : line))
        .join('\r\n'),
    );
    const report = await stage.run();
    expect(report.tally).toMatchObject({ created: 3, broken: 1 });
    expect(report.plan.source.broken[0]).toMatchObject({
      where: expect.stringMatching(/liste\.csv.*3/),
      came: { fr: expect.stringMatching(/31\/02\/2025/), en: expect.stringMatching(/31\/02\/2025/) },
    });
    const verification = await stage.verify();
    expect(verification).toMatchObject({ tickets: { seen: 4, arrived: 3 }, whole: false });
    expect(verification.gaps).toMatchObject([{ what: 'broken' }]);
    writeFileSync(list, text);
    await stage.run();
    expect((await stage.verify()).gaps).toEqual([]);
  });

  it('does not take half a row at the end of a file for a ticket', async () => {
    const stage = await openStage({ tickets: manyTickets(3, 0) });
    stages.push(stage);
    const list = join(stage.folder, 'export/liste.csv');
    const text = readFileSync(list, 'utf8').trimEnd();
    writeFileSync(list, text.slice(0, -60));
    expect((await stage.run()).tally).toMatchObject({ created: 2, broken: 1 });
    expect((await stage.verify()).whole).toBe(false);
  });

  it('reads Windows-1252 and UTF-8 alike, and never writes a broken accent', async () => {
    const stage = await openStage({ tickets: [{ number: 'RITM1', title: 'Réapprovisionnement matériels' }] });
    stages.push(stage);
    const list = join(stage.folder, 'export/liste.csv');
    writeFileSync(list, Buffer.from(readFileSync(list, 'utf8'), 'latin1'));
    await stage.run();
    const made = stage.sandbox.servicenow
      .records('sc_req_item')
      .find((row) => row['correlation_display'] === 'passerelle');
    expect(made?.['short_description']).toBe('Réapprovisionnement matériels');
  });

  it('refuses to begin while a group is missing and nobody said who takes its tickets', async () => {
    const stage = await openStage({ tickets: [{ number: 'RITM1', group: 'ÉQUIPE FANTÔME' }], route: 'only: {}' });
    stages.push(stage);
    writeFileSync(
      stage.configurationFile,
      readFileSync(stage.configurationFile, 'utf8').replace('missingGroup: HELPDESK', 'missingGroup: null'),
    );
    await expect(stage.run()).rejects.toMatchObject({ why: 'undecided' });
    expect((await stage.plan()).faults).toMatchObject([{ field: 'group', came: { en: 'ÉQUIPE FANTÔME' } }]);
  });
});

describe('a connector that lies about its journals', () => {
  const swapped = { comments: 'internal', work_notes: 'public' } as const;

  /** ServiceNow as it is, but for what it declares, and, for a liar through and through, what it lets pass. */
  function lying(through: boolean): readonly ConnectorDefinition[] {
    return connectors.map((definition): ConnectorDefinition => {
      if (definition.name !== 'servicenow') return definition;
      const connect: ConnectorDefinition['connect'] = (surroundings) => {
        const honest = definition.connect(surroundings);
        return { ...honest, journals: swapped, ...(honest.sink && through ? { sink: blind(honest.sink) } : {}) };
      };
      return { ...definition, journals: swapped, connect };
    });
  }

  /** A sink that no longer looks at whom an entry is for. */
  function blind(sink: TicketSink): TicketSink {
    const flip = (audience: Audience): Audience => (audience === 'internal' ? 'public' : 'internal');
    const blinded = (command: Keyed<NativeCommand>): Keyed<NativeCommand> =>
      command.kind === 'append'
        ? { ...command, entry: { ...command.entry, audience: flip(command.entry.audience) } }
        : command;
    return { ...sink, apply: (batch, signal) => sink.apply(batch.map(blinded), signal) };
  }

  /** With the mapping that believes it: work notes are written where the requester reads. */
  async function believed(through: boolean): Promise<Stage> {
    const stage = await openStage({ tickets: manyTickets(5, 3), definitions: lying(through) });
    stages.push(stage);
    const overlay = join(stage.folder, 'lie.yaml');
    const rows = [
      'extends: servicenow',
      'journals:',
      '  - { native: comments, label: Commentaires, is: work_note, as: code_text, writes: [work_note, task, handover, approval, change, mail_sent] }',
      '  - { native: work_notes, label: Notes de travail, is: comment, as: code_text, writes: [comment, solution, verdict, document] }',
    ];
    writeFileSync(overlay, rows.join('\n'));
    const text = readFileSync(stage.configurationFile, 'utf8');
    writeFileSync(
      stage.configurationFile,
      text.replace('connector: servicenow,', `connector: servicenow, mapping: ${JSON.stringify(overlay)},`),
    );
    return stage;
  }
  const publicLines = ({ sandbox }: Stage): readonly string[] =>
    sandbox.servicenow
      .records('sc_req_item')
      .flatMap((row) => sandbox.servicenow.journal(String(row['sys_id'])))
      .flatMap(({ element, value }) => (element === 'comments' && value.includes('🔒') ? [value] : []));

  it('is not believed by its own sink, which knows what each journal does', async () => {
    const stage = await believed(false);
    expect((await stage.run()).tally.dead).toBeGreaterThan(0);
    expect(publicLines(stage)).toEqual([]);
    expect((await stage.verify()).whole).toBe(false);
  });

  it('is found at the first line read back, and by verification, when nothing else stands in its way', async () => {
    const stage = await believed(true);
    await expect(stage.run()).rejects.toMatchObject({ why: 'visibility' });
    expect(publicLines(stage).length).toBeGreaterThan(0);
    const verification = await stage.verify();
    expect(verification.entries.crossed).toBe(publicLines(stage).length);
    expect(verification).toMatchObject({ whole: false });
  });
});
