import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { asIs } from '@passerelle/connector';
import { databaseAt, openStore, type OpenStore } from '@passerelle/store';
import { holdings, personFingerprint } from '@passerelle/sync';
import type { Person } from '@passerelle/ticket';
import { createTestDatabase, dropTestDatabase } from '../../store/testing/test-database.js';
import { sampleBond, sampleEntry, sampleTicket } from '../../sync/testing/samples.js';
import { openMirrorStage, type MirrorStage } from '../testing/mirror-stage.js';
import { erasePerson, type Erasure } from './erase-person.js';
import { exportPerson } from './export-person.js';

const somebody = (name: string | null, said: Partial<Person> = {}): Person => ({
  name,
  email: null,
  login: null,
  employeeNumber: null,
  cut: false,
  ...said,
});
const amelie = somebody('Amélie Dupré-Lœw', { email: 'amelie@exemple.fr', login: 'adupre' });
const inverted = somebody('DUPRE-LOEW Amelie');
const jean = somebody('Jean Petit', { email: 'jean@exemple.fr' });
/** Whatever would still name her, however it is written. */
const traces = /am[eé]lie|dupr[eé]|adupre|561000001|61 00 00 01/iu;

describe('erasing a person', () => {
  let url: string;
  let opened: OpenStore;
  let stage: MirrorStage;
  beforeEach(async () => {
    url = await createTestDatabase();
    opened = openStore(databaseAt(url));
    stage = await openMirrorStage({ store: opened.store, register: opened.register });
    const { store } = opened;
    const link = { connection: 'b', person: personFingerprint(amelie), native: 'p9', evidence: 'email' } as const;
    await store.commit({
      tickets: [
        sampleTicket('t1', {
          requester: amelie,
          callbackPhone: '05 61 00 00 01',
          description: 'Signé : Amélie DUPRÉ-LŒW',
        }),
        sampleTicket('t2', { requester: jean, title: 'Pour jean', description: 'Demandé par jean@exemple.fr' }),
        sampleTicket('t3', { requester: inverted }),
      ],
      entries: [
        sampleEntry('t2', 1, { author: amelie, text: 'Rappelez-moi au +33 5 61 00 00 01. Dupré-Lœw, Amélie' }),
        sampleEntry('t2', 2, { author: jean, text: 'Je n’ai rien à voir avec Amélie Poulain' }),
      ],
      bonds: [
        sampleBond('a', 'n1', 't1', {
          shadow: { digest: 'd', fields: { requester: { id: 'u1', name: amelie.name, email: amelie.email } } },
        }),
      ],
      observations: [
        {
          connection: 'a',
          native: 'n1',
          run: 'r',
          heard: '2026-01-01T00:00:00.000Z',
          said: JSON.stringify({ by: amelie }),
        },
      ],
      quarantined: [
        {
          connection: 'a',
          native: 'n7',
          number: null,
          reason: 'broken',
          detail: asIs('ligne 3 : amelie@exemple.fr'),
          advice: asIs(''),
          run: 'r',
          at: '2026-01-01T00:00:00.000Z',
        },
      ],
      personLinks: [{ ...link, named: amelie }],
    });
  });
  afterEach(async () => {
    await stage.close();
    await opened.close();
    await dropTestDatabase(url);
  });
  const erase = (wish: Partial<Parameters<typeof erasePerson>[1]> = {}): Promise<Erasure> =>
    erasePerson(stage.house, { who: 'amelie@exemple.fr', namesakes: false, dryRun: false, by: 'dpo', ...wish });
  /** All that is kept, as text. */
  async function everything(): Promise<string> {
    const rows = await Promise.all(holdings.map((table) => opened.register.held(table, null, 10_000)));
    return JSON.stringify(rows);
  }

  it('shows first what would go, and changes nothing', async () => {
    const before = await everything();
    const told = await erase({ dryRun: true });
    expect(told).toMatchObject({
      done: false,
      namesakes: [inverted],
      rows: { ticket: 1, entry: 1, bond: 1, observation: 1, quarantine: 1, person: 1 },
    });
    expect(told.persons).toEqual(expect.arrayContaining([amelie]));
    expect(told.persons.map(({ email }) => email)).toEqual(['amelie@exemple.fr', 'amelie@exemple.fr']);
    expect(await everything()).toBe(before);
    expect(await opened.register.erased()).toEqual([]);
  });

  it('takes them out of everything, whoever is called alike apart', async () => {
    // Control: before, the words that are looked for afterwards are there.
    expect(await everything()).toMatch(traces);
    const { person, done } = await erase();
    expect(done).toBe(true);
    const kept = await opened.store.tickets(['t1', 't2', 't3']);
    expect(kept.get('t1')?.ticket.requester).toEqual(somebody(`Personne effacée ${person}`));
    expect(kept.get('t1')?.ticket.description).toBe(`Signé : Personne effacée ${person}`);
    expect(kept.get('t2')?.ticket).toMatchObject({ requester: jean, description: 'Demandé par jean@exemple.fr' });
    expect(kept.get('t2')?.entries.map(({ text }) => text)).toEqual([
      `Rappelez-moi au Personne effacée ${person}. Personne effacée ${person}`,
      'Je n’ai rien à voir avec Amélie Poulain',
    ]);
    // A name of which nothing else is known may be somebody else's: it was shown, and stays.
    expect(kept.get('t3')?.ticket.requester).toEqual(inverted);
    const left = (await everything()).replaceAll('Amélie Poulain', '').replaceAll('DUPRE-LOEW Amelie', '');
    expect(left).not.toMatch(traces);
  });

  it('takes namesakes with it where somebody says that they are the same', async () => {
    const { namesakes } = await erase({ namesakes: true });
    expect(namesakes).toEqual([]);
    expect((await everything()).replaceAll('Amélie Poulain', '')).not.toMatch(traces);
  });

  it('keeps nothing from which a name could be read back', async () => {
    await erase({ namesakes: true });
    expect(JSON.stringify(await opened.register.erased())).not.toMatch(traces);
    expect(await opened.store.personLinks('b', [personFingerprint(amelie)])).toEqual(new Map());
  });

  it('does not let them come back with the next pull, and says nothing to the tools about it', async () => {
    const { humans } = stage.world('a');
    const id = await humans.open('Imprimante de Amélie Dupré-Lœw');
    await humans.write?.(id, 'reply', 'Bonjour, amelie@exemple.fr');
    await stage.sync();
    const ticket = (await opened.store.bonds('a', [id])).get(id)?.ticket;
    expect(JSON.stringify([...(await opened.store.tickets([ticket ?? ''])).values()])).toMatch(traces);
    await erase({ namesakes: true });
    const told = stage.world('b').changes?.();
    await stage.sync();
    expect(stage.world('b').changes?.()).toBe(told);
    await humans.write?.(id, 'reply', 'Merci, Dupré-Lœw Amélie');
    await humans.open('Clavier de DUPRÉ-LŒW AMÉLIE');
    await stage.sync();
    expect((await everything()).replaceAll('Amélie Poulain', '')).not.toMatch(traces);
    const kept = (await opened.store.tickets([ticket ?? ''])).get(ticket ?? '');
    expect(kept?.entries).toHaveLength(2);
  });

  it('control: without the memory of who was erased they are back at once', async () => {
    await erase({ namesakes: true });
    const forgetful = await openMirrorStage({ store: opened.store });
    await forgetful.world('a').humans.open('Clavier de Amélie Dupré-Lœw');
    await forgetful.sync();
    expect((await everything()).replaceAll('Amélie Poulain', '')).toMatch(traces);
    await forgetful.close();
  });

  it('refuses a name that several people have, and names them', async () => {
    const other = somebody('Jean Petit', { email: 'jean.petit@ailleurs.example' });
    await opened.store.commit({ tickets: [sampleTicket('t9', { requester: other })] });
    await expect(erase({ who: 'Petit Jean' })).rejects.toMatchObject({
      code: 'unknown-name',
      details: ['Jean Petit · jean@exemple.fr', 'Jean Petit · jean.petit@ailleurs.example'],
    });
    await expect(erase({ who: 'Personne Inconnue' })).rejects.toMatchObject({ code: 'unknown-name' });
  });

  it('exports what an erasure would find', async () => {
    const { held, namesakes } = await exportPerson(stage.house, 'AMELIE@exemple.fr');
    expect(namesakes).toEqual([inverted]);
    expect([...new Set(held.map(({ table }) => table))]).toEqual([
      'ticket',
      'entry',
      'bond',
      'observation',
      'quarantine',
      'person',
    ]);
    expect(held.find(({ table }) => table === 'ticket')).toMatchObject({
      key: ['t1'],
      holds: { said: { requester: amelie } },
    });
  });
});
