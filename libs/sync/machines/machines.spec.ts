import { describe, expect, it } from '@jest/globals';
import type { AssetSource, NativeAsset } from '@passerelle/connector';
import { manualClock } from '@passerelle/connector/testing';
import { memoryMachines } from '../memory/memory-machines.js';
import type { MachineRecord } from '../ports/machines.js';
import { choose } from './choose.js';
import { foldMachines } from './fold-machines.js';
import { hearMachines } from './hear-machines.js';
import { indexMachines } from './machine-index.js';

const now = '2026-11-22T08:00:00.000Z';

function machine(id: string, own: Partial<NativeAsset> = {}): NativeAsset {
  return {
    id,
    class: 'computer',
    name: null,
    serial: null,
    uuid: null,
    tag: null,
    macs: [],
    seenAt: now,
    version: JSON.stringify(own),
    url: null,
    fields: {},
    ...own,
  };
}

const uuid = (nth: number): string => `4c4c4544-0000-1001-8000-${String(nth).padStart(12, '0')}`;

/** The records after these inventories, one after the other. */
function after(
  ...told: readonly (readonly [connection: string, ...assets: NativeAsset[]])[]
): readonly MachineRecord[] {
  let records: readonly MachineRecord[] = [];
  for (const [connection, ...assets] of told) {
    const present = new Set(assets.map(({ id }) => id));
    const kept = foldMachines(records, { connection, told: assets, present }, now);
    const key = ({ connection: where, said }: MachineRecord): string => `${where}/${said.id}`;
    records = [...new Map([...records, ...kept].map((record) => [key(record), record])).values()];
  }
  return records;
}

const of = (records: readonly MachineRecord[], connection: string, id: string): MachineRecord =>
  records.find((record) => record.connection === connection && record.said.id === id)!;

describe('which machine a record is of', () => {
  it.each<readonly [string, Partial<NativeAsset>, Partial<NativeAsset>, string]>([
    [
      'serial number and UUID',
      { serial: 'SN1', uuid: uuid(1) },
      { serial: 'sn1', uuid: uuid(1), name: 'autre' },
      'serial and uuid',
    ],
    ['a serial number', { serial: 'SN1' }, { serial: 'SN1' }, 'serial'],
    ['a UUID', { uuid: uuid(1) }, { uuid: uuid(1), serial: 'SN9' }, 'uuid'],
    ['a hardware address', { macs: ['02:00:5e:10:00:01'] }, { macs: ['02:00:5e:10:00:01'] }, 'mac'],
    ['its name', { name: '203-02' }, { name: ' 203-02' }, 'name'],
  ])('is told by %s, and says so', (_what, one, other, evidence) => {
    const records = after(['glpi', machine('Computer:1', one)], ['ocs', machine('7', other)]);
    expect(of(records, 'ocs', '7')).toMatchObject({ evidence, machine: of(records, 'glpi', 'Computer:1').machine });
  });

  it('is nobody’s guess where two machines bear the name', () => {
    const records = after(
      ['glpi', machine('Computer:1', { name: '203-02' }), machine('Computer:2', { name: '203-02', tag: 'bis' })],
      ['ocs', machine('7', { name: '203-02' })],
    );
    expect(of(records, 'ocs', '7')).toMatchObject({
      evidence: 'ambiguous',
      candidates: expect.arrayContaining([of(records, 'glpi', 'Computer:1').machine]),
    });
    expect(new Set(records.map((record) => record.machine)).size).toBe(3);
  });

  it('shows what is ambiguous: one serial number that two machines bear, or one with another UUID', () => {
    const twins = after(
      ['glpi', machine('Computer:1', { serial: 'SN1', name: 'a' })],
      ['itop', machine('PC:4', { serial: 'SN1', uuid: uuid(2) })],
      ['ocs', machine('7', { serial: 'SN1', uuid: uuid(3) })],
    );
    expect(of(twins, 'ocs', '7')).toMatchObject({
      evidence: 'ambiguous',
      candidates: [of(twins, 'glpi', 'Computer:1').machine],
    });
  });

  it('does not take a name for evidence where serial numbers say otherwise', () => {
    const records = after(
      ['glpi', machine('Computer:1', { name: '203-02', serial: 'SN1' })],
      ['ocs', machine('7', { name: '203-02', serial: 'SN2' })],
    );
    expect(of(records, 'ocs', '7').evidence).toBe('alone');
  });

  it('knows a machine that was installed anew, though its id is another', () => {
    const records = after(
      ['ocs', machine('3', { serial: 'SN3', uuid: uuid(3), name: 'POSTE-203-03' })],
      ['ocs', machine('27', { serial: 'SN3', uuid: uuid(3), name: 'POSTE-203-03' })],
    );
    expect(of(records, 'ocs', '3').gone).toBe(true);
    expect(of(records, 'ocs', '27').machine).toBe(of(records, 'ocs', '3').machine);
  });

  it('ties a record that stood alone once something speaks for it', () => {
    const records = after(
      ['glpi', machine('Computer:1', { name: 'a', serial: 'SN1' })],
      ['itop', machine('PC:1', { uuid: uuid(1), name: 'b' })],
      ['ocs', machine('7', { uuid: uuid(1), name: 'c' })],
      ['itop', machine('PC:1', { uuid: uuid(1), serial: 'SN1', name: 'b' })],
    );
    expect(new Set(records.map((record) => record.machine)).size).toBe(1);
  });

  it('says nothing twice', () => {
    const glpi = machine('Computer:1', { serial: 'SN1' });
    const records = after(['glpi', glpi], ['ocs', machine('7', { serial: 'SN1' })]);
    expect(foldMachines(records, { connection: 'glpi', told: [glpi], present: new Set(['Computer:1']) }, now)).toEqual(
      [],
    );
  });

  it('remembers what somebody chose, whatever is told later', () => {
    const start = after(
      ['glpi', machine('Computer:1', { serial: 'SN1', uuid: uuid(1) }), machine('Computer:2', { serial: 'SN2' })],
      ['ocs', machine('7', { serial: 'SN1', uuid: uuid(9) })],
    );
    expect(of(start, 'ocs', '7').evidence).toBe('ambiguous');
    const wanted = of(start, 'glpi', 'Computer:2').machine;
    const kept = choose(start, { connection: 'ocs', native: '7', machine: wanted, by: 'camille' }, now)!;
    const records = [...start.filter((record) => !kept.some((each) => each.said.id === record.said.id)), ...kept];
    const again = foldMachines(
      records,
      { connection: 'ocs', told: [machine('7', { serial: 'SN1', uuid: uuid(9), name: 'neuf' })], present: null },
      now,
    );
    expect(again).toMatchObject([{ machine: wanted, evidence: 'decision', by: 'camille' }]);
    expect(choose(start, { connection: 'ocs', native: '7', machine: 'm-nulle-part', by: 'camille' }, now)).toBeNull();
  });
});

describe('what a machine is called', () => {
  const records = after(
    ['glpi', machine('Computer:1', { name: '203-02', serial: 'SN1', seenAt: null })],
    ['ocs', machine('7', { name: 'POSTE-203-02', serial: 'SN1', uuid: uuid(1) })],
    ['itop', machine('PC:4', { name: 'POSTE-203-02', serial: 'SN1' }), machine('PC:5', { name: 'ACCUEIL-2026' })],
  );
  const index = indexMachines(records);
  const asset = { name: 'POSTE-203-02', serial: 'SN1', uuid: uuid(1) };

  it('is the same from every tool', () => {
    expect(index.canonical('glpi', 'Computer:1')).toEqual(asset);
    expect(index.canonical('itop', 'PC:4')).toEqual(asset);
    expect(index.canonical('glpi', 'Computer:99')).toBeNull();
  });

  it('leads to its record in another tool, by what it is known by before its name', () => {
    expect(index.native('itop', asset)).toBe('PC:4');
    expect(index.native('glpi', { name: 'POSTE-203-02', serial: null, uuid: null })).toBe('Computer:1');
    expect(index.native('servicenow', asset)).toBeNull();
  });

  it('is found in what people write, by any of its names', () => {
    expect(index.namedIn('Écran noir sur le 203-02, depuis ce matin.')).toEqual([asset]);
    expect(index.namedIn('poste-203-02/accueil-2026 : plus rien').map(({ name }) => name)).toEqual([
      'POSTE-203-02',
      'ACCUEIL-2026',
    ]);
    expect(index.namedIn('Le 2026-11-22 à 08:00, 1500 € — 203-021')).toEqual([]);
  });
});

describe('an inventory that is heard', () => {
  it('keeps nothing of a reading that failed, and its cursor with what it kept', async () => {
    const cursors = new Map<string, string>();
    const machines = memoryMachines(async ({ stream, cursor }) => void cursors.set(stream, cursor));
    let fails = true;
    const source: AssetSource = {
      classes: ['computer'],
      async *pull() {
        yield { items: [machine('1', { serial: 'SN1' })], broken: [], cursor: 'a' };
        if (fails) throw new Error('down');
        yield { items: [machine('2', { serial: 'SN2' })], broken: [], cursor: 'b' };
      },
      async *read() {},
      list: async () => ['1', '2'],
    };
    const ground = { machines, clock: manualClock(now), cursor: async (stream: string) => cursors.get(stream) ?? null };
    await expect(hearMachines(ground, 'ocs', source)).rejects.toThrow('down');
    expect([await machines.all(), cursors.size]).toEqual([[], 0]);
    fails = false;
    expect(await hearMachines(ground, 'ocs', source)).toMatchObject({ seen: 2, kept: 2, gone: 0 });
    expect(cursors.get('machines:ocs')).toBe('b');
  });
});
