import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import type { NativeFields, NativeTicket } from '@passerelle/connector';
import { faultText, loadCanon, loadMapping, type LoadedMapping } from '@passerelle/mapping';
import { journals } from './journals.js';
import { formFields } from './reading/forms.js';

const shipped = (name: string) => ({
  path: `mappings/${name}.yaml`,
  text: readFileSync(`mappings/${name}.yaml`, 'utf8'),
});

function load(...overlays: readonly string[]): LoadedMapping {
  const canon = loadCanon(shipped('canon'));
  if ('faults' in canon) throw new Error(canon.faults.map((fault) => faultText(fault).en).join('\n'));
  const files = [shipped('glpi'), ...overlays.map(shipped)];
  const loaded = loadMapping({ connection: 'glpi', connector: 'glpi', files, journals, canon: canon.canon });
  if ('faults' in loaded) throw new Error(loaded.faults.map((fault) => faultText(fault).en).join('\n'));
  return loaded.mapping;
}

const ticket = (fields: NativeFields, more: Partial<NativeTicket> = {}): NativeTicket => ({
  id: '59',
  class: 'incident',
  number: '59',
  version: '1',
  changedAt: null,
  url: null,
  entries: [],
  attachments: [],
  fields: {
    name: 'Ordinateur très lent',
    content: '<p>Depuis lundi.</p>',
    status: '1',
    urgency: '3',
    impact: '3',
    priority: '3',
    ...fields,
  },
  ...more,
});
const raffalli = { id: '4', name: 'Apollonie Raffalli', login: 'araffalli', email: null };

describe('GLPI, read through its mapping', () => {
  const base = load();
  const said = (fields: NativeFields) => base.read(ticket(fields)).said;

  it.each([
    [{ status: '1' }, 'new'],
    [{ status: '2', _users_id_assign: [raffalli] }, 'assigned'],
    [{ status: '2', _users_id_assign: [], _groups_id_assign: [{ id: '1', name: 'DSIN' }] }, 'queued'],
    [{ status: '3' }, 'planned'],
    [{ status: '4' }, 'pending'],
    [{ status: '5' }, 'resolved'],
    [{ status: '6' }, 'closed'],
  ])('%j is %s', (fields, status) => {
    expect(said(fields as NativeFields).status).toBe(status);
  });

  it('takes 5 for the most urgent, as its screens do', () => {
    expect(said({ urgency: '5', impact: '1' })).toMatchObject({ urgency: 1, impact: 5 });
  });

  it('knows people, teams and machines by more than their names', () => {
    const read = said({
      _users_id_requester: [{ id: '7', name: 'Loïc Medori', login: 'lmedori', email: 'lm@lycee.fr' }],
      items: [{ id: 'Computer:5', name: '203-02' }],
    });
    expect(read.requester).toMatchObject({ name: 'Loïc Medori', login: 'lmedori', email: 'lm@lycee.fr' });
    expect(read.assets).toMatchObject([{ name: '203-02' }]);
  });
});

describe('the lycée', () => {
  const lycee = load('sites/glpi-lycee');

  it('reads a task with its state, window and duration', () => {
    const fields = {
      state: '1',
      begin: '2026-12-01T08:00:00.000Z',
      end: '2026-12-01T09:30:00.000Z',
      actiontime: '900',
      users_id_tech: raffalli,
      groups_id_tech: null,
      taskcategories_id: 'Commande',
    };
    const entry = {
      id: 'TicketTask:3',
      journal: 'task',
      audience: 'public',
      author: raffalli,
      at: null,
      text: '<p>Changer le disque</p>',
      fields,
    } as const;
    const [read] = lycee.read(ticket({}, { entries: [entry] })).entries;
    expect(read).toMatchObject({
      kind: 'task',
      audience: 'public',
      task: {
        state: 'to_do',
        category: 'Commande',
        technician: { name: 'Apollonie Raffalli' },
        plannedFrom: '2026-12-01T08:00:00.000Z',
        plannedTo: '2026-12-01T09:30:00.000Z',
        spent: 900,
      },
    });
  });

  it('tells an answer to a solution from any other follow-up', () => {
    const line = {
      id: 'ITILFollowup:8',
      journal: 'followup',
      audience: 'public',
      author: null,
      at: null,
      text: '<p>Non</p>',
    } as const;
    const kinds = (verdict: string | null) => {
      const [read] = lycee.read(ticket({}, { entries: [{ ...line, fields: { verdict } }] })).entries;
      return [read?.kind, read?.verdict?.accepted ?? null];
    };
    expect(kinds('4')).toEqual(['verdict', false]);
    expect(kinds('3')).toEqual(['verdict', true]);
    expect(kinds(null)).toEqual(['comment', null]);
  });

  it('lets no unknown category stop a ticket', () => {
    expect(lycee.read(ticket({ itilcategories_id: 'Robotique' })).said.category).toBe('other');
    expect(
      load()
        .read(ticket({ itilcategories_id: 'Robotique' }))
        .words.some(({ decision }) => decision.by === 'nobody'),
    ).toBe(true);
  });
});

describe('the university', () => {
  const university = load('sites/glpi-universite');
  // As Formcreator renders its answers.
  const content = `<h1>Données du formulaire</h1><h2>Information bénéficiaire</h2>
<div><b>1) Objet : </b>Boîte partagée</div><div><b>2) Pour une autre personne : </b>Hélène Müller-Lœwe</div>
<div><b>3) Type de localisation : </b>En télétravail</div>
<div><b>4) Sélectionnez le lieu de votre localisation actuelle : </b>Bâtiment A</div>
<div><b>5) Sélectionnez votre besoin : </b>Déclarer un incident</div>`;

  it('hears what the form asked: for whom, where, in telework or on site, and the need', () => {
    const read = university.read(ticket({ content, itilcategories_id: 'Messagerie', ...formFields(content, []) })).said;
    expect(read).toMatchObject({ category: 'messaging', mode: 'telework', site: 'Bâtiment A' });
    expect(read.beneficiary).toMatchObject({ name: 'Hélène Müller-Lœwe' });
    expect(JSON.stringify(read.custom)).toContain('Déclarer un incident');
  });

  it('hears the same from the native forms of 11', () => {
    const answers = [
      { question: 'Type de localisation', answer: 'Sur site (ou bureau)' },
      { question: 'Pour une autre personne', answer: 'Hélène Müller-Lœwe' },
    ];
    const read = university.read(ticket({ itilcategories_id: 'Déménagement', ...formFields('', answers) })).said;
    expect(read).toMatchObject({ mode: 'on_site', category: 'move' });
    expect(read.beneficiary).toMatchObject({ name: 'Hélène Müller-Lœwe' });
  });
});
