import { describe, expect, it } from '@jest/globals';
import { asIs } from '@passerelle/connector';
import type { Quarantine, RunRecord, Store } from '@passerelle/sync';
import { waiting } from './waiting.js';

const now = '2026-03-02T06:00:00.000Z';
const stopped = (reason: Quarantine['reason']): Quarantine => ({
  connection: 'a',
  native: '1',
  number: null,
  reason,
  detail: asIs('d'),
  advice: asIs('a'),
  run: 'r',
  at: now,
});

/** A store in which something of every kind waits. */
function stored(scan: object): Store {
  const changes = [
    { fr: 'Change : nouveau', en: 'Change: new' },
    { fr: 'Ticket : nouveau', en: 'Ticket: new' },
  ];
  const reports: Readonly<Record<string, object>> = { 'words:a': { words: {}, changes, at: now }, 'scan:a': scan };
  const parts: Partial<Store> = {
    inState: () => Promise.resolve([{ since: now }] as unknown as Awaited<ReturnType<Store['inState']>>),
    quarantined: () => Promise.resolve([stopped('unknown-word'), stopped('broken'), stopped('broken')]),
    run: (id) => Promise.resolve({ ended: now, report: reports[id] } as unknown as RunRecord),
  };
  return parts as Store;
}

describe('what waits at a connection', () => {
  it('is said in both languages, with what to do', async () => {
    const found = await waiting(stored({ vanished: ['1'], returned: ['2', '3'], twins: [] }), 'a', now);
    expect(found.map(({ kind, detail }) => [kind, detail.fr, detail.en])).toEqual([
      ['vocabulary', 'Change : nouveau ; Ticket : nouveau', 'Change: new; Ticket: new'],
      ['words', '1 ticket attend une ligne du mapping', '1 ticket waits for a row of the mapping'],
      ['quarantine', '2 tickets attendent en quarantaine', '2 tickets wait in quarantine'],
      ['dead', '1 lettre morte', '1 dead letter'],
      ['scan', 'tickets disparus : 1, revenus : 2, en double : 0', '1 vanished, 2 returned, 0 twins'],
    ]);
    expect(found.map(({ advice }) => advice.fr)).toEqual([
      'voyez si le mapping dit toujours ce qu’il faut, puis lancez «passerelle check»',
      'voyez avec «passerelle quarantine» les lignes à ajouter',
      'voyez «passerelle quarantine»',
      'voyez «passerelle dead»',
      'voyez le passage scan:a',
    ]);
    for (const { detail, advice } of found) for (const { fr, en } of [detail, advice]) expect(fr).not.toBe(en);
  });

  it('says in either language what a scan doubted, and as it was kept where that is older', async () => {
    const doubt = { fr: 'a est en pause', en: 'a is paused' };
    expect((await waiting(stored({ doubt }), 'a', now)).at(-1)?.detail).toEqual(doubt);
    const older = await waiting(stored({ doubt: 'a is paused' }), 'a', now);
    expect(older.at(-1)?.detail).toEqual({ fr: 'a is paused', en: 'a is paused' });
  });
});
