import { describe, expect, it } from '@jest/globals';
import type { EntryDetails, EntryKind } from '@passerelle/ticket';
import { loadText, resolver, wellLoaded } from '../testing/load-from.js';

/** A tool whose journals tell their kinds apart by codes, and whose words for entries are few. */
const mapping = wellLoaded(
  loadText(`connector: outil
classes:
  demande: { is: request, audience: public }
words:
  task_state: { rows: [{ native: F, is: done, writes: [done, information] }, { native: '', is: to_do }] }
  task_category: { none: { rule: sans-categorie }, rows: [{ native: '7', is: Atelier, writes: [Atelier, Garage] }] }
  verdict: { rows: [{ native: oui, is: accepted }, { native: non, is: refused }] }
  outcome: { rows: [{ native: R, is: solved }], none: { rule: resolu-sinon, native: R } }
  approval: { rows: [{ native: V, is: approved }] }
journals:
  - native: public
    when: { fields: { sorte: ["*", "0", "1"], genre: "*" } }
    is: comment
    as: markdown
  - native: public
    when: { fields: { sorte: ["2", "3"], genre: "*" } }
    is: solution
    fields:
      - { native: issue, is: solution.outcome }
      - { native: sorte, is: solution.code }
  - native: public
    when: { fields: { genre: A } }
    is: approval
    fields:
      - { native: accord, is: approval.state }
      - { native: raison, is: approval.reason, as: html }
  - native: interne
    is: task
    writes: [task, work_note, verdict]
    fields:
      - { native: etat, is: task.state }
      - { native: categorie, is: task.category, as: word }
      - { native: prevu, is: task.forecast }
      - { native: passe, is: task.spent, write: no }
      - { native: avis, is: verdict.accepted }
      - { native: motif, is: verdict.reason }
`),
);

const blank = {
  state: 'done',
  category: null,
  technician: null,
  plannedFrom: null,
  plannedTo: null,
  forecast: null,
  spent: null,
} as const;

function told(
  journal: 'public' | 'interne',
  kind: EntryKind,
  details: EntryDetails = {},
  text = 'Vu',
  language: 'fr' | 'en' = 'fr',
) {
  const audience = journal === 'public' ? 'public' : 'internal';
  const writing = mapping.writeEntry(journal, { kind, audience, text, ...details }, resolver({ language }));
  return {
    text: writing.text,
    fields: writing.fields,
    losses: writing.losses.map(
      ({ part, what, detail, kept }) => `${part} ${what}${kept ? '' : ' (not kept)'} ${detail[language]}`,
    ),
    by: writing.words.map(({ domain, word, is, decision: { by } }) => `${domain} ${word} ${is} ${by}`),
  };
}

describe('an entry of a journal that tells its kinds apart by codes', () => {
  it('has the first code that is one, and none where every other one will do', () => {
    expect(told('public', 'comment').fields).toEqual({ sorte: '0' });
    expect(told('public', 'solution', { solution: { outcome: 'solved', code: null } }).fields).toEqual({
      issue: 'R',
      sorte: null,
    });
    expect(
      told('public', 'approval', { approval: { state: 'approved', approver: null, reason: null } }).fields,
    ).toEqual({
      accord: 'V',
      raison: null,
      genre: 'A',
    });
  });

  it('has the code that its details give, rather than the one of its row', () => {
    expect(told('public', 'solution', { solution: { outcome: 'solved', code: '3' } }).fields).toEqual({
      issue: 'R',
      sorte: '3',
    });
    expect(told('public', 'solution').fields).toEqual({ sorte: '2' });
  });
});

describe('a word of an entry', () => {
  it('is told by a row, and the nearest one is a loss', () => {
    expect(told('interne', 'task', { task: { ...blank, category: 'Garage', state: 'information' } })).toEqual({
      text: '— Tâche —\nÉtat : Information\nCatégorie de tâche : Garage\n— —\n\nVu',
      fields: { etat: 'F', categorie: '7', prevu: null },
      losses: [
        'task.state approximated État : « Information » devient « Fait », le plus proche',
        'task.category approximated Catégorie de tâche : « Garage » devient « Atelier », le plus proche',
      ],
      by: ['task_state information F row', 'task_category Garage 7 row'],
    });
  });

  it('that the empty word stands for empties the field, and stays text', () => {
    expect(told('interne', 'task', { task: { ...blank, state: 'to_do' } }, 'Vu', 'en')).toEqual({
      text: '— Task —\nState: To do\n— —\n\nVu',
      fields: { etat: null, prevu: null },
      losses: ['task.state no-word State: the target has no word for “To do”'],
      by: ['task_state to_do  row', 'task_category  null default'],
    });
  });

  it('that nobody decided is asked about, and stays text', () => {
    expect(told('interne', 'task', { task: { ...blank, category: 'Câblage' } })).toEqual({
      text: '— Tâche —\nCatégorie de tâche : Câblage\n— —\n\nVu',
      fields: { etat: 'F', categorie: null, prevu: null },
      losses: ['task.category no-word Catégorie de tâche : l’outil cible n’a pas de mot pour « Câblage »'],
      by: ['task_state done F row', 'task_category Câblage null nobody'],
    });
  });

  it('that is none is what a rule says: a word, or what the tool makes of it', () => {
    expect(told('public', 'solution', { solution: { outcome: null, code: null } })).toEqual({
      text: 'Vu',
      fields: { issue: 'R', sorte: null },
      losses: [],
      by: ['outcome  R default'],
    });
    const { fields, by } = told('interne', 'task', { task: blank });
    expect([fields, by]).toEqual([
      { etat: 'F', prevu: null },
      ['task_state done F row', 'task_category  null default'],
    ]);
  });
});

describe('what a journal has no field for', () => {
  it('stands in the text where it says something, and is not told twice', () => {
    const verdict = (reason: string | null) => told('interne', 'verdict', { verdict: { accepted: true, reason } });
    expect(verdict('Bien')).toMatchObject({ fields: { avis: 'oui', motif: 'Bien' }, by: ['verdict accepted oui row'] });
    const approval = (reason: string | null, text: string) =>
      told('interne', 'approval', { approval: { state: 'approved', approver: null, reason } }, text).losses.length;
    expect([approval(null, 'Vu'), approval('Trop cher', 'Vu'), approval(' Vu ', 'Vu\n')]).toEqual([2, 3, 2]);
    const task = told('interne', 'task', { task: { ...blank, forecast: 0, spent: 60 } });
    expect(task).toMatchObject({
      text: '— Tâche —\nDurée passée : 1 min\n— —\n\nVu',
      fields: { prevu: '0' },
      losses: ['task.spent no-field Durée passée : l’outil cible n’a pas de champ pour cela'],
    });
    expect(task.fields).not.toHaveProperty('passe');
  });
});

describe('a duration that no tool would have', () => {
  it('is told as the nearest that there is, with its unit', () => {
    const { fields, losses } = told('interne', 'task', { task: { ...blank, forecast: 59.6 } });
    expect([fields['prevu'], losses]).toEqual([
      '60',
      ['task.forecast approximated Durée prévue : « 59.6 s » devient « 60 secondes », le plus proche'],
    ]);
  });
});

describe('an entry that is read as one of another kind', () => {
  it('says what it is at the head of its text, and that is a loss', () => {
    expect(told('public', 'document')).toEqual({
      text: '— Document —\\\n— —\n\nVu',
      fields: { sorte: '0' },
      losses: ['kind approximated Document : « Document » devient « Commentaire », le plus proche'],
      by: [],
    });
    expect(told('interne', 'work_note')).toMatchObject({
      losses: ['kind approximated Note de travail : « Note de travail » devient « Tâche », le plus proche'],
    });
  });

  it('is no other one where it is only read by others', () => {
    const site = wellLoaded(
      loadText(
        'connector: outil\nclasses: { demande: { is: request } }\njournals: [{ native: public, is: comment }, { native: interne, is: work_note }]\n',
      ),
    );
    const { text, losses } = site.writeEntry(
      'interne',
      { kind: 'comment', audience: 'public', text: 'Vu' },
      resolver(),
    );
    expect([text, losses]).toEqual(['Vu', []]);
    expect(
      site.writeEntry('interne', { kind: 'handover', audience: 'internal', text: 'Vu' }, resolver()).losses,
    ).toHaveLength(1);
  });
});
