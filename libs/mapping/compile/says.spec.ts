import { describe, expect, it } from '@jest/globals';
import type { NativeFields } from '@passerelle/connector';
import type { Person, Ticket, TicketField } from '@passerelle/ticket';
import type { Resolver } from '../mapping.js';
import { loadText, resolver, ticket, wellLoaded } from '../testing/load-from.js';

const tool = (more: string, fields = '') =>
  wellLoaded(
    loadText(`connector: outil
status: etat
statuses:
  - { native: "1", is: new, writes: [new, queued] }
  - { native: "2", is: { status: closed, outcome: solved } }
  - { native: "3", is: closed }
fields:
  - { native: titre, is: title }
  - { native: demandeur, is: requester, as: person }
  - { native: ancien, is: requester, as: person, write: no }
  - { native: suivi, is: watchers, as: persons }
  - { native: portee, is: impact }
  - { native: presse, is: urgency }
  - { native: prio, is: priority }
${fields}words:
  impact: { rows: [{ native: "1", is: 2 }, { native: "2", is: 3 }] }
  urgency: { rows: [{ native: "1", is: 2 }, { native: "2", is: 3 }] }
  priority: { rows: [{ native: "1", is: 1 }, { native: "2", is: 2 }, { native: "02", is: 2, writes: [] }] }
classes:
  demande:
    is: request
    audience: public
${more}journals: [{ native: public, is: comment }, { native: interne, is: work_note }]
`),
  );
const matrix = `    priority:
      matrix: { "1": { "1": "1", "2": "2" }, "2": { "1": "2", "2": "2" } }
      via: { "1": { impact: "1", urgency: "1" }, "2": { impact: "1", urgency: "2" } }
`;
const plain = tool('');
const computing = tool(matrix);
const described = tool('', '  - { native: texte, is: description }\n');

const asked =
  (mapping: typeof plain) =>
  (field: TicketField, more: Partial<Ticket>, fields: NativeFields, known: Partial<Resolver> = {}): boolean =>
    mapping.says(fields, 'demande', field, ticket({ kind: 'request', ...more }), resolver(known));
const zoe: Person = { name: 'Zoé', email: 'zoe@exemple.fr', login: null, employeeNumber: null, cut: false };

describe('a tool that works its priority out', () => {
  const says = asked(computing);

  it('says by impact and urgency what it would be told of all three', () => {
    expect(says('priority', { priority: 2 }, { portee: '1', presse: '2' })).toBe(true);
    expect(says('priority', { priority: 2 }, { portee: '2', presse: '2' })).toBe(false);
    expect(says('priority', { priority: 2 }, { portee: '2', presse: '2', prio: '02' })).toBe(true);
    expect(says('priority', { priority: 1 }, { portee: '1', presse: '2', prio: '2' })).toBe(false);
  });

  it('has its own to say of an axis that we say nothing of, and of nothing else', () => {
    for (const field of ['impact', 'urgency', 'priority'] as const) {
      const fields = { portee: '1', presse: '1', prio: '1' };
      expect([field, says(field, { [field]: null }, fields)]).toEqual([field, true]);
      expect([field, asked(plain)(field, { [field]: null }, fields)]).toEqual([field, false]);
    }
    expect(says('title', { title: '' }, { titre: 'Écran' })).toBe(false);
  });
});

describe('a tool that keeps each by itself', () => {
  const says = asked(plain);

  it('says a priority by its own field alone', () => {
    expect(says('priority', { priority: 2 }, { portee: '1', presse: '1', prio: '2' })).toBe(true);
    expect(says('priority', { priority: 2 }, { portee: '1', presse: '2', prio: '1' })).toBe(false);
  });

  it('is asked about a word that nobody decided, whatever it holds', () => {
    expect(says('priority', { priority: 5 }, { prio: '' })).toBe(false);
    expect(says('status', { status: 'pending' }, { etat: '1' })).toBe(false);
  });

  it('says what the status carries by the status', () => {
    expect(says('outcome', { status: 'closed', outcome: 'solved' }, { etat: '2' })).toBe(true);
    expect(says('outcome', { status: 'closed', outcome: 'solved' }, { etat: '3' })).toBe(false);
    expect(says('outcome', { status: 'closed', outcome: null }, { etat: '3' })).toBe(true);
    expect(says('outcome', { status: 'closed', outcome: null }, { etat: '2' })).toBe(false);
  });

  it('knows somebody by the account where both have one, in whichever field it is read', () => {
    const account = { person: () => 'u1' };
    const id = (id: string | null) => ({ id, name: 'Zoé', email: 'zoe@exemple.fr' });
    expect(says('requester', { requester: zoe }, { demandeur: id('u1') }, account)).toBe(true);
    expect(says('requester', { requester: zoe }, { demandeur: id('u2') }, account)).toBe(false);
    expect(says('requester', { requester: zoe }, { demandeur: id('') }, account)).toBe(true);
    expect(says('requester', { requester: zoe }, { demandeur: id(null) }, account)).toBe(true);
    expect(says('requester', { requester: zoe }, { demandeur: 'Zoé' }, account)).toBe(true);
    expect(says('requester', { requester: zoe }, { ancien: id('u2') }, account)).toBe(false);
    expect(says('requester', { requester: zoe }, { demandeur: id('u2') })).toBe(true);
    expect(says('requester', { requester: zoe }, {}, account)).toBe(false);
  });

  it('knows people by their accounts where all have one', () => {
    const known = { person: ({ name }: Person) => (name === 'Bob' ? null : `id ${name}`) };
    const bob = { ...zoe, name: 'Bob', email: 'bob@exemple.fr' };
    const there = (...names: string[]) => ({
      suivi: names.map((name) => ({ id: `u ${name}`, name, email: `${name}@x.fr`.toLowerCase() })),
    });
    const two = [
      { ...zoe, email: 'zoé@x.fr' },
      { ...bob, email: 'bob@x.fr' },
    ];
    expect(says('watchers', { watchers: two }, there('Bob', 'Zoé'), known)).toBe(true);
    expect(says('watchers', { watchers: two.slice(0, 1) }, there('Zoé'), known)).toBe(false);
    expect(says('watchers', { watchers: two.slice(0, 1) }, { suivi: [{ id: 'id Zoé', name: null }] }, known)).toBe(
      true,
    );
  });

  it('has no room for a description, so that nothing is missing of it or of its lines', () => {
    expect(says('description', { description: 'noir' }, {})).toBe(true);
    expect(says('site', { site: 'Lyon' }, {})).toBe(true);
    expect(says('audience', { audience: 'public' }, {})).toBe(true);
    expect(says('audience', { audience: 'internal' }, {})).toBe(false);
  });
});

describe('lines at the head of a description', () => {
  const says = asked(described);
  const head = '— Repris de cassius RITM0524w —\n';

  it('say a field that has no other place, whatever became of their blanks', () => {
    const on = (text: string, site: string | null = 'Lyon  Nord') => says('site', { site }, { texte: text });
    expect(on(`${head}Site : Lyon Nord\n— —`)).toBe(true);
    expect(on(`${head}Site : Lyon Nord \n— —\n\nnoir`)).toBe(true);
    expect(on(`${head}Site : Lyon\n— —`)).toBe(false);
    expect(on(`${head}Titre : Lyon Nord\n— —`)).toBe(false);
    expect(on(`${head}Site : Lyon Nord\nSite : Nice\n— —`)).toBe(false);
    expect(on('Site : Lyon Nord')).toBe(false);
    expect(on('noir', null)).toBe(true);
    expect(on(`${head}Site : Nice\n— —`, null)).toBe(false);
    expect(on(`${head}Titre : Nice\n— —`, null)).toBe(true);
  });

  it('are missed only so far as there is room for them', () => {
    const short = (max: number) => ({ maxLength: (_: string, field: string) => (field === 'texte' ? max : null) });
    const more = { site: 'Lyon', organisation: 'École', service: 'Réseau' };
    const text = `${head}Service : Réseau\n— —`;
    expect(says('service', more, { texte: text }, short(60))).toBe(true);
    expect(says('site', more, { texte: text }, short(60))).toBe(true);
    expect(says('site', more, { texte: text }, short(600))).toBe(false);
    expect(says('service', more, { texte: head }, short(60))).toBe(false);
  });

  it('are in the language of whoever reads them', () => {
    const texte = '— Carried over from cassius RITM0524w —\nSite: Lyon\n— —';
    expect(says('site', { site: 'Lyon' }, { texte }, { language: 'en' })).toBe(true);
    expect(says('site', { site: 'Lyon' }, { texte })).toBe(false);
  });
});
