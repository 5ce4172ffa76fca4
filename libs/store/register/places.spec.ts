import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { memoryRegister, type PlaceLink, type Places } from '@passerelle/sync';
import { databaseAt } from '../database.js';
import { openStore, type OpenStore } from '../open-store.js';
import { createTestDatabase, dropTestDatabase } from '../testing/test-database.js';

const link = (name: string, more: Partial<PlaceLink> = {}): PlaceLink => ({
  connection: 'glpi',
  kind: 'site',
  name,
  native: null,
  called: null,
  evidence: 'none',
  candidates: [],
  by: null,
  at: null,
  ...more,
});
const two = [
  { id: '1', name: 'Lycée Bellevue 🏫' },
  { id: '2', name: 'LYCEE\u0000BELLEVUE' },
];

describe.each(['memory', 'PostgreSQL'] as const)('what is known of places, in %s', (where) => {
  let url: string | null = null;
  let opened: OpenStore | null = null;
  let places: Places;
  beforeEach(async () => {
    if (where === 'PostgreSQL') {
      url = await createTestDatabase();
      opened = openStore(databaseAt(url));
    }
    places = opened?.register ?? memoryRegister();
  });
  afterEach(async () => {
    await opened?.close();
    if (url !== null) await dropTestDatabase(url);
    [url, opened] = [null, null];
  });

  it('comes back as it was kept, whatever the names', async () => {
    const kept = [
      link('Lycée «Bellevue» ’٣', { evidence: 'ambiguous', candidates: two }),
      link('Salle 203', { native: '7', called: 'Bâtiment A > Salle 203', evidence: 'name', candidates: [two[0]!] }),
      link('DSI', { kind: 'organisation', evidence: 'decision', by: 'zoé', at: '2026-01-05T08:00:00.000Z' }),
    ];
    await places.keepPlaces(kept);
    const all = await places.places({ limit: 9 });
    expect(all).toEqual(expect.arrayContaining(kept));
    expect(all).toHaveLength(3);
    expect(await places.places({ evidence: 'ambiguous', limit: 9 })).toEqual([kept[0]]);
    expect(await places.places({ kind: 'site', names: ['Salle 203', 'Ailleurs'], limit: 9 })).toEqual([kept[1]]);
    expect(await places.places({ connection: 'itop', limit: 9 })).toEqual([]);
    expect(await places.places({ limit: 1 })).toHaveLength(1);
  });

  it('is written over by newer evidence, and what somebody decided by a decision alone', async () => {
    await places.keepPlaces([link('Salle 203', { evidence: 'ambiguous', candidates: two })]);
    await places.keepPlaces([
      link('Salle 203', { native: '1', called: two[0]!.name, evidence: 'decision', by: 'zoé' }),
    ]);
    await places.keepPlaces([link('Salle 203', { native: '2', evidence: 'name' })]);
    expect(await places.places({ limit: 9 })).toMatchObject([{ native: '1', evidence: 'decision' }]);
    await places.keepPlaces([link('Salle 203', { evidence: 'decision', by: 'léa' })]);
    expect(await places.places({ limit: 9 })).toMatchObject([{ native: null, evidence: 'decision', by: 'léa' }]);
  });
});
