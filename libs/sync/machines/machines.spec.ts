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
    ['the agent that told of it', { agent: 'POSTE-203-02-2026' }, { agent: 'poste-203-02-2026' }, 'agent'],
    ['a hardware address', { macs: ['02:00:5e:10:00:01'] }, { macs: ['02:00:5e:10:00:01'] }, 'mac'],
    ['its name', { name: '203-02' }, { name: ' 203-02' }, 'name'],
  ])('is told by %s, and says so', (_what, one, other, evidence) => {
    const records = after(['glpi', machine('Computer:1', one)], ['ocs', machine('7', other)]);
    expect(of(records, 'ocs', '7')).toMatchObject({ evidence, machine: of(records, 'glpi', 'Computer:1').machine });
  });

  it('is not told by the agent alone where the serial numbers contradict it', () => {
    const records = after(
      ['glpi', machine('Computer:1', { agent: 'POSTE-1', serial: 'SN1' })],
      ['ocs', machine('7', { agent: 'POSTE-1', serial: 'SN2' })],
    );
    expect(of(records, 'ocs', '7').machine).not.toBe(of(records, 'glpi', 'Computer:1').machine);
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

describe('what an inventory says of machines that it does not name', () => {
  const heard = async (source: Partial<AssetSource>, broken = 0, cursor: string | null = null) => {
    const machines = memoryMachines(async (saved) => void saves.push(saved.cursor));
    const saves: string[] = [];
    await machines.keep(after(['ocs', machine('1', { serial: 'SN1' }), machine('2')], ['glpi', machine('2')]));
    const asked: (string | null)[] = [];
    const inventory: AssetSource = {
      classes: ['computer'],
      async *pull(from) {
        asked.push(from);
        const pieces = Array.from({ length: broken }, () => ({ number: null, reason: 'illisible' }) as never);
        yield { items: [machine('1', { serial: 'SN1', name: 'Écran' })], broken: pieces, cursor: 'fin' };
      },
      async *read() {},
      ...source,
    };
    const report = await hearMachines(
      { machines, clock: manualClock(now), cursor: async () => cursor },
      'ocs',
      inventory,
    );
    const gone = (await machines.all()).flatMap((record) =>
      record.gone ? [`${record.connection} ${record.said.id}`] : [],
    );
    return { report, gone, saves, asked };
  };

  it('is nothing, where it tells only what changed', async () => {
    expect(await heard({}, 0, 'depuis')).toMatchObject({
      report: { seen: 1, kept: 1, gone: 0, broken: [] },
      gone: [],
      saves: ['fin'],
      asked: ['depuis'],
    });
  });

  it('is that they are gone, where it tells all of them each time, or lists their ids', async () => {
    expect(await heard({ whole: true })).toMatchObject({ report: { gone: 1 }, gone: ['ocs 2'] });
    expect(await heard({ list: async () => ['1'] })).toMatchObject({ report: { gone: 1 }, gone: ['ocs 2'] });
    expect(await heard({ list: async () => ['1', '2'] })).toMatchObject({ report: { gone: 0 }, gone: [] });
    expect(await heard({ list: async () => [] })).toMatchObject({ gone: ['ocs 2'] });
  });

  it('is nothing either, where a piece of it could not be read, and it is read again from where it was', async () => {
    expect(await heard({ whole: true }, 1)).toMatchObject({ report: { gone: 0 }, gone: [], saves: [] });
    // An inventory that lists its ids says by them what is there, whatever else it could not show.
    expect(await heard({ list: async () => ['1'] }, 1)).toMatchObject({ gone: ['ocs 2'], saves: [] });
  });
});

describe('somebody who says which machine a record is of', () => {
  const records = after(
    ['glpi', machine('Computer:1', { name: 'A', serial: 'SN1' })],
    ['ocs', machine('7', { name: 'B', serial: 'SN1' }), machine('8', { name: 'C' })],
  );
  const by = { by: 'camille' } as const;

  it('may say that it is a machine of its own', () => {
    const [decided, ...others] =
      choose(records, { connection: 'ocs', native: '7', machine: null, ...by }, '2026-11-23T08:00:00.000Z') ?? [];
    expect(decided).toMatchObject({
      evidence: 'decision',
      by: 'camille',
      at: '2026-11-23T08:00:00.000Z',
      heard: '2026-11-23T08:00:00.000Z',
      candidates: [],
    });
    expect(decided?.machine).not.toBe(of(records, 'glpi', 'Computer:1').machine);
    expect(others.every(({ said }) => said.id !== '7')).toBe(true);
  });

  it('cannot speak of a record that nobody told of, nor tie it to what is no other record’s machine', () => {
    const { machine: alone } = of(records, 'ocs', '8');
    expect(choose(records, { connection: 'ocs', native: '99', machine: null, ...by }, now)).toBeNull();
    expect(choose(records, { connection: 'glpi', native: '8', machine: null, ...by }, now)).toBeNull();
    expect(choose(records, { connection: 'ocs', native: '8', machine: alone, ...by }, now)).toBeNull();
  });
});

describe('evidence that is doubtful', () => {
  it('is one serial number that two living records of one tool bear; once one is gone, the other takes its place', () => {
    const both = after(['ocs', machine('1', { serial: 'SN1' }), machine('2', { serial: 'SN1' })]);
    expect(both.map(({ evidence }) => evidence).toSorted()).toEqual(['alone', 'ambiguous']);
  });

  it('is a name that its own tool gives to two records', () => {
    const records = after(
      ['ocs', machine('7', { name: 'PC-1' }), machine('8', { name: 'pc-1 ' })],
      ['glpi', machine('Computer:1', { name: 'PC-1' })],
    );
    expect(of(records, 'glpi', 'Computer:1').evidence).toBe('ambiguous');
    // Two records of one tool are two machines, whatever they are called.
    expect(of(records, 'ocs', '7').machine).not.toBe(of(records, 'ocs', '8').machine);
  });

  it('is not a hardware address where serial numbers say otherwise, nor a blank name', () => {
    const macs = ['02:00:5e:10:00:01'];
    const records = after(
      ['glpi', machine('Computer:1', { serial: 'SN1', macs, name: '  ' })],
      ['ocs', machine('7', { serial: 'SN2', macs, name: ' ' })],
    );
    expect(of(records, 'ocs', '7')).toMatchObject({ evidence: 'alone', candidates: [] });
  });
});

describe('a machine in a tool', () => {
  it('has no name there where the tool has two living records of it, or none', () => {
    const records = after(
      ['ocs', machine('1', { serial: 'SN1', uuid: uuid(1) })],
      ['glpi', machine('Computer:1', { serial: 'SN1' })],
    );
    const asset = { name: 'x', serial: 'SN1', uuid: null };
    const [record] = records;
    const twin = { ...of(records, 'ocs', '1'), said: { ...of(records, 'ocs', '1').said, id: '2' } };
    expect(indexMachines(records).native('ocs', asset)).toBe('1');
    expect(indexMachines([...records, twin]).native('ocs', asset)).toBeNull();
    expect(indexMachines([...records, { ...twin, gone: true }]).native('ocs', asset)).toBe('1');
    expect(indexMachines([{ ...record!, gone: true }]).native('ocs', asset)).toBeNull();
    expect(indexMachines(records).canonical('ocs', '1')).toEqual({ name: 'SN1', serial: 'SN1', uuid: uuid(1) });
  });

  it('is nobody’s guess where its number, or its name, is that of two machines', () => {
    const two = after(
      ['ocs', machine('1', { uuid: uuid(1), name: 'PC-1' })],
      ['glpi', machine('Computer:1', { uuid: uuid(2), name: 'PC-1' })],
    );
    const index = indexMachines(two.map((record) => ({ ...record, said: { ...record.said, serial: 'SN1' } })));
    expect(index.native('ocs', { name: '', serial: 'sn1', uuid: uuid(1) })).toBeNull();
    expect(indexMachines(two).native('ocs', { name: 'PC-1', serial: null, uuid: null })).toBeNull();
    expect(indexMachines(two).native('ocs', { name: 'PC-1', serial: null, uuid: uuid(1) })).toBe('1');
    expect(indexMachines(two).namedIn('le PC-1 ne démarre plus')).toEqual([]);
  });

  it('is called as who saw it last calls it, and as those who are still there do', () => {
    const [glpi, ocs, itop] = after(
      ['glpi', machine('Computer:1', { serial: 'SN1', name: 'ANCIEN', seenAt: '2026-01-01T00:00:00.000Z' })],
      ['ocs', machine('1', { serial: 'SN1', name: 'NEUF', seenAt: '2026-02-01T00:00:00.000Z' })],
      ['itop', machine('PC:1', { serial: 'SN1', name: 'PARTI', seenAt: '2026-03-01T00:00:00.000Z' })],
    );
    const nameOf = (...records: readonly MachineRecord[]) =>
      indexMachines(records).canonical('glpi', 'Computer:1')?.name;
    expect(nameOf(glpi!, ocs!, { ...itop!, gone: true })).toBe('NEUF');
    expect(nameOf(itop!, glpi!, ocs!)).toBe('PARTI');
    expect(nameOf({ ...itop!, gone: true }, glpi!)).toBe('ANCIEN');
    expect(nameOf({ ...glpi!, said: { ...glpi!.said, seenAt: null } }, ocs!)).toBe('NEUF');
  });

  it.each([
    ['PC-1 et pc-1', ['PC-1']],
    ['PC-1.', ['PC-1']],
    ['(PC-1)', ['PC-1']],
    ['XPC-1', []],
    ['PC_1', []],
    ['', []],
  ])('is named in «%s»', (text, names) => {
    const index = indexMachines(after(['ocs', machine('1', { name: 'PC-1' }), machine('2', { name: 'A1' })]));
    expect(index.namedIn(text).map(({ name }) => name)).toEqual(names);
    expect(index.namedIn('le A1 ne démarre plus')).toEqual([]);
  });
});
