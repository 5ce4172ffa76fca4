import { describe, expect, it } from '@jest/globals';
import { addRows } from '../edit.js';
import type { LoadedMapping } from '../compile/mapping.js';
import { faultsOf, loadText, nativeTicket, open, openLoose, resolver, ticket } from '../testing/load-from.js';

const undecided = (mapping: LoadedMapping, nativeClass: string, fields: Record<string, string | null>) =>
  mapping
    .read(nativeTicket(nativeClass, fields))
    .words.flatMap(({ decision }) => (decision.by === 'nobody' ? [decision] : []));

describe('an overlay', () => {
  it('reads a word its own way, and leaves the others to the base', () => {
    const site = open('cassius', 'extends: cassius\nstatuses:\n  - { native: En attente, is: planned }\n');
    expect(site.read(nativeTicket('sc_req_item', { etat: 'En attente' })).said.status).toBe('planned');
    expect(site.read(nativeTicket('sc_req_item', { etat: 'En cours' })).said.status).toBe('in_progress');
    expect(open('cassius').read(nativeTicket('sc_req_item', { etat: 'En attente' })).said.status).toBe('pending');
  });

  it('says where a value comes from: its own file and line', () => {
    const site = open('cassius', 'extends: cassius\nstatuses:\n  - { native: En attente, is: planned }\n');
    expect(site.read(nativeTicket('sc_req_item', { etat: 'En attente' })).why.status).toBe(
      'mappings/sites/overlay-1.yaml:3',
    );
  });

  it('gives a field a home of its own', () => {
    const overlay = `extends: servicenow
classes:
  incident:
    fields:
      - { native: u_beneficiaire, label: Bénéficiaire, is: beneficiary, as: person }
`;
    const zoe = { name: 'Zoé Ålund', email: null, login: null, employeeNumber: null, cut: false };
    const write = (mapping: LoadedMapping) =>
      mapping.write(
        ticket({ kind: 'incident', beneficiary: zoe }),
        'incident',
        ['beneficiary'],
        resolver({ person: () => 'z1' }),
      );
    expect(write(open('servicenow', overlay)).fields).toMatchObject({ u_beneficiaire: { id: 'z1', name: null } });
    expect(write(open('servicenow', overlay)).losses).toEqual([]);
    expect(write(open('servicenow')).losses).toMatchObject([{ field: 'beneficiary', what: 'no-field', kept: true }]);
  });

  it('takes over the writing of a word by naming it under writes:, and by nothing less', () => {
    const overlay = (more: string) =>
      `extends: servicenow\nclasses:\n  incident:\n    statuses:\n      - { native: "9", label: Suspendu, is: pending${more} }\n`;
    const state = (mapping: LoadedMapping) =>
      mapping.write(ticket({ kind: 'incident', status: 'pending' }), 'incident', ['status'], resolver()).fields[
        'state'
      ];
    expect(state(open('servicenow', overlay('')))).toBe('3');
    expect(state(open('servicenow', overlay(', writes: [pending]')))).toBe('9');
  });

  it('switches ServiceNow to the older list of resolution codes in a few lines', () => {
    const overlay = `extends: servicenow
words:
  outcome:
    rows:
      - { native: Solved (Permanently), is: solved, writes: [solved] }
      - { native: Solved (Work Around), is: workaround, writes: [workaround] }
    none: { rule: issue-non-precisee, native: Solved (Permanently) }
`;
    const code = (outcome: 'solved' | 'workaround' | null) =>
      open('servicenow', overlay).write(
        ticket({ kind: 'incident', status: 'resolved', outcome }),
        'incident',
        ['outcome'],
        resolver(),
      ).fields['close_code'];
    expect([code('solved'), code('workaround'), code(null)]).toEqual([
      'Solved (Permanently)',
      'Solved (Work Around)',
      'Solved (Permanently)',
    ]);
  });

  it('is held to the same laws, with the line in its own file', () => {
    expect(
      faultsOf(openLoose('servicenow', 'extends: servicenow\njournals:\n  - { native: comments, is: work_note }\n')),
    ).toContain(
      "mappings/sites/overlay-1.yaml:3:29: expected comment for «comments», which the connector declares public, «work_note», which is internal came; the connector's declaration stands: correct the row",
    );
    expect(faultsOf(openLoose('servicenow', 'statuses: []\n'))).toEqual([
      'mappings/sites/overlay-1.yaml:1:1: expected «extends: …» in an overlay, none came; add «extends: servicenow»',
    ]);
  });

  it('lies on the words of its own tool', () => {
    expect(faultsOf(openLoose('servicenow', 'extends: cassius\n'))).toEqual([
      'mappings/sites/overlay-1.yaml:1:10: expected the mapping below it, «servicenow» or the overlay on it, «cassius» came; correct it: an overlay is laid over the words of its own tool',
    ]);
    for (const name of ['sites/overlay-1', 'sites/overlay-1.yaml', '../sites/overlay-1.yaml', './overlay-1'])
      expect(faultsOf(openLoose('servicenow', 'extends: servicenow\n', `extends: ${name}\n`))).toEqual([]);
  });

  it('lies on another overlay', () => {
    const site = open(
      'cassius',
      'extends: cassius\nstatuses:\n  - { native: En attente, is: planned }\n  - { native: Gelé, is: pending }\n',
      'extends: sites/overlay-1\nstatuses:\n  - { native: En attente, is: queued }\n',
    );
    const status = (etat: string) => site.read(nativeTicket('incident', { etat })).said.status;
    expect([status('En attente'), status('Gelé')]).toEqual(['queued', 'pending']);
  });
});

describe('a site that takes rows out', () => {
  const site = open(
    'cassius',
    `extends: cassius
statuses:
  - { native: Suspendu, remove: mot-jamais-employe }
fields:
  - { is: tags, remove: etiquettes-sans-valeur }
words:
  channel: { rows: [] }
  priority:
    rows:
      - { native: Critique, remove: priorites-en-chiffres }
`,
  );

  it('no longer reads what it took out, nor under another name; the rest is read as before', () => {
    const native = nativeTicket('incident', { etat: 'En attente', tags: 'VIP', priorite: '1', salle: 'B12' });
    const { said } = site.read(native);
    expect(said).toMatchObject({ status: 'pending', priority: 1, custom: { salle: 'B12' } });
    expect([said.tags, Object.keys(said.custom ?? {})]).toEqual([undefined, ['salle']]);
    expect(open('cassius').read(native).said.tags).toEqual(['VIP']);
    expect(undecided(site, 'incident', { etat: 'Suspendu' })).toMatchObject([{ by: 'nobody' }]);
    expect(undecided(site, 'incident', { priorite: 'Critique' })).toMatchObject([{ by: 'nobody' }]);
  });

  it('says so under the name of a rule', () => {
    expect(site.removals).toContainEqual({
      what: 'status',
      word: 'suspendu',
      rule: 'mot-jamais-employe',
      at: 'mappings/sites/overlay-1.yaml:3',
    });
    expect(site.removals.map(({ what, word }) => `${what} ${word}`)).toEqual([
      'status suspendu',
      'field tags',
      'priority critique',
    ]);
  });

  it('leaves what it takes out of the writing to the head of the description', () => {
    const more = `extends: servicenow\nfields:\n  - { is: due, remove: echeance-non-tenue }\n`;
    const write = (mapping: LoadedMapping) =>
      mapping.write(ticket({ kind: 'incident', due: '2026-11-23T08:00:00.000Z' }), 'incident', ['due'], resolver())
        .fields;
    expect(write(open('servicenow'))).toMatchObject({ due_date: '2026-11-23T08:00:00.000Z' });
    expect(write(open('servicenow', more))).toEqual({
      description: '— Repris de cassius RITM0524w —\nÉchéance : 23/11/2026 09:00:00\n— —',
    });
  });

  it('may give the word back in a later file, and must not do both in one', () => {
    const later = open(
      'cassius',
      'extends: cassius\nstatuses:\n  - { native: Suspendu, remove: mot-jamais-employe }\n',
      'extends: sites/overlay-1\nstatuses:\n  - { native: Suspendu, is: planned }\n',
    );
    expect(later.read(nativeTicket('incident', { etat: 'Suspendu' })).said.status).toBe('planned');
    expect(
      faultsOf(
        openLoose(
          'cassius',
          'extends: cassius\nstatuses:\n  - { native: Suspendu, remove: x }\n  - { native: SUSPENDU, is: planned }\n',
        ),
      ),
    ).toEqual([
      'mappings/sites/overlay-1.yaml:3:33: expected «suspendu» either removed or given rows, both in one file came; drop «remove:»: rows of a later file replace those below it',
    ]);
  });

  it('must take out something', () => {
    expect(
      faultsOf(openLoose('cassius', 'extends: cassius\nstatuses:\n  - { native: Gelé, remove: mot-inconnu }\n')),
    ).toEqual([
      'mappings/sites/overlay-1.yaml:3:29: expected a status «gelé» in the files below, to remove, none came; drop the row, or correct the word',
    ]);
  });

  it('cannot take out a journal: its lines would be lost', () => {
    expect(
      faultsOf(openLoose('servicenow', 'extends: servicenow\njournals:\n  - { native: comments, remove: x }\n')),
    ).toContainEqual(expect.stringContaining('«remove» came'));
  });
});

describe('the habits of a site', () => {
  it('are read from its overlay, and are nobody’s where it says nothing', () => {
    expect(open('servicenow').habits).toEqual({ timezone: null, closing: null, onRefusal: null });
    const lycee = `extends: servicenow
timezone: Europe/Paris
closing: { after: 24h, native: true }
on_refusal: { status: new, require: reason, assigned: unassign }
`;
    expect(open('servicenow', lycee).habits).toEqual({
      timezone: 'Europe/Paris',
      closing: { after: 86_400, native: true },
      onRefusal: { status: 'new', reason: true, assigned: 'unassign' },
    });
    const universite = 'extends: sites/overlay-1\nclosing: { after: 7d }\non_refusal: { status: in_progress }\n';
    expect(open('servicenow', lycee, universite).habits).toEqual({
      timezone: 'Europe/Paris',
      closing: { after: 604_800, native: false },
      onRefusal: { status: 'in_progress', reason: false, assigned: null },
    });
  });

  it.each([
    ['timezone: Europe/Lyon', 'expected an IANA time zone, «Europe/Lyon» came'],
    ['closing: { after: 24 heures }', 'expected a number with m, h or d: 24h, «24 heures» came'],
    ['closing: { after: 0h }', 'expected a number with m, h or d: 24h'],
    ['on_refusal: { status: nouveau }', 'expected one of new, queued'],
    ['on_refusal: { status: new, require: raison }', 'did you mean «reason»?'],
  ])('%j is refused', (line, fault) => {
    expect(faultsOf(openLoose('servicenow', `extends: servicenow\n${line}\n`))).toEqual([
      expect.stringContaining(fault),
    ]);
  });
});

describe('a word that nobody decided', () => {
  it('comes with the exact row to add, and the file; added and answered, it is decided', () => {
    const fields = { etat: 'Bloqué « dur »', groupe: 'DIRCI PROX P98888 - #33015', priorite: 'P0', libelle: 'x' };
    const [status, priority, ...more] = undecided(open('cassius'), 'sc_req_item', fields);
    expect(more).toEqual([]);
    expect(status).toEqual({
      by: 'nobody',
      row: '- { for: status, native: "Bloqué « dur »", is: "?" }',
      file: 'mappings/sites/cassius.yaml',
    });
    const text = addRows('', [status?.row ?? '', priority?.row ?? ''], 'cassius');
    expect(faultsOf(openLoose('cassius', text))).toEqual([
      'mappings/sites/overlay-1.yaml:4:50: expected a decision on «Bloqué « dur »», «?» came; put the word in place of the question mark',
      'mappings/sites/overlay-1.yaml:5:40: expected a decision on «P0», «?» came; put the word in place of the question mark',
    ]);
    const answered = text.replace('"?"', 'pending').replace('"?"', '1');
    const { said, words } = open('cassius', answered).read(nativeTicket('sc_req_item', fields));
    expect([said.status, said.priority]).toEqual(['pending', 1]);
    expect(words.every(({ decision }) => decision.by !== 'nobody')).toBe(true);
  });

  it('may be refused, by name: its tickets then stop and say why', () => {
    const site = open(
      'cassius',
      'extends: cassius\ndecisions:\n  - { for: status, native: Brouillon, refuse: brouillons-non-repris }\n',
    );
    const { said, words } = site.read(nativeTicket('incident', { etat: 'Brouillon' }));
    expect(said.status).toBeUndefined();
    expect(words).toContainEqual({
      domain: 'status',
      class: 'incident',
      word: 'Brouillon',
      is: null,
      decision: { by: 'refusal', rule: 'brouillons-non-repris', at: 'mappings/sites/overlay-1.yaml:3' },
    });
  });

  it('is a class too: it may be given a kind, the rows of another class, or a refusal', () => {
    const native = nativeTicket('sc_task', { etat: '2' });
    expect(open('cassius').read(native).words).toEqual([
      {
        domain: 'class',
        class: 'sc_task',
        word: 'sc_task',
        is: null,
        decision: {
          by: 'nobody',
          row: '- { for: class, native: "sc_task", is: "?" }',
          file: 'mappings/sites/cassius.yaml',
        },
      },
    ]);
    const decided = (is: string) =>
      open('cassius', `extends: cassius\ndecisions:\n  - { for: class, native: sc_task, ${is} }\n`).read(native);
    expect(decided('is: sc_req_item').said).toMatchObject({
      kind: 'request',
      status: 'in_progress',
      audience: 'public',
    });
    expect(decided('is: incident').said).toMatchObject({ kind: 'incident' });
    expect(decided('refuse: taches-non-reprises').words).toMatchObject([
      { decision: { by: 'refusal', rule: 'taches-non-reprises' } },
    ]);
  });

  it('is a code of one class only where a tool speaks in codes', () => {
    expect(undecided(open('servicenow'), 'incident', { state: '12' })).toMatchObject([
      { row: '- { for: status, class: "incident", native: "12", is: "?" }' },
    ]);
  });

  it.each([
    ['- { for: status, native: X, is: en_cours }', '3:35: expected one of new,'],
    [
      '- { for: class, native: X, is: sc_req_itm }',
      '3:34: expected one of incident, request, suggestion, sc_req_item, ticket, «sc_req_itm» came; did you mean «sc_req_item»?',
    ],
    ['- { for: status, native: X }', '3:28: expected one of «is:» and «refuse:» for «X», neither came'],
    [
      '- { for: status, class: incidant, native: X, is: new }',
      '3:27: expected a class of this mapping (sc_req_item, incident, ticket), «incidant» came; did you mean «incident»?',
    ],
    [
      '- { for: category, native: X, is: hardwear }',
      '3:37: expected a category of mappings/canon.yaml, «hardwear» came; did you mean «hardware»?',
    ],
    [
      '- { for: priority, native: X, is: 7 }',
      '3:37: expected a canonical priority, «7» came; choose one of 1, 2, 3, 4, 5',
    ],
    ['- { for: prioritee, native: X, is: 1 }', '3:12: expected one of class, status, priority'],
    ['- { for: group, native: "?", is: DSI }', '3:27: expected a decision on «DSI», «?» came'],
  ])('is refused where the decision %j is none', (row, fault) => {
    const found = faultsOf(openLoose('cassius', `extends: cassius\ndecisions:\n  ${row}\n`));
    expect(found).toEqual([expect.stringContaining(`mappings/sites/overlay-1.yaml:${fault}`)]);
  });
});

describe('a class that is like another', () => {
  const text = (like: string) => `connector: outil
status: etat
classes:
  incident: { is: incident, statuses: [{ native: "1", is: new }] }
  panne: { like: ${like}, is: incident, writes: [] }
journals:
  - { native: public, is: comment }
  - { native: interne, is: work_note }
`;

  it('has its rows', () => {
    const loaded = loadText(text('incident'));
    expect('mapping' in loaded && loaded.mapping.read(nativeTicket('panne', { etat: '1' })).said).toEqual({
      kind: 'incident',
      audience: 'internal',
      status: 'new',
    });
  });

  it('must be like one that there is, and not like itself', () => {
    expect(faultsOf(loadText(text('incidents')))).toEqual([
      'mappings/outil.yaml:5:18: expected another class of this mapping (incident, panne), «incidents» came; did you mean «incident»?',
    ]);
    expect(faultsOf(loadText(text('panne')))[0]).toContain('expected another class of this mapping');
  });
});
