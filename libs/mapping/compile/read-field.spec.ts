import { describe, expect, it } from '@jest/globals';
import type { NativeFields } from '@passerelle/connector';
import { loadText, nativeTicket, wellLoaded } from '../testing/load-from.js';

/** A tool that says the same thing in two fields, and much that no row names. */
const mapping = wellLoaded(
  loadText(`connector: outil
status: etat
unnamed: custom
unread: [sys_*, jeton]
statuses:
  - { native: "1", is: new }
  - { native: "2", is: in_progress }
fields:
  - { native: titre, is: title }
  - { native: objet, is: title, write: no }
  - { native: texte, is: description, as: html }
  - { native: prio, is: priority }
  - { native: prio2, is: priority, write: no }
  - { native: motif, is: pendingReason, while: [pending] }
  - { native: motif2, is: pendingReason, write: no }
  - { native: equipe, is: group }
  - { native: equipe2, is: group, write: no }
  - { native: pour, is: beneficiary, as: person }
  - { native: pour2, is: beneficiary, as: person, write: no }
  - { native: suivi, is: watchers, as: person }
  - { native: machine, is: assets }
  - { native: lieu, is: site, as: place }
  - { native: fois, is: reassignedCount }
  - { native: fois2, is: reassignedCount, write: no }
  - { native: mots, is: tags }
  - { native: code, is: resolution.code }
  - { native: fin, is: resolution.text, as: markdown }
  - { native: avis, is: resolution.reason }
  - { native: pere, is: relations.parent }
  - { native: lies, is: relations.related }
  - { native: places, is: custom.places, as: number }
  - { native: salle, is: custom.salle }
words:
  priority:
    rows: [{ native: Haute, is: 2 }, { native: Basse, is: 4 }, { native: Rien, is: none }, { native: Gelée, refuse: gelees }]
  pending_reason: { rows: [{ native: R, is: requester }] }
  group: { rows: [{ native: N1, is: RÉSEAU }, { native: N0, is: none }] }
classes:
  demande: { is: request, audience: public }
journals: [{ native: public, is: comment }, { native: interne, is: work_note }]
`),
);

const read = (fields: NativeFields) => mapping.read(nativeTicket('demande', fields));
const said = (fields: NativeFields) => read(fields).said;

describe('two fields of one thing', () => {
  it.each<readonly [string, NativeFields, object]>([
    ['the first, where both speak', { titre: 'Écran', objet: 'Mur' }, { title: 'Écran' }],
    ['the second, where the first is empty', { titre: '', objet: 'Mur' }, { title: 'Mur' }],
    ['the second, where the first is not there', { objet: 'Mur' }, { title: 'Mur' }],
    ['nothing, where both are empty', { titre: '', objet: null }, { title: '' }],
    ['nothing, where one is empty and one not there', { objet: '' }, { title: '' }],
    ['the first word', { prio: 'Haute', prio2: 'Basse' }, { priority: 2 }],
    ['the second word, where the first means none', { prio: 'Rien', prio2: 'Basse' }, { priority: 4 }],
    ['no word, where both mean none', { prio: 'Rien', prio2: 'Rien' }, { priority: null }],
    ['the first team', { equipe: 'N1', equipe2: 'N2' }, { group: { name: 'RÉSEAU', codes: [] } }],
    ['the second person', { pour: null, pour2: 'Zoé' }, { beneficiary: { name: 'Zoé' } }],
    ['the second number', { fois: '', fois2: '3' }, { reassignedCount: 3 }],
    [
      'the second number, where the first is none',
      { fois: 'deux', fois2: '3' },
      { reassignedCount: 3, custom: { fois: 'deux' } },
    ],
  ])('say %s', (_, fields, expected) => {
    expect(said(fields)).toMatchObject(expected);
  });

  it('say nothing at all where the first holds a word that nobody decided, or a refused one', () => {
    for (const prio of ['?', 'Gelée']) expect(said({ prio, prio2: 'Basse' })).not.toHaveProperty('priority');
    expect(said({ equipe: '?', equipe2: 'N1' })).not.toHaveProperty('group');
    expect(said({ equipe: 'N0', equipe2: 'N1' })).not.toHaveProperty('group');
    expect(read({ prio: '?', prio2: '!' }).words.map(({ word }) => word)).toEqual(['demande', '?']);
  });

  it('say nothing where the first means nothing in this status', () => {
    expect(said({ etat: '2', motif: 'R', motif2: 'R' }).pendingReason).toBeNull();
    expect(said({ etat: '2', motif2: 'R' }).pendingReason).toBe('requester');
    expect(said({ motif: 'R' }).pendingReason).toBe('requester');
  });
});

describe('a field in its form', () => {
  it.each<readonly [string, NativeFields, object]>([
    ['HTML', { texte: '<b>Mur</b>' }, { description: '**Mur**' }],
    ['no text', { texte: null }, { description: '' }],
    ['one person among watchers', { suivi: { id: 'u1', name: 'Zoé' } }, { watchers: [{ name: 'Zoé' }] }],
    ['several of them', { suivi: ['Zoé', '', 'Bob'] }, { watchers: [{ name: 'Zoé' }, { name: 'Bob' }] }],
    ['no watchers', { suivi: [] }, { watchers: [] }],
    ['a machine', { machine: { id: 'm1', name: 'PC-1' } }, { assets: [{ name: 'PC-1', serial: null, uuid: null }] }],
    ['no machine', { machine: '' }, { assets: [] }],
    ['a place', { lieu: { id: 'l1', name: 'Lyon' } }, { site: 'Lyon' }],
    ['tags with commas where nobody said otherwise', { mots: 'VIP, été;hiver' }, { tags: ['VIP', 'été;hiver'] }],
    ['a code beside nothing', { code: 'C1' }, { resolution: { code: 'C1', text: null, verdict: null, reason: null } }],
    [
      'a code beside a text and a reason',
      { code: 'C1', fin: '**ok**', avis: 'a*b' },
      { resolution: { code: 'C1', text: '**ok**', verdict: null, reason: 'a\\*b' } },
    ],
    ['a code beside an empty text', { code: 'C1', fin: '' }, { resolution: { code: 'C1', text: null } }],
    ['a text beside an empty code', { code: '', fin: 'ok' }, { resolution: { code: null, text: 'ok' } }],
    ['no solution', { code: '', fin: null }, { resolution: null }],
    [
      'what it belongs to and what is like it',
      { pere: 'N1', lies: ['N2', 'N3'] },
      {
        relations: [
          { as: 'parent', number: 'N1' },
          { as: 'related', number: 'N2' },
          { as: 'related', number: 'N3' },
        ],
      },
    ],
    ['nothing that it belongs to', { pere: '' }, { relations: [] }],
    ['a number of its own', { places: ' 12 ', salle: '12' }, { custom: { places: 12, salle: '12' } }],
    ['what should be a number', { places: 'douze' }, { custom: { places: 'douze' } }],
    ['no number', { places: '' }, { custom: { places: null } }],
  ])('is read: %s', (_, fields, expected) => {
    expect(said(fields)).toMatchObject(expected);
  });

  it('says where each word of it was read', () => {
    const { why } = read({ titre: '', objet: 'Mur', prio: 'Haute', fin: 'ok', pere: 'N1' });
    expect(why).toEqual({
      kind: 'mappings/outil.yaml:39',
      audience: 'mappings/outil.yaml:39',
      title: 'mappings/outil.yaml:10',
      priority: 'mappings/outil.yaml:35',
      resolution: 'mappings/outil.yaml:27',
      relations: 'mappings/outil.yaml:29',
    });
  });
});

describe('fields that no row names', () => {
  it('are kept under their own names, whatever those are, beside those that have one', () => {
    const fields = { salle: 'B12', étage: '3', équipe: [{ id: 'g', name: 'N1' }, 'N2'], vide: '', ['__proto__']: 'x' };
    const { custom } = said(fields);
    expect(Object.entries(custom ?? {})).toEqual([
      ['salle', 'B12'],
      ['étage', '3'],
      ['équipe', 'N1, N2'],
      ['vide', null],
      ['__proto__', 'x'],
    ]);
    expect(read(fields).why.custom).toBe('mappings/outil.yaml:39');
  });

  it('are not those that are known and not read, nor the status', () => {
    expect(said({ sys_id: '1', sys_: '2', jeton: '3', etat: '1', titre: 'x' })).not.toHaveProperty('custom');
    expect(said({ sys: '1', jeton2: '2', 'sys_*': '3' }).custom).toEqual({ sys: '1', jeton2: '2' });
  });
});
