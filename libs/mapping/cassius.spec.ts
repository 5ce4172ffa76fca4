import { describe, expect, it } from '@jest/globals';
import { levels } from '@passerelle/ticket';
import { nativeTicket, open } from './testing/load-from.js';

const cassius = open('cassius');
const said = (fields: Record<string, string | null>, nativeClass = 'sc_req_item') =>
  cassius.read(nativeTicket(nativeClass, fields)).said;
const decisionOf = (domain: string, fields: Record<string, string | null>, nativeClass = 'sc_req_item') =>
  cassius.read(nativeTicket(nativeClass, fields)).words.find((use) => use.domain === domain)?.decision;

describe('CASSIUS, read', () => {
  it('understands the first line of its list, whole', () => {
    const reading = cassius.read(
      nativeTicket('sc_req_item', {
        numero: 'RITM0524w',
        etat: 'En cours',
        demandeur: { id: null, name: 'CL... ST...', cut: true },
        beneficiaire: { id: null, name: 'Ma...', cut: true },
        groupe: 'DIRCI PROX P98888 - #33015',
        affecte: null,
        cree: '2025-11-18T10:54:35.000Z',
        mis_a_jour: '2025-11-19T14:02:23.000Z',
        libelle: 'Ordinateur Portable',
        tags: [],
        derniere_realisation: null,
      }),
    );
    const cut = { email: null, login: null, employeeNumber: null, cut: true };
    expect(reading.said).toEqual({
      kind: 'request',
      audience: 'public',
      title: 'Ordinateur Portable',
      status: 'in_progress',
      requester: { name: 'CL... ST...', ...cut },
      beneficiary: { name: 'Ma...', ...cut },
      group: { name: 'DIRCI PROX P98888 - #33015', codes: ['P98888', '33015'] },
      assignee: null,
      created: '2025-11-18T10:54:35.000Z',
      updated: '2025-11-19T14:02:23.000Z',
      category: 'hardware.laptop',
      tags: [],
      custom: { derniere_realisation: null },
    });
    expect(reading.words.map(({ domain, word, is, decision }) => [domain, word, is, decision.by])).toEqual([
      ['class', 'sc_req_item', 'request', 'row'],
      ['status', 'En cours', 'in_progress', 'row'],
      ['group', 'DIRCI PROX P98888 - #33015', 'DIRCI PROX P98888 - #33015', 'default'],
      ['category', 'Ordinateur Portable', 'hardware.laptop', 'row'],
    ]);
    expect(reading.why.status).toMatch(/^mappings\/cassius\.yaml:\d+$/);
  });

  it.each([
    ['Nouveau', 'new'],
    ['Affecté', 'assigned'],
    ['Planifié', 'planned'],
    ['En cours', 'in_progress'],
    ['Travaux en cours', 'in_progress'],
    ['En attente', 'pending'],
    ['Suspendu', 'pending'],
    ['Résolu', 'resolved'],
    ['Clos', 'closed'],
    ['Fermé', 'closed'],
    ['Clôturé', 'closed'],
    ['Annulé', 'cancelled'],
    ['  EN   COURS ', 'in_progress'],
    ['re\u0301solu', 'resolved'],
    ['En attente de l’appelant', 'pending'],
  ])('reads the label %j as %s, in either class', (etat, status) => {
    expect(said({ etat }).status).toBe(status);
    expect(said({ etat }, 'incident').status).toBe(status);
    expect(said({ etat }, 'ticket').status).toBe(status);
  });

  it.each([
    ["En attente d'approbation", { status: 'new', approval: 'requested' }],
    ['Approuvé', { status: 'new', approval: 'approved' }],
    ['Rejeté', { status: 'cancelled', approval: 'rejected', outcome: 'refused' }],
    ['En attente du demandeur', { status: 'pending', pendingReason: 'requester' }],
    ['En attente du fournisseur', { status: 'pending', pendingReason: 'supplier' }],
    ['En attente de matériel', { status: 'pending', pendingReason: 'part' }],
    ["En attente d'un changement", { status: 'pending', pendingReason: 'change' }],
    ["En attente d'un problème", { status: 'pending', pendingReason: 'problem' }],
    ['Clos complet', { status: 'closed', outcome: 'solved' }],
    ['Clos incomplet', { status: 'closed', outcome: 'unsolved' }],
    ['Clos ignoré', { status: 'closed', outcome: 'abandoned' }],
  ])('reads the label %j with what it says besides', (etat, meaning) => {
    expect(said({ etat })).toMatchObject(meaning);
  });

  it.each([
    ['sc_req_item', '-5', 'pending'],
    ['sc_req_item', '1', 'new'],
    ['sc_req_item', '2', 'in_progress'],
    ['sc_req_item', '3', 'closed'],
    ['sc_req_item', '4', 'closed'],
    ['sc_req_item', '7', 'closed'],
    ['incident', '1', 'new'],
    ['incident', '2', 'in_progress'],
    ['incident', '3', 'pending'],
    ['incident', '6', 'resolved'],
    ['incident', '7', 'closed'],
    ['incident', '8', 'cancelled'],
  ])(
    'reads the code of an unload, which means another thing in another class: %s %s is %s',
    (nativeClass, etat, status) => {
      expect(said({ etat }, nativeClass).status).toBe(status);
    },
  );

  it.each([
    [null, null, 'new'],
    ['DSI', null, 'queued'],
    ['DSI', 'Zoé', 'assigned'],
    [null, 'Zoé', 'assigned'],
  ])('tells what is new or open by who has it: group %s, agent %s is %s', (groupe, affecte, status) => {
    expect(said({ etat: 'Ouvert', groupe, affecte }).status).toBe(status);
    expect(said({ etat: 'Nouveau', groupe, affecte }).status).toBe(status);
    expect(said({ etat: '1', groupe, affecte }).status).toBe(status);
  });

  it.each([
    ['Ordinateur Portable', 'hardware.laptop'],
    ['Matériel Hors Catalogue', 'hardware.off_catalogue'],
    ['Restitution de matériel', 'hardware.return'],
    ['MATERIELS SERIALISES (HORS SMARTPHONE/CARTE SIM), Réapprovisionnement matériels', 'hardware.restock'],
    ['Ecran additionnel', 'hardware.screen'],
    ['Écran additionnel', 'hardware.screen'],
  ])('takes the item %j of the list for the category %s', (libelle, category) => {
    expect(said({ libelle })).toMatchObject({ title: libelle, category });
  });

  it('takes a Libellé that is no item for «other», by a rule with a name', () => {
    expect(said({ libelle: 'Mon écran, noir depuis ce matin' })).toMatchObject({
      title: 'Mon écran, noir depuis ce matin',
      category: 'other',
    });
    expect(decisionOf('category', { libelle: 'Mon écran' })).toMatchObject({
      by: 'default',
      rule: 'libelle-hors-catalogue',
    });
    expect(decisionOf('category', { libelle: null })).toMatchObject({ by: 'default', rule: 'libelle-vide' });
    expect(said({ libelle: null })).toMatchObject({ title: '', category: 'other' });
  });

  it('believes a category of its own before the Libellé, and guesses at none', () => {
    expect(said({ libelle: 'Ordinateur Portable', categorie: 'network' }).category).toBe('network');
    expect(said({ libelle: 'Ordinateur Portable', categorie: null }).category).toBe('hardware.laptop');
    expect(decisionOf('category', { libelle: 'Ordinateur Portable', categorie: 'Vélos' })).toMatchObject({
      by: 'nobody',
    });
  });

  it.each([
    ['1 - Critique', 1],
    ['2 - Élevée', 2],
    ['2 - haute', 2],
    ['3 - Modérée', 3],
    ['4 - Basse', 4],
    ['5 - Planification', 5],
    ['Normale', 3],
  ])('reads the priority %j as %i', (priorite, priority) => {
    expect(said({ priorite }).priority).toBe(priority);
  });

  it('reads the priority codes of an unload as they are', () => {
    expect(levels.map((level) => said({ priorite: String(level) }).priority)).toEqual([...levels]);
    expect(['1', '2', '3'].map((impact) => said({ impact }).impact)).toEqual([2, 3, 4]);
    expect(said({ priorite: null }).priority).toBeNull();
  });

  it('reads no status where there is none, and asks', () => {
    expect(said({ etat: null }).status).toBeUndefined();
    expect(decisionOf('status', { etat: null })).toEqual({
      by: 'nobody',
      row: '- { for: status, native: "", is: "?" }',
      file: 'mappings/sites/cassius.yaml',
    });
  });

  it('keeps a column that nobody mapped, under its own name, and drops only the machinery of an unload', () => {
    const fields = Object.fromEntries([
      ['Étage', '3'],
      ['__proto__', 'texte'],
      ['vide', null],
      ['sys_mod_count', '12'],
      ['active', 'true'],
    ]) as Record<string, string | null>;
    const { custom } = said(fields);
    expect(Object.entries(custom ?? {})).toEqual([
      ['Étage', '3'],
      ['__proto__', 'texte'],
      ['vide', null],
    ]);
  });

  it('keeps a date that is none as text rather than lose it', () => {
    expect(said({ cree: 'avant-hier' })).toMatchObject({ created: null, custom: { cree: 'avant-hier' } });
  });

  it('says nothing of a field that the tool did not speak of', () => {
    expect(said({})).toEqual({ kind: 'request', audience: 'public' });
  });

  it('takes a number that tells nothing for a request, by a rule with a name', () => {
    expect(said({}, 'ticket').kind).toBe('request');
    expect(decisionOf('class', {}, 'ticket')).toMatchObject({ by: 'default', rule: 'numero-sans-nature' });
  });

  it('is never written to', () => {
    expect(cassius.classFor('request')).toBeNull();
    expect(cassius.writable('sc_req_item')).toEqual([]);
    expect(cassius.journalFor('comment', 'public')).toBeNull();
  });

  it.each([
    ['DIRCI PROX P98888 - #33015', ['P98888', '33015']],
    ['DIRCI PROX K10005 - #33015', ['K10005', '33015']],
    ['Service Desk', []],
    ['P98888 P98888 #1', ['P98888', '1']],
    [`${'x'.repeat(400)} #33015`, []],
  ])('finds the codes in the name of the group %j', (name, codes) => {
    expect(cassius.readGroup(name)).toEqual({ name, codes });
  });

  it.each([
    ['Ma...', true],
    ['Mar…', true],
    ['Martin', false],
  ])('never takes the cut name %j for a whole one, whoever forgot to say so', (demandeur, cut) => {
    expect(said({ demandeur }).requester).toEqual({
      name: demandeur,
      email: null,
      login: null,
      employeeNumber: null,
      cut,
    });
  });
});
