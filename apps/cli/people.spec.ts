import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { databaseAt, openStore, type OpenStore } from '@passerelle/store';
import { personFingerprint } from '@passerelle/sync';
import type { Person } from '@passerelle/ticket';
import { openMirrorStage, type MirrorStage } from '../../libs/runtime/testing/mirror-stage.js';
import { createTestDatabase, dropTestDatabase } from '../../libs/store/testing/test-database.js';
import { sampleTicket } from '../../libs/sync/testing/samples.js';
import { answerOffer, duplicates, moveTo } from './commands/duplicates.js';
import { matchPeople, people } from './commands/people.js';
import { eraseOf, exportOf } from './commands/person.js';
import { matchPlaces, places } from './commands/places.js';
import type { Session } from './session.js';
import { captured } from './testing/captured.js';

const jean: Person = { name: 'Jean Dupont', email: null, login: null, employeeNumber: null, cut: false };

describe('people by hand', () => {
  let url: string;
  let opened: OpenStore;
  let at: MirrorStage;
  let session: Session;
  beforeEach(async () => {
    url = await createTestDatabase();
    opened = openStore(databaseAt(url));
    at = await openMirrorStage({ store: opened.store, register: opened.register });
    session = { house: at.house, holder: 'cli', signal: new AbortController().signal };
    const facts = { email: null, employeeNumber: null, active: true, fits: ['name'] };
    await opened.store.commit({
      personLinks: [
        {
          connection: 'b',
          person: personFingerprint(jean),
          native: null,
          evidence: 'ambiguous',
          named: jean,
          candidates: [
            { id: 'p2', name: 'Jean Dupont', login: 'jdupont', ...facts },
            { id: 'p3', name: 'Jean Dupont', login: 'jdupont2', ...facts },
          ],
        },
      ],
    });
  });
  afterEach(async () => {
    await at.close();
    await opened.close();
    await dropTestDatabase(url);
  });

  it('shows who fits somebody of whom nobody knows who they are, and keeps what is decided', async () => {
    const output = captured();
    expect(await people(session, { ambiguous: true, connection: undefined }, output)).toBe(1);
    expect(output.text).toContain('Jean Dupont [jdupont2] : name');
    const said = captured();
    expect(await matchPeople(session, { person: 'DUPONT Jean', account: 'b:jdupont2', by: 'zoé' }, said)).toBe(0);
    expect(said.answers).toMatchObject([{ link: { native: 'p3', evidence: 'decision', by: 'zoé' } }]);
    expect(await people(session, { ambiguous: true, connection: undefined }, captured())).toBe(0);
  });

  it('finds an account that was no candidate in the directory, and takes none for an answer', async () => {
    const wish = { person: 'Jean Dupont', by: 'zoé' };
    const output = captured();
    await matchPeople(session, { ...wish, account: 'b:hmuller' }, output);
    expect(output.answers).toMatchObject([{ link: { native: 'p1' } }]);
    const none = captured();
    await matchPeople(session, { ...wish, account: 'b:none' }, none);
    expect(none.answers).toMatchObject([{ link: { native: null, evidence: 'decision' } }]);
    await expect(matchPeople(session, { ...wish, account: 'b:nobody' }, captured())).rejects.toMatchObject({
      code: 'unknown-name',
    });
    await expect(matchPeople(session, { ...wish, account: 'nowhere' }, captured())).rejects.toMatchObject({
      code: 'unknown-name',
    });
  });

  it('exports and erases somebody, showing first what would go', async () => {
    const zoe = { ...jean, name: 'Zoé Petit', email: 'zoe@exemple.fr' };
    await opened.store.commit({ tickets: [sampleTicket('t', { requester: zoe })] });
    const out = join(at.folder, 'zoe.json');
    const who = { who: 'zoe@exemple.fr', namesakes: false };
    await exportOf(session, { ...who, out }, captured());
    expect(await readFile(out, 'utf8')).toContain('Zoé Petit');
    expect((await stat(out)).mode & 0o777).toBe(0o600);
    const shown = captured();
    await eraseOf(session, { ...who, yes: false, by: 'dpo' }, shown);
    expect(shown.text).toMatch(/Zoé Petit · zoe@exemple\.fr[\s\S]*ticket : 1[\s\S]*--yes/u);
    const done = captured();
    await eraseOf(session, { ...who, yes: true, by: 'dpo' }, done);
    expect(JSON.stringify(done.answers)).not.toContain('zoe');
    expect((await opened.store.tickets(['t'])).get('t')?.ticket.requester?.name).toMatch(/^Personne effacée p-/u);
  });

  it('offers what is told twice, ties it once somebody says so, and merges nothing', async () => {
    const { humans } = at.world('a');
    const [first, again] = [await humans.open('Écran noir'), await humans.open('Écran noir')];
    await at.sync();
    const bonds = await opened.store.bonds('a', [first, again]);
    const ids = [first, again].map((native) => bonds.get(native)?.ticket ?? '');
    // The toy names nobody: both are hers.
    const wholes = await opened.store.tickets(ids);
    await opened.store.commit({
      tickets: ids.map((id, hour) => {
        const ticket = wholes.get(id)?.ticket;
        if (!ticket) throw new Error('expected the ticket');
        const created = `2026-01-01T0${hour}:00:00.000Z`;
        return { ticket: { ...ticket, requester: jean, created, number: `N${hour}` }, why: {} };
      }),
    });
    const output = captured();
    expect(await duplicates(session, output)).toBe(1);
    const [{ duplicates: offered }] = output.answers as [{ duplicates: { id: string; ticket: string; of: string }[] }];
    expect(offered).toMatchObject([{ ticket: ids[1], of: ids[0], state: 'offered' }]);
    await answerOffer(session, { id: offered[0]?.id.slice(0, 8) ?? '', state: 'accepted', by: 'zoé' }, captured());
    const after = await opened.store.tickets(ids);
    expect(after.get(ids[1] ?? '')?.ticket.relations).toEqual([{ as: 'duplicate', number: 'N0' }]);
    expect(after.get(ids[0] ?? '')?.ticket.relations).toEqual([]);
    expect(after.size).toBe(2);
    expect(await duplicates(session, captured())).toBe(0);
  });

  it('moves a ticket to its right category with the reason as an internal line', async () => {
    const id = await at.world('a').humans.open('Souris');
    await at.sync();
    const ticket = (await opened.store.bonds('a', [id])).get(id)?.ticket ?? '';
    const whole = (await opened.store.tickets([ticket])).get(ticket);
    if (!whole) throw new Error('expected the ticket');
    await opened.store.commit({ tickets: [{ ticket: { ...whole.ticket, number: 'N7' }, why: whole.why }] });
    const wish = { number: 'N7', category: 'hardware', why: 'C’est du matériel', by: 'zoé' };
    expect(await moveTo(session, wish, captured())).toBe(0);
    const moved = (await opened.store.tickets([ticket])).get(ticket);
    expect(moved?.ticket.category).toBe('hardware');
    expect(moved?.why.category).toBe('moved by zoé: C’est du matériel');
    expect(moved?.entries).toMatchObject([{ kind: 'handover', audience: 'internal' }]);
    expect(moved?.entries[0]?.text).toContain('C’est du matériel');
    await expect(moveTo(session, { ...wish, category: 'nowhere' }, captured())).rejects.toMatchObject({
      code: 'unknown-name',
    });
    await expect(moveTo(session, { ...wish, why: ' ' }, captured())).rejects.toMatchObject({ code: 'unknown-name' });
  });

  describe('and the places that they are in', () => {
    const two = [
      { id: '1', name: 'LYCEE BELLEVUE' },
      { id: '2', name: 'Lycée Bellevue (annexe)' },
    ];
    const blank = { connection: 'b', kind: 'site', native: null, called: null, by: null, at: null } as const;
    beforeEach(() =>
      opened.register.keepPlaces([
        { ...blank, name: 'Lycée Bellevue', evidence: 'ambiguous', candidates: two },
        { ...blank, name: 'DSI', evidence: 'none', candidates: [] },
        { ...blank, kind: 'organisation', name: 'DSI', evidence: 'none', candidates: [] },
      ]),
    );

    it('are shown with all that fit, and are what somebody decides', async () => {
      const output = captured();
      expect(await places(session, { ambiguous: true, connection: 'b' }, output)).toBe(1);
      expect(output.text).toContain('Lycée Bellevue (annexe) [2]');
      const said = captured();
      const wish = { name: 'LYCÉE BELLEVUE', place: 'b:2', by: 'zoé' };
      expect(await matchPlaces(session, wish, said)).toBe(0);
      expect(said.answers).toMatchObject([{ link: { name: 'Lycée Bellevue', native: '2', evidence: 'decision' } }]);
      expect(await places(session, { ambiguous: true, connection: undefined }, captured())).toBe(0);
      await matchPlaces(session, { ...wish, place: 'b:none' }, captured());
      expect(await opened.register.places({ names: ['Lycée Bellevue'], limit: 9 })).toMatchObject([
        { native: null, evidence: 'decision', by: 'zoé' },
      ]);
    });

    it.each([
      ['a name that no ticket has', { name: 'Ailleurs', place: 'b:1' }],
      ['a name that an organisation and a site have', { name: 'DSI', place: 'b:none' }],
      ['a place that the tool does not have', { name: 'Lycée Bellevue', place: 'b:Autre' }],
      ['no connection', { name: 'Lycée Bellevue', place: 'Autre' }],
    ])('are not decided by %s', async (_, wish) => {
      await expect(matchPlaces(session, { ...wish, by: 'zoé' }, captured())).rejects.toMatchObject({
        code: 'unknown-name',
      });
    });

    it('control: the kind tells an organisation from a site of one name', async () => {
      const wish = { name: 'DSI', place: 'b:none', kind: 'site', by: 'zoé' } as const;
      expect(await matchPlaces(session, wish, captured())).toBe(0);
    });
  });
});
