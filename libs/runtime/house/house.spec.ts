import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { connectors } from '@passerelle/connectors';
import { manualClock, seededRandom } from '@passerelle/connector/testing';
import { readConfiguration } from '../configuration/read.js';
import type { Configuration } from '../configuration/settings.js';
import { createLog } from '../log/create-log.js';
import { OperatorError } from '../operator-error.js';
import { allGone, connectionsTo } from '../testing/connections-to.js';
import { createTestDatabase, dropTestDatabase } from '../../store/testing/index.js';
import type { House } from './house.js';
import { openHouse } from './open-house.js';

let folder: string;
let url: string;
const opened: House[] = [];

beforeAll(async () => {
  url = await createTestDatabase();
});
afterAll(() => dropTestDatabase(url));
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'passerelle-house-'));
  await mkdir(join(folder, 'exports'));
  await writeFile(
    join(folder, 'exports', 'liste.csv'),
    'Numero;Etat;Libellé;Créé\nRITM1;Nouveau;Écran;18/11/2025 11:54:35\n',
  );
});
afterEach(async () => {
  await Promise.all(opened.splice(0).map((house) => house.close()));
  await rm(folder, { recursive: true });
});

const log = createLog({ level: 'error', secrets: [] });

function configure(rest = '', database = '${DATABASE_URL}'): Configuration {
  const text = `database: ${database}
connections:
  cassius: { connector: cassius, folder: ./exports }
  servicenow: { connector: servicenow, url: https://exemple.service-now.com, auth: { kind: apiKey, key: "\${KEY}" } }
${rest}
routes:
  - { name: cassius-vers-servicenow, from: cassius, to: servicenow }
`;
  const environment = { DATABASE_URL: url, KEY: 'canary-key' };
  return readConfiguration({ path: 'passerelle.yaml', text, folder }, connectors, environment);
}

async function open(configuration = configure()): Promise<House> {
  const house = await openHouse(configuration, connectors, { log, clock: manualClock(), random: seededRandom(1) });
  opened.push(house);
  return house;
}

async function site(name: string, text: string): Promise<void> {
  const path = join(folder, 'mappings', `${name}.yaml`);
  await mkdir(join(path, '..'), { recursive: true });
  await writeFile(path, text);
}

async function refusal(work: Promise<unknown>): Promise<OperatorError> {
  const error: unknown = await work.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (error instanceof OperatorError) return error;
  throw new Error(`expected an OperatorError, ${String(error)} came`);
}

describe('a house', () => {
  it('opens both ends of a route, with what lies between them', async () => {
    const house = await open();
    const ends = await house.ends('cassius-vers-servicenow');
    expect(ends.route).toMatchObject({ from: 'cassius', to: 'servicenow', zone: 'Europe/Paris' });
    expect(ends.from.connector.source).toBeDefined();
    expect(ends.from.connector.sink).toBeUndefined();
    expect(ends.from.calls).toBeUndefined();
    expect(ends.to.connector.sink).toBeDefined();
    expect(ends.to.calls?.()).toMatchObject({ calls: 0, reads: 0, writes: 0 });
    expect(ends.from.mapping.readGroup('DIRCI PROX P98888 - #33015').name).toBe('DIRCI PROX P98888 - #33015');
    expect(await ends.store.runs('cassius-vers-servicenow')).toEqual([]);
    expect(await ends.files.has('0'.repeat(64))).toBe(false);
  });

  it('opens a connection once, when it is first asked for', async () => {
    const house = await open();
    expect(await house.connected('cassius')).toBe(await house.connected('cassius'));
    expect((await house.ends('cassius-vers-servicenow')).from).toBe(await house.connected('cassius'));
  });

  it('finds relative paths from the folder of its configuration', async () => {
    const { connector } = await (await open()).connected('cassius');
    const numbers: (string | null)[] = [];
    for await (const { items } of connector.source?.pull(null) ?? [])
      numbers.push(...items.map(({ number }) => number));
    expect(numbers).toEqual(['RITM1']);
  });

  it('knows a route or connection that was meant', async () => {
    const house = await open();
    expect(await refusal(house.ends('cassius-ver-servicenow'))).toMatchObject({
      code: 'unknown-name',
      exitCode: 2,
      advice: 'did you mean «cassius-vers-servicenow»?',
    });
    expect(await refusal(house.connected('servicenw'))).toMatchObject({ advice: 'did you mean «servicenow»?' });
  });

  it('leaves no connection behind, and may be closed twice', async () => {
    const house = await open();
    expect(await connectionsTo(url)).toBeGreaterThan(0);
    await house.close();
    await house.close();
    expect(await allGone(url)).toBe(0);
  });
});

describe('the mapping of a connection', () => {
  const digest = async (rest?: string): Promise<string> =>
    (await (await open(configure(rest))).connected('cassius')).mappingDigest;

  it('is the shipped one, and another once an overlay of the site lies over it', async () => {
    const shipped = await digest();
    expect(await digest()).toBe(shipped);
    await site('sites/cassius', 'extends: cassius\nlabel: CASSIUS (site)\n');
    const overlaid = await digest();
    expect(overlaid).not.toBe(shipped);
    await site('sites/cassius', 'extends: cassius\nlabel: CASSIUS (autre)\n');
    expect(await digest()).not.toBe(overlaid);
  });

  it('follows overlays down to the base', async () => {
    await site('sites/tous', 'extends: cassius\nlabel: a\n');
    await site('sites/ici', 'extends: sites/tous\nlabel: b\n');
    await writeFile(join(folder, 'autre.yaml'), 'extends: sites/ici\nlabel: c\n');
    const connection = (mapping: string): string =>
      `  b: { connector: cassius, folder: ./exports, mapping: ${mapping} }`;
    const opens = async (mapping: string): Promise<string> =>
      (await (await open(configure(connection(mapping)))).connected('b')).mappingDigest;
    expect(new Set([await opens('sites/tous'), await opens('sites/ici'), await opens('autre.yaml')]).size).toBe(3);
  });

  it('is refused where a file is missing or extends itself', async () => {
    const rest = '  b: { connector: cassius, folder: ./exports, mapping: sites/absent }';
    expect(await refusal((await open(configure(rest))).connected('b'))).toMatchObject({
      code: 'mapping',
      message: 'b: expected the mapping «sites/absent», there is no mappings/sites/absent.yaml',
    });
    await site('sites/cassius', 'extends: sites/cassius\n');
    expect(await refusal((await open()).connected('cassius'))).toMatchObject({
      code: 'mapping',
      message: expect.stringContaining('extends itself'),
    });
  });

  it('tells the faults of both ends of a route at once, with their lines', async () => {
    await site('sites/cassius', 'extends: cassius\nlabel: a\nstatusses: []\n');
    await site('sites/servicenow', 'extends: servicenow\n\njournal: []\n');
    const error = await refusal((await open()).ends('cassius-vers-servicenow'));
    expect(error).toMatchObject({ code: 'mapping', exitCode: 2 });
    expect(error.details.map((line) => line.split(': ')[0])).toEqual([
      'mappings/sites/cassius.yaml:3:1',
      'mappings/sites/servicenow.yaml:3:1',
    ]);
    expect(error.in('fr').details).toEqual([
      'mappings/sites/cassius.yaml:3:1 : attendu une clé connue, reçu «statusses» ; vouliez-vous dire «statuses» ?',
      'mappings/sites/servicenow.yaml:3:1 : attendu une clé connue, reçu «journal» ; vouliez-vous dire «journals» ?',
    ]);
  });

  it('comes from another clone where one is named', async () => {
    const root = join(folder, 'clone');
    await cp(join(import.meta.dirname, '../../../mappings'), join(root, 'mappings'), { recursive: true });
    await rm(join(root, 'mappings', 'cassius.yaml'));
    const house = await openHouse(configure(), connectors, { log, root });
    opened.push(house);
    expect(await refusal(house.connected('cassius'))).toMatchObject({
      message: expect.stringContaining('mappings/cassius.yaml'),
    });
  });
});

describe('the database of a house', () => {
  it('is an embedded one by default, which keeps what is in it', async () => {
    const configuration = configure('', 'embedded');
    const first = await open(configuration);
    // Two processes of one machine share the server; two houses of one process do too.
    const second = await open(configuration);
    const cursors = [{ stream: 'été', cursor: '42' }];
    await first.store.commit({ cursors });
    expect(await second.store.cursor('été')).toBe('42');
    await Promise.all([first.close(), second.close()]);
    const third = await open(configuration);
    expect(await third.store.cursor('été')).toBe('42');
  });

  it('is said to be out of reach, without its password', async () => {
    const stranger = url.replace(/\/\/[^@]+@/, '//nobody:canary-password@');
    const error = await refusal(open(configure('', stranger)));
    expect(error).toMatchObject({ code: 'database', exitCode: 4 });
    expect(error.message).toMatch(/^the database at nobody@.* cannot be used: PostgreSQL does not let this user in/);
    expect(`${error.message}${error.advice}${String(error.stack)}`).not.toContain('canary');
  });

  it('is said to be impossible where its folder is a file', async () => {
    await writeFile(join(folder, 'occupied'), '');
    const configuration = { ...configure('', 'embedded'), data: join(folder, 'occupied') };
    await expect(open(configuration)).rejects.toThrow('occupied');
  });
});
