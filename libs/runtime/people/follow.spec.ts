import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { manualClock, seededRandom, type ManualClock } from '@passerelle/connector/testing';
import { databaseAt, openStore, type OpenStore } from '@passerelle/store';
import { personFingerprint } from '@passerelle/sync';
import type { Person } from '@passerelle/ticket';
import { createTestDatabase, dropTestDatabase } from '../../store/testing/test-database.js';
import { sampleBond, sampleEntry, sampleTicket } from '../../sync/testing/samples.js';
import { follow, type FollowAnswer } from './follow.js';
import { referenceForms } from './reference-forms.js';

const somebody = (said: Partial<Person>): Person => ({
  name: null,
  email: null,
  login: null,
  employeeNumber: null,
  cut: false,
  ...said,
});
const amelie = somebody({ name: 'Amélie Dupré-Lœw', email: 'Amelie.Dupre@exemple.fr' });
const zoe = somebody({ name: 'Zoé', login: 'zoe' });
const nothing: FollowAnswer = { tickets: [], later: false };

describe('following a ticket by its number, without an account', () => {
  let url: string;
  let opened: OpenStore;
  let clock: ManualClock;
  beforeEach(async () => {
    url = await createTestDatabase();
    opened = openStore(databaseAt(url));
    clock = manualClock();
    const reference = { connection: 'formulaire', number: 'Q7B-2KD-4WZE', url: null };
    const entries = [
      sampleEntry('a', 1, { text: 'Pouvez-vous redémarrer ?', audience: 'public' }),
      sampleEntry('a', 2, { text: 'Le mot de passe est dans le coffre', audience: 'internal', kind: 'work_note' }),
    ];
    await opened.store.commit({
      tickets: [
        sampleTicket('a', { requester: amelie, audience: 'public', number: 'RITM0010042', references: [reference] }),
        sampleTicket('b', { requester: amelie, audience: 'internal', number: 'R-000777' }),
        sampleTicket('c', { requester: zoe, audience: 'public', number: '59' }),
      ],
      entries,
      bonds: [sampleBond('cassius', 'K1', 'a', { number: 'R240115_00042' })],
      personLinks: [
        {
          connection: 'glpi',
          person: personFingerprint(zoe),
          native: '12',
          evidence: 'login',
          named: zoe,
          candidates: [
            {
              id: '12',
              name: 'Zoé Petit',
              email: 'zoe@exemple.fr',
              login: 'zoe',
              employeeNumber: null,
              active: true,
              fits: ['login'],
            },
          ],
        },
      ],
    });
  });
  afterEach(async () => {
    await opened.close();
    await dropTestDatabase(url);
  });
  const ask = (reference: string, email = 'amelie.dupre@exemple.fr', address = '192.0.2.1') =>
    follow({ ...opened, clock, random: seededRandom(1) }, { reference, email, address });

  it.each(['RITM0010042', ' ritm 0010042', 'Q7B-2KD-4WZE', 'q7b2kd4wze', 'R240115_00042'])(
    'finds it under «%s», and shows what its requester reads',
    async (reference) => {
      const { tickets, later } = await ask(reference, ' AMELIE.dupre@exemple.FR ');
      expect(later).toBe(false);
      expect(tickets).toMatchObject([
        { number: 'RITM0010042', references: ['Q7B-2KD-4WZE'], entries: [{ text: 'Pouvez-vous redémarrer ?' }] },
      ]);
      expect(JSON.stringify(tickets)).not.toContain('coffre');
    },
  );

  it('control: the internal line that it does not show is there', async () => {
    const kept = (await opened.store.tickets(['a'])).get('a');
    expect(JSON.stringify(kept)).toContain('coffre');
  });

  it('answers a stranger the same of a ticket that exists, of one that does not, and of one that nobody may see', async () => {
    expect(await ask('RITM0010042', 'autre@exemple.fr')).toEqual(nothing);
    expect(await ask('RITM9999999', 'autre@exemple.fr')).toEqual(nothing);
    expect(await ask('R-000777')).toEqual(nothing);
    expect(await ask('RITM0010042', '')).toEqual(nothing);
    expect(await ask('', 'amelie.dupre@exemple.fr')).toEqual(nothing);
  });

  it('knows the address of an account elsewhere that the requester is', async () => {
    expect((await ask('GLPI #59', 'zoe@exemple.fr')).tickets).toMatchObject([{ number: '59' }]);
    expect(await ask('0000059', 'amelie.dupre@exemple.fr')).toEqual(nothing);
  });

  it('hears an address no more after ten failures, right or wrong, and others on', async () => {
    for (let failure = 0; failure < 10; failure += 1) expect(await ask(`INC${failure}`)).toEqual(nothing);
    expect(await ask('RITM0010042')).toEqual({ tickets: [], later: true });
    expect(await ask('RITM9999999')).toEqual({ tickets: [], later: true });
    expect((await ask('RITM0010042', undefined, '192.0.2.2')).tickets).toHaveLength(1);
    // Control: it is the window that keeps it out, not the reference.
    clock.advance(16 * 60_000);
    expect((await ask('RITM0010042')).tickets).toHaveLength(1);
  });

  it('guards a reference against guesses from many addresses, and one that does not exist alike', async () => {
    for (const reference of ['RITM0010042', 'RITM9999999']) {
      for (let guess = 0; guess < 30; guess += 1)
        expect(await ask(reference, `essai${guess}@exemple.fr`, `198.51.100.${guess}`)).toEqual(nothing);
      expect(await ask(reference, 'autre@exemple.fr', '203.0.113.9')).toEqual({ tickets: [], later: true });
    }
  });

  it('does not count what was found as a failure', async () => {
    for (let time = 0; time < 12; time += 1) expect((await ask('RITM0010042')).tickets).toHaveLength(1);
  });

  it('reads a number however it was written down', () => {
    expect(referenceForms(' Ticket n° 0059 ')).toEqual(expect.arrayContaining(['59', '#59', '0000059']));
    expect(referenceForms('abc def ghij')).toContain('abc-def-ghij');
    expect(referenceForms('   ')).toEqual([]);
  });
});
