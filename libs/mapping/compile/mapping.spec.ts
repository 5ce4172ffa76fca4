import { describe, expect, it } from '@jest/globals';
import { loadText, nativeTicket, open, resolver, ticket, wellLoaded } from '../testing/load-from.js';
import type { MappingSources } from '../load/load.js';

const text = `connector: outil
status: etat
statuses: [{ native: "1", is: new }]
fields: [{ native: titre, is: title }, { native: texte, is: description }]
classes: { demande: { is: request, audience: public } }
journals: [{ native: public, is: comment }, { native: interne, is: work_note }]
`;
const opened = (more: Partial<MappingSources> = {}, added = '') => wellLoaded(loadText(text + added, more));

describe('the file that decided words go to', () => {
  it('is the overlay, or the one that would be it, or the one that was named', () => {
    const overlay = { path: 'ailleurs/lycée.yaml', text: 'extends: outil\n' };
    expect(opened().decisionsFile).toBe('mappings/sites/outil.yaml');
    expect(opened({ connection: 'lycée' }).decisionsFile).toBe('mappings/sites/lycée.yaml');
    expect(opened({ files: [{ path: 'outil.yaml', text }] }).decisionsFile).toBe('sites/outil.yaml');
    expect(opened({ files: [{ path: 'mappings/outil.yaml', text }, overlay] }).decisionsFile).toBe(overlay.path);
    expect(opened({ decisionsFile: 'x.yaml' }).decisionsFile).toBe('x.yaml');
    expect(
      opened({ decisionsFile: 'x.yaml' })
        .read(nativeTicket('demande', { etat: '7' }))
        .words.at(-1),
    ).toEqual({
      domain: 'status',
      class: 'demande',
      word: '7',
      is: null,
      decision: { by: 'nobody', row: '- { for: status, class: "demande", native: "7", is: "?" }', file: 'x.yaml' },
    });
  });
});

describe('a ticket of a class that nobody knows', () => {
  const mapping = opened();
  const person = { name: 'Zoé', email: null, login: null, employeeNumber: null, cut: false };

  it('says nothing, but its lines and files are there', () => {
    const line = {
      id: null,
      journal: 'public',
      audience: 'public',
      author: { id: null, name: 'Zoé' },
      at: null,
      text: 'Vu',
    } as const;
    const file = { id: 'f1', name: 'écran.png', type: null, size: 1, author: { id: 'u1', name: 'Zoé' }, at: null };
    const native = nativeTicket('panne', { titre: 'Écran' }, { entries: [line], attachments: [file as never] });
    const { said, why, entries, attachments, words, preamble } = mapping.read(native);
    expect([said, why, preamble]).toEqual([{}, {}, undefined]);
    expect(entries).toMatchObject([{ kind: 'comment', text: 'Vu', author: person }]);
    expect(attachments).toEqual([{ native: file, author: person }]);
    expect(words.map(({ domain, decision }) => `${domain} ${decision.by}`)).toEqual(['class nobody', 'journal row']);
    expect(words[0]).toMatchObject({
      class: 'panne',
      word: 'panne',
      is: null,
      decision: { row: '- { for: class, native: "panne", is: "?" }', file: 'mappings/sites/outil.yaml' },
    });
    expect(mapping.legible(native)).toEqual([]);
  });

  it('can be told nothing, and that is asked about', () => {
    expect(mapping.write(ticket(), 'panne', ['title'], resolver())).toEqual({
      class: 'panne',
      fields: {},
      losses: [],
      words: [
        {
          domain: 'class',
          class: 'panne',
          word: 'panne',
          is: null,
          decision: {
            by: 'nobody',
            row: '- { for: class, native: "panne", is: "?" }',
            file: 'mappings/sites/outil.yaml',
          },
        },
      ],
    });
    expect(mapping.says({ titre: '' }, 'panne', 'title', ticket(), resolver())).toBe(false);
    expect(mapping.reach('panne', 'title')).toEqual({ read: false, write: false, home: null, lossy: false });
    expect([mapping.statusField('panne'), mapping.statusField('demande')]).toEqual([null, 'etat']);
  });
});

describe('a tool that is only read', () => {
  const closed = opened({}, 'readonly: true\n');

  it('has no class, no field and no journal that anything is written into', () => {
    expect([closed.readonly, opened().readonly]).toEqual([true, false]);
    expect([closed.classFor('request'), closed.classFor('request', 'demande')]).toEqual([null, null]);
    expect([opened().classFor('request'), opened().classFor('incident', 'demande')]).toEqual(['demande', 'demande']);
    expect([closed.writable('demande'), closed.journalFor('comment', 'public')]).toEqual([[], null]);
    expect(closed.write(ticket(), 'demande', ['title'], resolver()).fields).toEqual({});
    expect(closed.writeEntry('public', { kind: 'comment', audience: 'public', text: 'Vu' }, resolver())).toEqual({
      text: '',
      fields: {},
      losses: [],
      words: [
        {
          domain: 'journal',
          class: '',
          word: 'public',
          is: null,
          decision: { by: 'refusal', rule: 'journal-jamais-ecrit', at: 'mappings/outil.yaml:6' },
        },
      ],
    });
  });

  it('is read as it stands: nobody of ours put lines above a description', () => {
    const whole = { texte: '— Repris de x —\nSite : Lyon\n— —\n\nnoir' };
    expect(closed.read(nativeTicket('demande', whole)).said.description).toContain('Site : Lyon');
    const { said, preamble } = opened().read(nativeTicket('demande', whole));
    expect([said.description, preamble]).toEqual(['noir', ['Site : Lyon']]);
  });
});

describe('how long a solution waits for an answer', () => {
  it.each([
    ['90m', 5400],
    ['24h', 86_400],
    ['7d', 604_800],
    ['1m', 60],
  ])('is %s, or so many seconds', (after, seconds) => {
    expect(open('servicenow', `extends: servicenow\nclosing: { after: ${after} }\n`).habits.closing).toEqual({
      after: seconds,
      native: false,
    });
  });
});
