import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { personFingerprint } from '@passerelle/sync';
import { samplePersonLink } from '../../../libs/sync/testing/samples.js';
import { openApiStage, type ApiStage, type Person } from './testing/stage.js';

const met = { name: 'Élodie Noël', email: null, login: null, employeeNumber: null, cut: false };
const account = (id: string, fits: readonly string[]) => ({
  id,
  name: 'Noël Elodie',
  email: `${id}@exemple.fr`,
  login: id,
  employeeNumber: null,
  active: true,
  fits,
});

describe('people of whom a human must say who they are', () => {
  let stage: ApiStage;
  let odile: Person;
  const person = personFingerprint(met);
  beforeAll(async () => {
    stage = await openApiStage();
    await stage.opened.store.commit({
      personLinks: [
        samplePersonLink('b', person, {
          evidence: 'ambiguous',
          native: null,
          named: met,
          candidates: [account('enoel', ['name']), account('enoel2', ['name', '-employee_number'])],
        }),
        samplePersonLink('b', personFingerprint({ ...met, name: 'Paul Smith' }), {
          evidence: 'email',
          native: 'psmith',
          named: { ...met, name: 'Paul Smith', email: 'paul@exemple.fr' },
        }),
      ],
    });
    odile = await stage.enter('odile', { role: 'operator', internal: true });
  });
  afterAll(() => stage.close());

  const body = { connection: 'b', person };

  it('come with every account that fits, and what speaks for and against each', async () => {
    const { matches, more } = await odile.get('listMatches');
    expect(matches).toMatchObject([
      {
        connection: 'b',
        person,
        named: { name: 'Élodie Noël' },
        account: null,
        candidates: [
          { id: 'enoel', fits: ['name'] },
          { id: 'enoel2', fits: ['name', '-employee_number'] },
        ],
      },
    ]);
    expect(more).toBe(false);
    const found = await odile.get('listMatches', { query: { all: 'true', text: 'smith' } });
    expect(found.matches.map(({ account: native }) => native)).toEqual(['psmith']);
  });

  it('are who somebody says, by name, and are asked for no more', async () => {
    const decided = await odile.get('decideMatch', { body: { ...body, account: 'enoel2' } });
    expect(decided).toMatchObject({ evidence: 'decision', account: 'enoel2', by: 'odile', at: stage.grounds.now() });
    expect((await odile.get('listMatches')).matches).toEqual([]);
    const kept = await odile.get('listMatches', { query: { evidence: 'decision', connection: 'b' } });
    expect(kept.matches).toMatchObject([{ person, account: 'enoel2' }]);
    expect((await odile.get('listMatches', { query: { evidence: 'decision', connection: 'a' } })).matches).toEqual([]);
    // The river goes by it from the next turn on.
    expect((await stage.opened.store.personLinks('b', [person])).get(person)).toMatchObject({
      native: 'enoel2',
      evidence: 'decision',
    });
  });

  it('are nobody there where somebody says so', async () => {
    await odile.get('decideMatch', { body: { ...body, account: null } });
    const { matches } = await odile.get('listMatches', { query: { evidence: 'decision' } });
    expect(matches).toMatchObject([{ person, account: null, candidates: [] }]);
  });

  it('are not said to be an account that the tool does not know, nor somebody whom nobody has met', async () => {
    expect((await odile.ask('decideMatch', { body: { ...body, account: 'inconnu' } })).status).toBe(404);
    const stranger = { ...body, person: 'f'.repeat(40), account: null };
    expect((await odile.ask('decideMatch', { body: stranger })).status).toBe(404);
    expect((await odile.ask('decideMatch', { body: { ...body, connection: 'c', account: null } })).status).toBe(404);
  });

  it('are not for those who may not read what is internal: an internal note may be all that names somebody', async () => {
    const outsider = await stage.enter('olga', { role: 'operator' });
    expect((await outsider.ask('listMatches')).status).toBe(403);
    expect((await outsider.ask('decideMatch', { body: { ...body, account: null } })).status).toBe(403);
  });
});
