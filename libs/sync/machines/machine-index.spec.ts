import { describe, expect, it } from '@jest/globals';
import type { NativeAsset } from '@passerelle/connector';
import type { MachineRecord } from '../ports/machines.js';
import { indexMachines, noMachines } from './machine-index.js';

type Said = Partial<NativeAsset> & Pick<NativeAsset, 'id'>;

const record = (machine: string, said: Said, more: Partial<MachineRecord> = {}): MachineRecord => ({
  connection: 'ocs',
  said: { name: null, serial: null, uuid: null, macs: [], agent: null, seenAt: null, ...said } as NativeAsset,
  machine,
  evidence: 'alone',
  candidates: [],
  gone: false,
  heard: '2026-01-01T00:00:00.000Z',
  ...more,
});

const asset = (more: { name?: string; serial?: string; uuid?: string }) => ({
  name: '',
  serial: null,
  uuid: null,
  ...more,
});

describe('what a machine is called', () => {
  it('is as the record heard of last says, each value from the latest that has one', () => {
    const index = indexMachines([
      record('m', { id: '1', name: 'PC-ANCIEN', serial: 'SN1', uuid: 'u1', seenAt: '2026-01-01T00:00:00Z' }),
      record('m', { id: '2', name: 'PC-ÉTÉ-2', seenAt: '2026-03-01T00:00:00Z' }, { connection: 'glpi' }),
      record('m', { id: '3', name: 'PC-JAMAIS-VU' }, { connection: 'itop' }),
    ]);
    const machine = { name: 'PC-ÉTÉ-2', serial: 'SN1', uuid: 'u1' };
    expect(index.canonical('ocs', '1')).toEqual(machine);
    expect(index.canonical('glpi', '2')).toEqual(machine);
    expect(index.canonical('glpi', '1')).toBeNull();
  });

  it('is not what a record that is gone says, while another is there', () => {
    const gone = record('m', { id: '1', name: 'PC-RENDU', seenAt: '2026-09-01T00:00:00Z' }, { gone: true });
    const there = record('m', { id: '2', name: 'PC-LÀ', seenAt: '2026-01-01T00:00:00Z' });
    for (const records of [
      [gone, there],
      [there, gone],
    ])
      expect(indexMachines(records).canonical('ocs', '1')?.name).toBe('PC-LÀ');
    expect(indexMachines([gone]).canonical('ocs', '1')?.name).toBe('PC-RENDU');
  });

  it('is its serial number, or else its record’s id, where nobody named it', () => {
    expect(indexMachines([record('m', { id: '7', serial: 'SN7' })]).canonical('ocs', '7')?.name).toBe('SN7');
    expect(indexMachines([record('m', { id: '7', uuid: 'u7' })]).canonical('ocs', '7')?.name).toBe('7');
  });
});

describe('the record of a machine in a tool', () => {
  const records = [
    record('m1', { id: '1', name: 'PC-1', serial: 'SN1', uuid: 'u1' }),
    record('m1', { id: '10', name: 'pc-1', serial: 'sn1' }, { connection: 'glpi' }),
    record('m2', { id: '2', name: 'PC-2', serial: 'SN2', uuid: 'u2' }),
  ];
  const index = indexMachines(records);

  it('is found by serial number whatever its case, by UUID, and by name', () => {
    for (const known of [asset({ serial: 'sN1' }), asset({ uuid: 'u1' }), asset({ name: 'PC-1' })]) {
      expect(index.native('ocs', known)).toBe('1');
      expect(index.native('glpi', known)).toBe('10');
    }
    expect(index.native('glpi', asset({ name: 'PC-2' }))).toBeNull();
    expect(index.native('ocs', asset({ name: 'PC-9' }))).toBeNull();
    expect(index.native('ocs', asset({}))).toBeNull();
  });

  it('is the one of its serial number, although another machine bears its name', () => {
    expect(index.native('ocs', asset({ name: 'PC-2', serial: 'SN1' }))).toBe('1');
    expect(index.native('ocs', asset({ name: 'PC-2', serial: 'SN-INCONNU' }))).toBe('2');
    expect(index.native('ocs', asset({ name: 'PC-1', serial: 'SN-INCONNU', uuid: 'u2' }))).toBe('2');
  });

  it('is nobody’s where two machines bear the number, the name to the contrary', () => {
    const twice = indexMachines([...records, record('m3', { id: '3', name: 'PC-3', serial: 'SN1' })]);
    expect(twice.native('ocs', asset({ name: 'PC-1', serial: 'SN1' }))).toBeNull();
    expect(twice.native('ocs', asset({ name: 'PC-3' }))).toBe('3');
  });

  it('is none where the tool has two of it, and the living one where another is gone', () => {
    const second = record('m1', { id: '11', name: 'PC-1' });
    expect(indexMachines([...records, second]).native('ocs', asset({ serial: 'SN1' }))).toBeNull();
    expect(indexMachines([...records, { ...second, gone: true }]).native('ocs', asset({ serial: 'SN1' }))).toBe('1');
  });
});

describe('a text that names machines', () => {
  const index = indexMachines([
    record('m1', { id: '1', name: 'PC-ACCUEIL-2' }),
    record('m2', { id: '2', name: '203-02' }),
    record('m3', { id: '3', name: 'POSTE_12.lycee.local' }),
    record('m4', { id: '4', name: '2026' }),
    record('m5', { id: '5', name: 'PC2' }),
    record('m6', { id: '6', name: 'accueil' }),
    record('m7', { id: '7', name: 'DOUBLE-1' }),
    record('m8', { id: '8', name: 'double-1' }),
    record('m9', { id: '9', name: 'RENDU-01' }, { gone: true }),
  ]);
  const named = (text: string) => index.namedIn(text).map(({ name }) => name);

  it('names each once, in whatever case and between whatever signs', () => {
    expect(named('Le «pc-accueil-2», (203-02), pc-accueil-2 ; et POSTE_12.lycee.local.')).toEqual([
      'PC-ACCUEIL-2',
      '203-02',
      'POSTE_12.lycee.local',
    ]);
  });

  it('does not name what any text may say: years, short words, words without a digit', () => {
    expect(named('En 2026 le PC2 de l’accueil')).toEqual([]);
    expect(named('')).toEqual([]);
    expect(named('🖥️ طابعة')).toEqual([]);
  });

  it('does not name what two machines are called, nor what is gone', () => {
    expect(named('DOUBLE-1 et RENDU-01')).toEqual([]);
  });
});

describe('a house without inventories', () => {
  it('knows no machine', () => {
    expect(noMachines.canonical('ocs', '1')).toBeNull();
    expect(noMachines.native('ocs', asset({ name: 'PC-1' }))).toBeNull();
    expect(noMachines.namedIn('PC-ACCUEIL-2')).toEqual([]);
  });
});
