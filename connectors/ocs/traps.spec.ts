import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { Fault, openDoor, type AssetSource, type Connector, type NativeAsset } from '@passerelle/connector';
import {
  manualClock,
  seededRandom,
  simulatorAdapter,
  type ManualClock,
  type Simulator,
  type ToolResponse,
} from '@passerelle/connector/testing';
import { Config } from './config.js';
import { ocs } from './index.js';
import { repaired } from './wire/text.js';
import {
  addGroup,
  ocs as simulate,
  recordedReport,
  recordedRoom,
  report,
  stamp,
  type Ocs,
  type Profile,
} from './simulator/index.js';

interface Stage {
  readonly sim: Ocs;
  readonly clock: ManualClock;
  readonly connector: Connector;
  readonly inventory: AssetSource;
  /** Paths that were asked for. */
  readonly asked: string[];
}

/** A room of that server, with what stands between it and us. */
function stageOf(
  profile: Profile,
  options: { readonly start?: string; readonly change?: (url: string, real: () => ToolResponse) => ToolResponse } = {},
): Stage {
  const clock = manualClock(options.start ?? '2026-11-21T19:31:07Z');
  const sim = simulate({ clock, quirks: { profile } });
  const asked: string[] = [];
  const between: Simulator = {
    handle(request) {
      asked.push(request.url.replace('/ocsapi/v1', ''));
      const real = (): ToolResponse => sim.handle(request);
      return options.change?.(request.url, real) ?? real();
    },
  };
  const random = seededRandom(1);
  const connector = ocs.connect({
    connection: 'ocs-lycee',
    config: Config.parse({ url: 'http://ocs.example/ocsapi', pageSize: 10 }),
    zone: 'Europe/Paris',
    folder: '.',
    door: (url, pace) =>
      openDoor({ connection: 'ocs-lycee', url, pace, clock, random, adapter: simulatorAdapter(between, { clock }) }),
    clock,
    random,
    warn: () => undefined,
  });
  return { sim, clock, connector, inventory: connector.inventory!, asked };
}

async function all(source: AssetSource, cursor: string | null = null) {
  const items: NativeAsset[] = [];
  const broken: string[] = [];
  let last = cursor ?? '';
  for await (const page of source.pull(cursor)) {
    items.push(...page.items);
    broken.push(...page.broken.map(({ where, came }) => `${where}: ${came.en}`));
    last = page.cursor;
  }
  return { items, broken, cursor: last };
}

/** What a reading that fails says: in French, and to programs. */
async function faultOf(reading: AsyncIterable<unknown>): Promise<readonly string[]> {
  try {
    for await (const _each of reading);
  } catch (error) {
    if (error instanceof Fault) return [error.told.fr, error.message];
    throw error;
  }
  return [];
}

const profiles = ['2.8', '2.8-debian', '2.12'] as const;

describe('OCS, trap by trap', () => {
  it.each(profiles)('%s: the 26 machines of the rooms are read as they are, accents and all', async (profile) => {
    const { sim, inventory } = stageOf(profile);
    for (const told of recordedRoom) report(sim.state, told);
    const { items, broken } = await all(inventory);
    expect(broken).toEqual([]);
    expect(items).toHaveLength(26);
    expect(items.find(({ name }) => name === 'POSTE-205-01')).toMatchObject({
      id: '5',
      class: 'computer',
      serial: 'SN000005FR',
      uuid: '4c4c4544-0000-1005-8000-000000000005',
      tag: 'INV-00005',
      macs: ['02:00:5e:10:00:05'],
      seenAt: '2026-11-21T19:31:07.000Z',
      fields: {
        user: 'élève01',
        os: 'Microsoft Windows 10 Éducation',
        description: "Salle 205 <rez-de-chaussée> l'été",
      },
    });
  });

  it('control: unrepaired, the same words of 2.8 are mojibake', () => {
    const { sim } = stageOf('2.8');
    report(sim.state, recordedReport(5));
    const { body } = sim.handle({ method: 'GET', url: '/ocsapi/v1/computer/5', headers: {}, body: Buffer.alloc(0) });
    expect(body.toString()).not.toContain('élève01');
    expect(repaired('Ã©lÃ¨ve01')).toBe('élève01');
  });

  it('takes 2.12 at its word: what looks twice encoded there was written so', async () => {
    const { sim, inventory } = stageOf('2.12');
    report(sim.state, { ...recordedReport(1), user: 'Ã©lÃ¨ve' });
    expect((await all(inventory)).items[0]?.fields['user']).toBe('Ã©lÃ¨ve');
  });

  it.each(['déjà là', 'Ã', '日本語 Ã©', '', 'École 🖥️', 'ascii'])(
    'leaves «%s» alone, which nobody encoded twice',
    (text) => expect(repaired(text)).toBe(text),
  );

  it.each(profiles)('%s: a group is no machine', async (profile) => {
    const { sim, inventory } = stageOf(profile);
    report(sim.state, recordedReport(1));
    addGroup(sim.state, 'Groupe Salle Info');
    report(sim.state, recordedReport(2));
    expect((await all(inventory)).items.map(({ name }) => name)).toEqual(['POSTE-201-01', 'POSTE-202-02']);
    expect(await inventory.list?.()).toEqual(['1', '3']);
  });

  it.each(profiles)('%s: a machine installed anew has another id and is the same machine', async (profile) => {
    const { sim, clock, inventory } = stageOf(profile);
    for (const told of recordedRoom.slice(0, 4)) report(sim.state, told);
    const before = await all(inventory);
    clock.advance(3_600_000);
    report(sim.state, { ...recordedReport(3), deviceId: 'POSTE-203-03-2026-11-22-09-00-00' });
    const old = before.items.find(({ name }) => name === 'POSTE-203-03');
    const news = (await all(inventory, before.cursor)).items.find(({ name }) => name === 'POSTE-203-03');
    expect(news?.id).not.toBe(old?.id);
    expect([news?.serial, news?.uuid]).toEqual([old?.serial, old?.uuid]);
    expect(await inventory.list?.()).not.toContain(old?.id);
  });

  it('shows a machine that was renamed twice, with one serial number: the house decides', async () => {
    const { sim, inventory } = stageOf('2.12');
    report(sim.state, recordedReport(4));
    report(sim.state, { ...recordedReport(4), name: 'PC-RENOMMÉ', deviceId: 'PC-RENOMME-2026' });
    const { items } = await all(inventory);
    expect(items.map(({ name, serial }) => [name, serial])).toEqual([
      ['POSTE-204-04', 'SN000004FR'],
      ['PC-RENOMMÉ', 'SN000004FR'],
    ]);
  });

  it('takes the placeholder of a maker for no serial number', async () => {
    const { sim, inventory } = stageOf('2.8');
    report(sim.state, {
      ...recordedReport(40),
      serial: 'To Be Filled By O.E.M.',
      uuid: '00000000-0000-0000-0000-000000000000',
    });
    expect((await all(inventory)).items).toMatchObject([{ serial: null, uuid: null, macs: ['02:00:5e:10:00:28'] }]);
  });

  it('Debian 12: believes no record that lacks sections, and asks for them one by one', async () => {
    const { sim, inventory, asked } = stageOf('2.8-debian');
    for (const told of recordedRoom.slice(0, 3)) report(sim.state, told);
    sim.state.leftHalfWay = true;
    const { items } = await all(inventory);
    expect(items.map(({ serial }) => serial)).toEqual(['SN000001FR', 'SN000002FR', 'SN000003FR']);
    expect(asked).toContain('/computer/2/bios');
    // Control: what the page itself said has neither.
    sim.state.leftHalfWay = true;
    const url = '/ocsapi/v1/computers?start=0&limit=1';
    const page = sim.handle({ method: 'GET', url, headers: {}, body: Buffer.alloc(0) });
    expect(Object.keys((JSON.parse(page.body.toString()) as { 1: object })[1])).not.toContain('bios');
  });

  it('tells of a machine whose sections never come, and reads the others', async () => {
    const { sim, inventory } = stageOf('2.8');
    for (const told of recordedRoom.slice(0, 3)) report(sim.state, told);
    const second = sim.state.machines.get(2)!;
    const { bios: _none, ...others } = second.sections;
    second.sections = others;
    const { items, broken } = await all(inventory);
    expect(items.map(({ id }) => id)).toEqual(['1', '3']);
    expect(broken).toEqual(['machine 2: a record without bios']);
  });

  it('says in French and in English what is wrong with a machine, a server and a cursor', async () => {
    const { sim, inventory } = stageOf('2.8');
    report(sim.state, recordedReport(1));
    const { bios: _none, ...others } = sim.state.machines.get(1)!.sections;
    sim.state.machines.get(1)!.sections = others;
    expect(await faultOf(inventory.read(['1']))).toEqual([
      'ocs-lycee : machine 1 : attendu hardware avec bios, networks, accountinfo, reçu une fiche sans bios',
      'ocs-lycee: machine 1: expected hardware with bios, networks, accountinfo, came a record without bios',
    ]);
    expect(await faultOf(inventory.pull('hier'))).toEqual([
      'ocs-lycee : attendu un curseur de ce connecteur, un instant, reçu "hier" ; recommencez depuis le début',
      'ocs-lycee: expected a cursor of this connector, an instant, came "hier"; start over',
    ]);
    const page = stageOf('2.8', { change: (_url, real) => ({ ...real(), status: 200, body: '{"IT":"works"}' }) });
    expect(await faultOf(page.inventory.pull(null))).toEqual([
      'ocs-lycee : /computers/listID : attendu du JSON d’OCS, à la racine : Entrée invalide : tableau attendu, objet reçu ; vérifiez que url est l’adresse où son module REST est monté',
      'ocs-lycee: /computers/listID: expected JSON of OCS, at the top: Invalid input: expected array, received object; check that url is where its REST module is mounted',
    ]);
  });

  it('reads by id what pages without an order left out, and takes what they show twice once', async () => {
    const { sim, inventory } = stageOf('2.12', {
      change(url, real) {
        // Rows moved between two pages: the second shows the first's again, and its own nowhere.
        return url.includes('start=10')
          ? sim.handle({ method: 'GET', url: url.replace('start=10', 'start=0'), headers: {}, body: Buffer.alloc(0) })
          : real();
      },
    });
    for (const told of recordedRoom.slice(0, 20)) report(sim.state, told);
    const { items } = await all(inventory);
    expect(new Set(items.map(({ serial }) => serial)).size).toBe(20);
    expect(items).toHaveLength(20);
  });

  it('2.12: asks for what was inventoried since, by id while that is cheaper', async () => {
    const { sim, clock, inventory, asked } = stageOf('2.12');
    for (const told of recordedRoom) report(sim.state, told);
    clock.advance(86_400_000);
    const { cursor } = await all(inventory);
    clock.advance(86_400_000);
    report(sim.state, recordedReport(7));
    asked.length = 0;
    const { items, cursor: next } = await all(inventory, cursor);
    expect(items.map(({ name }) => name)).toContain('POSTE-207-03');
    clock.advance(86_400_000);
    report(sim.state, { ...recordedReport(8), user: 'prof.nguyễn' });
    asked.length = 0;
    expect((await all(inventory, next)).items.map(({ name }) => name)).toEqual(['POSTE-207-03', 'POSTE-208-04']);
    expect(asked.filter((path) => path.startsWith('/computers?'))).toEqual([]);
    expect(asked).toContain('/computer/8');
  });

  it('2.8: reads its pages, and gives what was inventoried since alone', async () => {
    const { sim, clock, inventory } = stageOf('2.8');
    for (const told of recordedRoom) report(sim.state, told);
    const { cursor } = await all(inventory);
    clock.advance(86_400_000);
    report(sim.state, recordedReport(7));
    const next = await all(inventory, cursor);
    clock.advance(86_400_000);
    report(sim.state, recordedReport(8));
    expect((await all(inventory, next.cursor)).items.map(({ name }) => name)).toEqual(['POSTE-207-03', 'POSTE-208-04']);
  });

  it.each(['2.8', '2.12'] as const)('%s: loses nothing in the hour that autumn repeats', async (profile) => {
    // 25 October 2026, 02:50 summer time; an hour later it is 02:50 again.
    const { sim, clock, inventory } = stageOf(profile, { start: '2026-10-25T00:50:00Z' });
    report(sim.state, recordedReport(1));
    const { cursor } = await all(inventory);
    clock.advance(1_800_000);
    expect(stamp(sim.state)).toBe('2026-10-25 02:20:00');
    report(sim.state, recordedReport(2));
    expect((await all(inventory, cursor)).items.map(({ name }) => name)).toContain('POSTE-202-02');
  });

  it('finds out that the module is not there, that it asks for nothing, and that pages fail', async () => {
    const missing = stageOf('2.12');
    missing.sim.state.quirks = { ...missing.sim.state.quirks, moduleMissing: true };
    expect(await missing.connector.check()).toMatchObject({
      ok: false,
      findings: [
        {
          name: 'connection',
          blocking: true,
          advice: { en: expect.stringContaining('REST module'), fr: expect.stringContaining('module REST') },
        },
      ],
    });
    const debian = stageOf('2.8-debian');
    report(debian.sim.state, recordedReport(1));
    expect(await debian.connector.check()).toMatchObject({
      ok: true,
      version: '2.8',
      findings: [
        { name: 'connection', ok: true },
        { name: 'access', detail: { en: expect.stringContaining('no credentials') } },
        { name: 'machines', ok: false, blocking: false },
        { name: 'clock', ok: true },
      ],
    });
  });
});

describe('recorded machines', () => {
  interface Recorded {
    readonly server: string;
    readonly note: string;
    readonly response: { readonly body: string };
  }
  const recorded = readFileSync('connectors/ocs/fixtures/recordings.jsonl', 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Recorded);
  const bodyOf = (server: string, note: string): string =>
    recorded.find((each) => each.server.startsWith(server) && each.note === note)?.response.body ?? '';

  /** A server that answers with what was recorded. */
  async function read(profile: Profile, server: string): Promise<NativeAsset | undefined> {
    const { sim, inventory } = stageOf(profile, {
      change: (url, real) =>
        url.endsWith('/computer/1') ? { ...real(), body: bodyOf(server, 'one computer, every section') } : real(),
    });
    report(sim.state, recordedReport(1));
    for await (const asset of inventory.read(['1'])) return asset;
    return undefined;
  }

  it('come the same from 2.8.1 and from 2.12.5, apart from when they were seen', async () => {
    const old = await read('2.8', 'ocs-2.8.1 (matching');
    const now = await read('2.12', 'ocs-2.12.5');
    expect({ ...now, version: '', seenAt: '' }).toEqual({ ...old, version: '', seenAt: '' });
    expect(now).toMatchObject({
      name: 'POSTE-201-01',
      serial: 'SN000001FR',
      seenAt: '2026-11-21T19:32:12.000Z',
      fields: { description: "Salle 201 <rez-de-chaussée> l'été", tag: 'LYCEE-A' },
    });
  });
});
