import { describe, expect, it } from '@jest/globals';
import type { NativeFields } from '@passerelle/connector';
import { loadText, nativeTicket, wellLoaded } from '../testing/load-from.js';

/** A tool whose internal journal says everything that an entry can say, in every form that it can have. */
const mapping = wellLoaded(
  loadText(`connector: outil
compare: label
classes:
  demande: { is: request, audience: public }
words:
  task_state:
    none: { rule: sans-etat, is: information }
    rows: [{ native: A faire, is: to_do }, { native: Fait, is: done }, { native: Perdu, refuse: taches-perdues }]
  task_category: { unknown: { rule: categorie-telle, is: Autre }, rows: [{ native: "7", is: Atelier }] }
  verdict: { rows: [{ native: oui, is: accepted }, { native: attente, is: none }] }
  outcome: { rows: [{ native: R, is: solved }] }
  approval: { rows: [{ native: V, is: approved }, { native: N, is: none }] }
  group: { rows: [{ native: N1, is: HELPDESK }] }
group_codes: ["N\\\\d"]
journals:
  - { native: public, is: comment }
  - native: interne
    is: task
    writes: [task, work_note]
    fields:
      - { native: etat, is: task.state }
      - { native: avant, is: task.state, write: no }
      - { native: categorie, is: task.category, as: word }
      - { native: tech, is: task.technician }
      - { native: equipe, is: task.group }
      - { native: debut, is: task.plannedFrom }
      - { native: prevu, is: task.forecast, unit: hours }
      - { native: passe, is: task.spent }
      - { native: issue, is: solution.outcome }
      - { native: code, is: solution.code }
      - { native: avis, is: verdict.accepted }
      - { native: motif, is: verdict.reason, as: markdown }
      - { native: accord, is: approval.state }
      - { native: chef, is: approval.approver }
      - { native: raison, is: approval.reason, as: html }
`),
);

function read(fields: NativeFields | undefined) {
  const line = { id: null, journal: 'interne', audience: 'internal', author: null, at: null, text: 'Vu' } as const;
  const { entries, words } = mapping.read(
    nativeTicket('demande', {}, { entries: [fields === undefined ? line : { ...line, fields }] }),
  );
  const used = words.slice(1).map(({ domain, class: of, word, is, decision }) => [domain, of, word, is, decision.by]);
  return { ...entries[0], used: used.slice(1) };
}

describe('what the fields of an entry say', () => {
  it('is nothing where there are none', () => {
    for (const fields of [undefined, {}]) {
      const { task, solution, verdict, approval, text, used } = read(fields);
      expect([task, solution, verdict, approval, text, used]).toEqual([
        undefined,
        undefined,
        undefined,
        undefined,
        'Vu',
        [],
      ]);
    }
  });

  it('is nothing in a journal that has none, but for its text', () => {
    const line = { id: null, journal: 'public', audience: 'public', author: null, at: null, text: 'Vu' } as const;
    const { entries, words } = mapping.read(
      nativeTicket('demande', {}, { entries: [{ ...line, fields: { etat: 'Fait' } }] }),
    );
    expect(entries).toEqual([
      {
        native: { ...line, fields: { etat: 'Fait' } },
        kind: 'comment',
        audience: 'public',
        text: 'Vu',
        author: null,
        at: null,
      },
    ]);
    expect(words.map(({ domain, word }) => `${domain} ${word}`)).toEqual(['class demande', 'journal public']);
  });

  it('is the first of two fields of one part that says something', () => {
    const state = (fields: NativeFields) => [read(fields).task?.state, read(fields).used.length];
    expect(state({ etat: 'A faire', avant: 'Fait' })).toEqual(['to_do', 1]);
    expect(state({ avant: 'Fait' })).toEqual(['done', 1]);
    expect(state({ etat: '', avant: 'Fait' })).toEqual(['information', 1]);
    expect(state({ etat: 'Perdu', avant: 'Fait' })).toEqual(['done', 2]);
  });

  it('is a word whatever its case, by a row, a rule, a refusal or nobody, and always of the class of the ticket', () => {
    expect(read({ etat: 'A FAIRE' }).task?.state).toBe('to_do');
    expect(read({ etat: 'fait', categorie: 'Wi-Fi', issue: 'X', avis: 'oui', accord: 'V' }).used).toEqual([
      ['task_state', 'demande', 'Fait', 'done', 'row'],
      ['task_category', 'demande', 'Wi-Fi', 'Autre', 'default'],
      ['outcome', 'demande', 'X', null, 'nobody'],
      ['verdict', 'demande', 'oui', 'accepted', 'row'],
      ['approval', 'demande', 'V', 'approved', 'row'],
    ]);
    expect(read({ etat: 'Perdu', categorie: '7' })).toMatchObject({
      text: 'Vu',
      task: { state: 'information', category: 'Atelier' },
      used: [
        ['task_state', 'demande', 'Perdu', null, 'refusal'],
        ['task_category', 'demande', '7', 'Atelier', 'row'],
      ],
    });
    expect(read({ etat: null })).toMatchObject({
      task: { state: 'information' },
      used: [['task_state', 'demande', '', 'information', 'default']],
    });
  });

  it('is the first of several teams, by our name for it', () => {
    const team = (equipe: NativeFields[string]) => read({ equipe: equipe ?? null });
    expect(team([{ id: 'g1', name: 'n1' }, 'N2'])).toMatchObject({
      task: { group: { name: 'HELPDESK', codes: [] } },
      used: [['group', 'demande', 'N1', 'HELPDESK', 'row']],
    });
    expect(team('N1').task?.group).toEqual({ name: 'HELPDESK', codes: ['N1'] });
    expect(team('N2')).toMatchObject({
      text: 'Vu',
      task: { group: null },
      used: [['group', 'demande', 'N2', null, 'nobody']],
    });
    for (const none of [null, '', []])
      expect(team(none)).toMatchObject({ text: 'Vu', task: { group: null }, used: [] });
  });

  it('is somebody, a moment, so many seconds, a line', () => {
    const fields = { tech: { id: 'u1', name: 'Zoé' }, debut: '2026-11-23T08:00:00.000Z', prevu: '1,5', passe: '90' };
    expect(read(fields)).toMatchObject({
      text: 'Vu',
      task: {
        technician: { name: 'Zoé' },
        plannedFrom: '2026-11-23T08:00:00.000Z',
        plannedTo: null,
        forecast: 5400,
        spent: 90,
      },
    });
    expect(read({ code: 'C1', issue: 'R' }).solution).toEqual({ outcome: 'solved', code: 'C1' });
    const none = { tech: '', debut: '', prevu: null, passe: '', code: '' };
    expect(read(none)).toMatchObject({
      text: 'Vu',
      task: { technician: null, plannedFrom: null, forecast: null, spent: null },
      solution: { outcome: null, code: null },
    });
  });

  it('is a reason in the form that it has, or none', () => {
    expect(read({ avis: 'oui', motif: '**bien**' }).verdict).toEqual({ accepted: true, reason: '**bien**' });
    expect(read({ avis: 'oui', motif: '' }).verdict).toEqual({ accepted: true, reason: null });
    expect(read({ accord: 'V', chef: 'Mme Élan', raison: '<b>bien</b>' }).approval).toMatchObject({
      state: 'approved',
      approver: { name: 'Mme Élan' },
      reason: '**bien**',
    });
    expect(read({ avis: 'attente', motif: 'x' }).verdict).toBeUndefined();
    expect(read({ accord: 'N' }).approval).toBeUndefined();
  });

  it('stands among its words where it is not of its form, each on a line of its own', () => {
    const { text, task } = read({ debut: 'demain *matin*', prevu: 'deux heures', passe: [{ id: null, name: '1 h' }] });
    expect(text).toBe('Prévue du : demain \\*matin\\*\n\nDurée prévue : deux heures\n\nDurée passée : 1 h\n\nVu');
    expect(task).toMatchObject({ plannedFrom: null, forecast: null, spent: null });
  });
});
