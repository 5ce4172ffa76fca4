import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { MachineRecord } from '@passerelle/sync';
import { openStore, type OpenStore } from '../open-store.js';
import { databaseAt } from '../database.js';
import { createTestDatabase } from '../testing/index.js';

const record = (native: string, more: Partial<MachineRecord> = {}): MachineRecord => ({
  connection: 'ocs-lycée',
  machine: 'm-1',
  evidence: 'alone',
  candidates: [],
  gone: false,
  heard: '2026-11-22T08:00:00.000Z',
  said: {
    id: native,
    class: 'computer',
    name: 'Élève\u0000 « 203-02 » 🖥️',
    serial: null,
    uuid: null,
    tag: null,
    macs: [],
    seenAt: null,
    version: '1',
    url: null,
    fields: { user: 'l’été' },
  },
  ...more,
});

describe('machines on PostgreSQL', () => {
  let open: OpenStore;
  beforeAll(async () => {
    open = openStore(databaseAt(await createTestDatabase()));
  });
  afterAll(() => open.close());

  it('are kept as they are, with their cursor in the same step', async () => {
    const ambiguous = record('2', { evidence: 'ambiguous', candidates: ['m-1', 'm-2'], gone: true });
    await open.machines.keep([record('1'), ambiguous], { stream: 'machines:ocs', cursor: 'c' });
    expect(await open.machines.all()).toEqual([record('1'), ambiguous]);
    expect(await open.store.cursor('machines:ocs')).toBe('c');
  });

  it('keep what somebody decided against everything but another decision', async () => {
    const decided = record('3', {
      evidence: 'decision',
      machine: 'm-9',
      by: 'camille',
      at: '2026-11-22T09:00:00.000Z',
    });
    const before = await open.machines.revision();
    await open.machines.keep([decided]);
    await open.machines.keep([record('3')]);
    expect((await open.machines.all()).find(({ said }) => said.id === '3')).toEqual(decided);
    expect(await open.machines.revision()).not.toBe(before);
    await open.machines.keep([{ ...decided, machine: 'm-1' }]);
    expect((await open.machines.all()).find(({ said }) => said.id === '3')?.machine).toBe('m-1');
  });
});
