import { describe, expect, it } from '@jest/globals';
import { ticketFields, type Person, type Ticket, type TicketField } from '@passerelle/ticket';
import fc from 'fast-check';
import type { Resolver } from './mapping.js';
import { nativeTicket, open, resolver, textOf, ticket } from './testing/load-from.js';

const servicenow = open('servicenow');
const person = (name: string, more: Partial<Person> = {}): Person => ({
  name,
  email: null,
  login: null,
  employeeNumber: null,
  cut: false,
  ...more,
});
const write = (
  said: Partial<Ticket>,
  fields: readonly TicketField[],
  known: Partial<Resolver> = {},
  nativeClass = 'incident',
) => servicenow.write(ticket({ kind: 'incident', ...said }), nativeClass, fields, resolver(known));
const head = '— Repris de cassius RITM0524w —';

describe('what finds no field in the target', () => {
  it('stands at the head of the description, in words that people read, and is counted as lost and kept', () => {
    const { fields, losses } = write(
      {
        description: 'Le portable ne s’allume plus.',
        requester: person('CL... ST...', { cut: true }),
        beneficiary: person('Zoé Ålund', { email: 'zoe@exemple.fr' }),
        tags: ['VIP', 'étage 3'],
        site: 'Lyon',
        resolved: '2025-11-19T14:02:23.000Z',
        relations: [{ as: 'parent', number: 'RITM0524k' }],
        resolution: { code: 'X1', text: null, verdict: 'accepted', reason: null },
        custom: { derniere_realisation: '2025-11-12T09:00:00.000Z', 'étage d’accueil': 3, vip: true, salle: null },
      },
      ticketFields,
    );
    expect(fields['description']).toBe(
      [
        head,
        'Site : Lyon',
        'Demandeur : CL... ST...',
        'Bénéficiaire : Zoé Ålund (zoe@exemple.fr)',
        'Étiquettes : VIP, étage 3',
        'Code de résolution : X1',
        'Avis sur la solution : Acceptée',
        'Ticket parent : RITM0524k',
        'Résolu le : 19/11/2025 15:02:23',
        'Date de Dernière réalisation : 12/11/2025 10:00:00',
        'étage d’accueil : 3',
        'vip : oui',
        '— —',
        '',
        'Le portable ne s’allume plus.',
      ].join('\n'),
    );
    expect(losses.every(({ kept }) => kept)).toBe(true);
    expect(losses.map(({ field, what }) => `${field} ${what}`)).toEqual([
      'site unresolved',
      'requester unresolved',
      'beneficiary no-field',
      'tags no-field',
      'resolution no-field',
      'resolution no-field',
      'relations no-field',
      'resolved no-field',
      'custom no-field',
      'custom no-field',
      'custom no-field',
    ]);
  });

  it('is told in English where the route says so', () => {
    const { fields, losses } = write({ site: 'Lyon', updated: '2025-07-01T12:00:00.000Z' }, ['site', 'updated'], {
      language: 'en',
    });
    expect(fields['description']).toBe(
      '— Carried over from cassius RITM0524w —\nSite: Lyon\nUpdated: 2025-07-01 14:00:00\n— —',
    );
    expect(losses.map(({ detail }) => detail.en)).toEqual([
      'Site: “Lyon” is not found in the target',
      'Updated: the target stamps its own date',
    ]);
  });

  it('says it for the whole ticket, even where one field was asked for: the description is one value', () => {
    const { fields, losses } = write({ site: 'Lyon', tags: ['VIP'], description: 'x' }, ['tags']);
    expect(fields).toEqual({ description: `${head}\nSite : Lyon\nÉtiquettes : VIP\n— —\n\nx` });
    expect(losses.map(({ field }) => field)).toEqual(['tags']);
  });

  it('leaves the description alone where a field has a home that always fits', () => {
    expect(write({ due: '2025-11-19T14:02:23.000Z', description: 'x' }, ['due']).fields).not.toHaveProperty('due');
    expect(Object.keys(write({ status: 'in_progress', site: 'Lyon' }, ['status']).fields)).toEqual(['state']);
  });

  it('is gone from the head once it is gone from the ticket', () => {
    expect(write({ description: 'x', site: null }, ['site']).fields).toEqual({ description: `${head}\n— —\n\nx` });
  });

  it('needs no head at all on a ticket that has the same number here', () => {
    const references = [{ connection: 'servicenow', number: 'RITM0524w', url: null }];
    expect(write({ references, description: 'x' }, ['description']).fields).toEqual({ description: 'x' });
    expect(write({ references, description: '' }, ['description']).fields).toEqual({ description: null });
  });

  it('keeps instants natively where the connection can', () => {
    const said = { resolved: '2025-11-19T14:02:23.000Z', description: 'x' };
    expect(write(said, ['resolved'], { keepsInstants: true }).fields).toMatchObject({
      resolved_at: '2025-11-19T14:02:23.000Z',
    });
    expect(write(said, ['resolved'], { keepsInstants: true }).losses).toEqual([]);
    expect(write(said, ['resolved']).fields).not.toHaveProperty('resolved_at');
  });

  it('never reads back as part of the description, whatever the ticket says', () => {
    const text = fc.string({ unit: 'grapheme', maxLength: 30 });
    fc.assert(
      fc.property(text, text, text, fc.dictionary(text, text, { maxKeys: 3 }), (description, name, site, custom) => {
        // A tool keeps no blank ends, so the text is compared without them.
        const { fields } = write({ description, requester: person(name), site, custom }, ['description']);
        const back = servicenow.read(nativeTicket('incident', { description: textOf(fields, 'description') })).said;
        const again = write({ description: back.description ?? '', requester: person(name), site, custom }, [
          'description',
        ]);
        expect(again.fields).toEqual(fields);
      }),
      { numRuns: 1000 },
    );
  });
});

describe('texts that are too long', () => {
  const short: Partial<Resolver> = {
    maxLength: (_, field) => (field === 'short_description' ? 40 : field === 'description' ? 400 : null),
  };
  const title = 'MATERIELS SERIALISES (HORS SMARTPHONE/CARTE SIM), Réapprovisionnement matériels';

  it('are cut at a word, and whole at the head of the description', () => {
    const { fields, losses } = write({ title, description: 'x' }, ['title'], short);
    expect(fields['short_description']).toBe('MATERIELS SERIALISES (HORS…');
    expect(fields['description']).toBe(`${head}\nTitre : ${title}\n— —\n\nx`);
    expect(losses).toEqual([
      {
        field: 'title',
        what: 'cut',
        detail: {
          fr: 'Titre : 79 caractères, l’outil cible en garde 40',
          en: 'Title: 79 characters, the target keeps 40',
        },
        kept: true,
      },
    ]);
  });

  it('give way to the lines at the head, and say that their end is lost', () => {
    const { fields, losses } = write({ site: 'Lyon', description: 'mot '.repeat(200) }, ['description'], short);
    const description = textOf(fields, 'description');
    expect(description.length).toBeLessThanOrEqual(400);
    expect(description.startsWith(`${head}\nSite : Lyon\n— —\n\nmot mot`)).toBe(true);
    expect(description.endsWith('mot…')).toBe(true);
    expect(losses).toEqual([
      {
        field: 'description',
        what: 'cut',
        detail: expect.objectContaining({ fr: expect.stringContaining('l’outil cible en garde 400') }),
        kept: false,
      },
    ]);
  });

  it('never cost the preamble its end, without which it would be taken for the text of a person, and told again', () => {
    const whole = { site: 'Lyon', description: 'https://exemple.fr/'.repeat(30) };
    for (let max = 1; max <= 140; max += 1) {
      const limited = { maxLength: (_: string, field: string) => (field === 'description' ? max : null) };
      const description = textOf(write(whole, ['description'], limited).fields, 'description');
      expect(description.length).toBeLessThanOrEqual(max);
      const back = servicenow.read(nativeTicket('incident', { description })).said.description ?? '';
      expect(back).not.toContain('Repris de');
      expect(whole.description.startsWith(back.replace(/\\?…$/u, ''))).toBe(true);
    }
  });

  it('that are even longer than the description are not said to be kept', () => {
    const { fields, losses } = write({ title: 'mot '.repeat(500), site: 'Lyon' }, ['title', 'site'], short);
    expect(fields['description']).toBe(`${head}\nSite : Lyon\n— —`);
    expect(losses.map(({ field, kept }) => [field, kept])).toEqual([
      ['title', false],
      ['site', true],
    ]);
  });
});

describe('people and teams', () => {
  it('are named by the id of their account, never by a name that the tool would take for one', () => {
    const { fields } = write(
      { requester: person('Zoé'), assignee: person('Léa'), watchers: [person('Zoé'), person('Inconnu')] },
      ['requester', 'assignee', 'watchers'],
      {
        person: ({ name }) => (name === 'Inconnu' ? null : `id of ${name}`),
      },
    );
    expect(fields).toMatchObject({
      caller_id: { id: 'id of Zoé', name: null },
      assigned_to: { id: 'id of Léa', name: null },
      watch_list: [{ id: 'id of Zoé', name: null }],
    });
    expect(fields['description']).toBe(`${head}\nObservateurs : Inconnu\n— —`);
  });

  it('who are nobody are emptied, except where the tool puts somebody in by itself', () => {
    expect(write({}, ['requester', 'assignee', 'openedBy']).fields).toMatchObject({
      caller_id: null,
      assigned_to: null,
    });
    expect(write({}, ['openedBy']).fields).not.toHaveProperty('opened_by');
    expect(write({ kind: 'request' }, ['beneficiary'], {}, 'sc_req_item').fields).not.toHaveProperty('requested_for');
  });

  it('that the target lacks are a word to decide, with the row to add', () => {
    const group = { name: 'DIRCI PROX P98888 - #33015', codes: [] };
    const { fields, words, losses } = write({ group }, ['group'], { group: () => null });
    expect(fields['assignment_group']).toBeNull();
    expect(words).toEqual([
      {
        domain: 'group',
        class: 'incident',
        word: 'DIRCI PROX P98888 - #33015',
        is: null,
        decision: {
          by: 'nobody',
          row: '- { for: group, native: "?", is: "DIRCI PROX P98888 - #33015" }',
          file: 'mappings/sites/servicenow.yaml',
        },
      },
    ]);
    expect(losses).toMatchObject([{ field: 'group', what: 'unresolved', kept: true }]);
  });

  it('may be called otherwise there, may stay text, or may all stay text by a rule', () => {
    const group = { name: 'DIRCI PROX', codes: [] };
    const decided = (row: string) => open('servicenow', `extends: servicenow\n${row}\n`);
    const known = resolver({ group: (name) => (name === 'Proximité Île-de-France' ? 'g1' : null) });
    const renamed = decided('decisions:\n  - { for: group, native: "Proximité Île-de-France", is: DIRCI PROX }');
    expect(renamed.nativeGroup('DIRCI PROX')).toBe('Proximité Île-de-France');
    expect(renamed.nativeGroup('Autre')).toBe('Autre');
    expect(renamed.write(ticket({ kind: 'incident', group }), 'incident', ['group'], known)).toMatchObject({
      fields: { assignment_group: { id: 'g1', name: null } },
      words: [{ is: 'Proximité Île-de-France', decision: { by: 'row' } }],
      losses: [],
    });
    const text = decided('decisions:\n  - { for: group, native: "", is: DIRCI PROX }');
    expect(text.write(ticket({ kind: 'incident', group }), 'incident', ['group'], known)).toMatchObject({
      fields: { assignment_group: null, description: `${head}\nGroupe d'affectation : DIRCI PROX\n— —` },
      words: [{ decision: { by: 'row' } }],
    });
    const rule = decided('words:\n  group:\n    absent: groupe-absent-en-texte');
    expect(rule.write(ticket({ kind: 'incident', group }), 'incident', ['group'], known)).toMatchObject({
      words: [{ decision: { by: 'default', rule: 'groupe-absent-en-texte', at: 'mappings/sites/overlay-1.yaml:4' } }],
    });
  });
});

describe('what a ticket is about', () => {
  it('is one thing for ServiceNow: the others stay as text', () => {
    const assets = ['PC-1', 'PC-2', 'PC-3'].map((name) => ({
      name,
      serial: name === 'PC-2' ? 'SN42' : null,
      uuid: null,
    }));
    const { fields, losses } = write({ assets }, ['assets'], {
      asset: ({ name }) => (name === 'PC-1' ? null : `id of ${name}`),
    });
    expect(fields).toEqual({
      cmdb_ci: { id: 'id of PC-2', name: null },
      description: `${head}\nMatériel concerné : PC-1\nMatériel concerné : PC-3\n— —`,
    });
    expect(losses.map(({ what }) => what)).toEqual(['unresolved', 'no-field']);
  });
});

describe('what a ticket is about, in a tool that holds several', () => {
  const overlay =
    'extends: servicenow\nclasses:\n  incident:\n    fields:\n      - { native: u_materiels, is: assets, as: assets }\n';
  const mapping = open('servicenow', overlay);
  const named = (name: string) => ({ name, serial: null, uuid: null });

  it('is tied to all of them; those that it lacks stay as text', () => {
    const assets = ['203-02', 'Imprimante « Étage 2 »', 'PC-3'].map(named);
    const { fields, losses } = mapping.write(
      ticket({ kind: 'incident', assets }),
      'incident',
      ['assets'],
      resolver({ asset: ({ name }) => (name === 'PC-3' ? null : `id of ${name}`) }),
    );
    expect(fields['u_materiels']).toEqual([
      { id: 'id of 203-02', name: null },
      { id: 'id of Imprimante « Étage 2 »', name: null },
    ]);
    expect(losses).toMatchObject([{ field: 'assets', what: 'unresolved', kept: true }]);
    expect(
      mapping.write(ticket({ kind: 'incident' }), 'incident', ['assets'], resolver()).fields['u_materiels'],
    ).toEqual([]);
  });

  it('is read as all of them', () => {
    const native = nativeTicket('incident', { u_materiels: [{ id: '1', name: '203-02' }, 'PC-3'] });
    expect(mapping.read(native).said.assets).toEqual(['203-02', 'PC-3'].map(named));
  });
});

describe('kinds and audiences', () => {
  it('have a class each, and a route may wish for another', () => {
    expect((['incident', 'request', 'suggestion'] as const).map((kind) => servicenow.classFor(kind))).toEqual([
      'incident',
      'sc_req_item',
      'sc_req_item',
    ]);
    expect(servicenow.classFor('request', 'incident')).toBe('incident');
    expect(servicenow.classFor('request', 'problem')).toBeNull();
  });

  it('are said in words where a demande is written as an incident', () => {
    const { losses, fields } = write({ kind: 'request' }, ['kind']);
    expect(losses).toEqual([
      {
        field: 'kind',
        what: 'approximated',
        detail: {
          fr: 'Nature : « Demande » devient « Incident », le plus proche',
          en: 'Kind: “Request” becomes “Incident”, the nearest',
        },
        kept: true,
      },
    ]);
    expect(fields['description']).toBe(`${head}\nNature : Demande\n— —`);
  });

  it('never widen: an internal ticket is refused by a class that requesters read', () => {
    const decisions = (audience: 'public' | 'internal') =>
      write({ audience }, ['title']).words.flatMap(({ decision }) =>
        decision.by === 'refusal' ? [decision.rule] : [],
      );
    expect(decisions('internal')).toEqual(['visibilite-elargie']);
    expect(decisions('public')).toEqual([]);
  });
});

describe('rendering', () => {
  it('is the same for the same ticket, and leaves it as it is', () => {
    const whole = ticket({ kind: 'incident', custom: { a: 1 }, tags: ['x'] });
    const before = JSON.stringify(whole);
    const once = servicenow.write(whole, 'incident', ticketFields, resolver());
    expect(servicenow.write(whole, 'incident', ticketFields, resolver())).toEqual(once);
    expect(JSON.stringify(whole)).toBe(before);
  });

  it('asks about a class that it does not know', () => {
    expect(servicenow.write(ticket(), 'change_request', ['title'], resolver())).toMatchObject({
      fields: {},
      words: [{ domain: 'class', decision: { by: 'nobody' } }],
    });
    expect(servicenow.writable('change_request')).toEqual([]);
  });

  it('has every field that it can be told under its name, and none twice', () => {
    const writable = servicenow.writable('incident');
    expect(new Set(writable).size).toBe(writable.length);
    expect(ticketFields.filter((field) => !writable.includes(field))).toEqual(['audience']);
  });
});
