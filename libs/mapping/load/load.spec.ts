import { describe, expect, it } from '@jest/globals';
import { faultsOf, loadText, nativeTicket, wellLoaded } from '../testing/load-from.js';

const sound = `connector: outil
status: etat
statuses:
  - { native: "1", label: Nouveau, is: new }
  - { native: "2", label: En cours, is: in_progress }
fields:
  - { native: titre, is: title }
classes:
  demande: { is: request, audience: public }
journals:
  - { native: public, is: comment }
  - { native: interne, is: work_note }
`;

/** The sound mapping with lines replaced, so that line numbers below can be read off. */
function changed(...changes: readonly (readonly [line: number, text: string])[]): string {
  const lines = sound.split('\n');
  for (const [line, text] of changes) lines[line - 1] = text;
  return lines.join('\n');
}

describe('loading a mapping', () => {
  it('loads what is sound', () => {
    expect(faultsOf(loadText(sound))).toEqual([]);
  });

  it('names all faults at once, each with its line and column and what to do', () => {
    const text = `connector: outil
status: etat
statuses:
  - { native: 1, label: Nouveau, is: new }
  - { native: "2", is: en_cours }
  - { native: "3", is: in_progres }
  - { native: "4", label: Clos, is: closed, lable: x }
  - { native: "5" }
fields:
  - { native: titre, is: titel }
  - { native: texte, is: description, as: person }
words:
  priority:
    rows:
      - { native: "1", is: 9 }
      - { native: "2", is: 2 }
      - { native: "3", is: 2 }
clases: {}
classes:
  demande: { is: request, audience: public }
journals:
  - { native: public, is: work_note }
  - { native: interne, is: comment }
  - { native: secret, is: comment }
`;
    expect(faultsOf(loadText(text))).toEqual([
      'mappings/outil.yaml:4:15: expected text in quotes, a bare number, «1» came; write "1"',
      expect.stringMatching(
        /^mappings\/outil\.yaml:5:24: expected one of new, queued, assigned, .*, «en_cours» came; choose one of them$/,
      ),
      expect.stringMatching(
        /^mappings\/outil\.yaml:6:24: expected one of .*, «in_progres» came; did you mean «in_progress»\?$/,
      ),
      'mappings/outil.yaml:7:45: expected a known key, «lable» came; did you mean «label»?',
      'mappings/outil.yaml:8:15: expected one of «is:» and «refuse:» for «5», neither came; add «is: …» with a canonical word, or «refuse: <why>»',
      'mappings/outil.yaml:10:26: expected a canonical field, or custom.<name>, «titel» came; did you mean «title»?',
      'mappings/outil.yaml:11:43: expected «description» as text or markdown or html, «person» came; write «as: text»',
      expect.stringMatching(
        /^mappings\/outil\.yaml:15:28: expected one of 1, 2, 3, 4, 5, none, «9» came; choose one of them$/,
      ),
      'mappings/outil.yaml:17:28: expected one row that writes the priority «2», a second one beside mappings/outil.yaml:16 came; give one of the two «writes: []», so that it only reads',
      'mappings/outil.yaml:18:1: expected a known key, «clases» came; did you mean «classes»?',
      "mappings/outil.yaml:22:27: expected comment for «public», which the connector declares public, «work_note», which is internal came; the connector's declaration stands: correct the row",
      "mappings/outil.yaml:23:28: expected work_note or handover for «interne», which the connector declares internal, «comment», which is public came; the connector's declaration stands: correct the row",
      'mappings/outil.yaml:24:15: expected a journal that the connector declares (public, interne), «secret» came; remove the row',
    ]);
  });

  it.each([
    [
      'a class that is nothing',
      9,
      '  demande: { audience: public }',
      '9:12: expected a kind for the class «demande»: incident, request, suggestion, none came; add «is: …»',
    ],
    [
      'a word of YAML that is not text',
      4,
      '  - { native: true, is: new }',
      '4:15: expected text in quotes, a bare boolean, «true» came; write "true"',
    ],
    [
      'a word that is nothing at all',
      4,
      '  - { native: , is: new }',
      '4:15: expected text, nothing came; correct the value',
    ],
    [
      'the same status twice',
      5,
      '  - { native: "1", is: pending }',
      '5:5: expected each situation of «1» read by one row, a second row, the other at mappings/outil.yaml:4 came; remove one of them, or tell them apart with when:',
    ],
    [
      'a canonical word written twice',
      5,
      '  - { native: "2", is: new }',
      '5:24: expected one row that writes the status «new», a second one beside mappings/outil.yaml:4 came; give one of the two «writes: []», so that it only reads',
    ],
    [
      'a meaning and a refusal',
      5,
      '  - { native: "2", is: planned, refuse: non-repris }',
      '5:41: expected one of «is:» and «refuse:» for «2», both came; keep one of the two',
    ],
    [
      'a key twice',
      5,
      '  - { native: "2", is: planned, is: new }',
      '5:33: expected valid YAML, Map keys must be unique came; keep one of the two',
    ],
    [
      'a field that goes nowhere',
      7,
      '  - { is: title }',
      '7:11: expected «native:» or «otherwise:», neither came; name the native field, or say where the value goes instead',
    ],
    [
      'a field of words without a table',
      7,
      '  - { native: prio, is: priority }',
      '7:25: expected rows under words: priority:, none came; add a row for each native word',
    ],
    [
      'an audience in YAML',
      11,
      '  - { native: public, is: comment, audience: internal }',
      '11:36: expected a known key, «audience» came; remove it: who reads a journal is declared by the connector, in code',
    ],
    [
      'a journal without a row',
      12,
      '',
      '11:3: expected a row under journals: for «interne», which the connector declares internal, none came; add - { native: interne, is: work_note }',
    ],
    [
      'another connector',
      1,
      'connector: autre',
      '1:12: expected the mapping of outil, that of «autre» came; name the right file for outil',
    ],
    [
      'an overlay where a base belongs',
      1,
      'extends: autre',
      '1:1: expected «connector: outil» in a base mapping, none came; add it',
    ],
  ])('refuses %s', (_, line, text, fault) => {
    expect(faultsOf(loadText(changed([line, text])))).toContain(`mappings/outil.yaml:${fault}`);
  });

  it('refuses an expression that is none', () => {
    expect(faultsOf(loadText(`${sound}group_codes: ["("]\n`))).toEqual([
      'mappings/outil.yaml:13:14: expected regular expressions, «(» came; correct the expression',
    ]);
  });

  it('refuses an empty file without falling over', () => {
    expect(faultsOf(loadText('')).length).toBeGreaterThan(0);
    expect(faultsOf(loadText('- liste\n')).length).toBeGreaterThan(0);
    expect(faultsOf(loadText('"texte"')).length).toBeGreaterThan(0);
  });

  it('says nothing false about a row because the row beside it is broken', () => {
    const found = faultsOf(loadText(changed([11, '  - { native: public, is: commment }'])));
    expect(found).toEqual([expect.stringContaining('«commment» came; did you mean «comment»?')]);
  });
});

describe('law 8: a journal is what its connector declares, whatever YAML says', () => {
  it('refuses to read what requesters see as a work note, or to write one there', () => {
    expect(faultsOf(loadText(changed([11, '  - { native: public, is: work_note }']))).join()).toContain(
      'which the connector declares public',
    );
    expect(
      faultsOf(loadText(changed([11, '  - { native: public, is: comment, writes: [comment, work_note] }']))),
    ).toContain(
      "mappings/outil.yaml:11:44: expected comment for «public», which the connector declares public, «work_note», which is internal came; the connector's declaration stands: correct the row",
    );
    expect(faultsOf(loadText(changed([11, '  - { native: public, is: comment, writes: [handover] }']))).length).toBe(1);
  });

  it('would have sent work notes to the public had the declaration been a lie: the control', () => {
    const lying = { public: 'internal', interne: 'public' } as const;
    const mapping = wellLoaded(
      loadText(changed([11, '  - { native: public, is: work_note }'], [12, '  - { native: interne, is: comment }']), {
        journals: lying,
      }),
    );
    expect(mapping.journalFor('work_note', 'internal')).toBe('public');
  });

  it('never gives a journal of the other audience, whatever the kind', () => {
    const mapping = wellLoaded(loadText(sound));
    for (const kind of [
      'comment',
      'work_note',
      'handover',
      'task',
      'document',
      'solution',
      'verdict',
      'approval',
      'change',
      'mail_sent',
    ] as const) {
      expect(mapping.journalFor(kind, 'internal')).toBe('interne');
      expect(mapping.journalFor(kind, 'public')).toBe('public');
    }
  });

  it('has no journal at all for internal lines where the tool has none', () => {
    const text = changed([12, '']);
    const mapping = wellLoaded(loadText(text, { journals: { public: 'public' } }));
    expect(mapping.journalFor('work_note', 'internal')).toBeNull();
    expect(mapping.journalFor('comment', 'internal')).toBeNull();
    expect(mapping.journalFor('work_note', 'public')).toBe('public');
  });

  it('takes the stricter of what is declared and what was observed on the line', () => {
    const mapping = wellLoaded(loadText(sound));
    const line = { id: null, author: null, at: null, text: 'x' };
    const read = mapping.read(
      nativeTicket(
        'demande',
        {},
        {
          entries: [
            { ...line, journal: 'public', audience: 'public' },
            { ...line, journal: 'public', audience: 'internal' },
            { ...line, journal: 'interne', audience: 'public' },
            { ...line, journal: 'inconnu', audience: 'public' },
          ],
        },
      ),
    );
    expect(read.entries.map(({ kind, audience }) => [kind, audience])).toEqual([
      ['comment', 'public'],
      ['work_note', 'internal'],
      ['work_note', 'internal'],
      ['work_note', 'internal'],
    ]);
    expect(read.words.at(-1)).toEqual({
      domain: 'journal',
      class: 'demande',
      word: 'inconnu',
      is: null,
      decision: {
        by: 'nobody',
        row: '- { for: journal, native: "inconnu", is: "?" }',
        file: 'mappings/sites/outil.yaml',
      },
    });
  });
});

describe('every native situation is read once', () => {
  const with1 = (...rows: readonly string[]) =>
    `connector: outil\nstatus: etat\nstatuses:\n${rows.map((row) => `  - { native: "1", ${row} }\n`).join('')}classes:\n  demande: { is: request }\njournals:\n  - { native: public, is: comment }\n  - { native: interne, is: work_note }\n`;

  it('accepts rows that share out all situations', () => {
    expect(
      faultsOf(
        loadText(
          with1(
            'when: { agent: none, group: none }, is: new',
            'when: { agent: none, group: some }, is: queued',
            'when: { agent: some }, is: assigned',
          ),
        ),
      ),
    ).toEqual([]);
  });

  it('names the situation that no row reads', () => {
    expect(
      faultsOf(loadText(with1('when: { agent: none, group: none }, is: new', 'when: { agent: some }, is: assigned'))),
    ).toEqual([
      'mappings/outil.yaml:4:5: expected rows that read «1» in every situation, none for no agent, group came; add a row with when: { agent: none, group: some }',
    ]);
  });

  it('names the situation that two rows read', () => {
    expect(
      faultsOf(
        loadText(
          with1(
            'when: { agent: none }, is: new',
            'when: { group: some }, is: queued',
            'when: { agent: some, group: none }, is: assigned',
          ),
        ),
      ),
    ).toEqual([
      'mappings/outil.yaml:5:5: expected each situation of «1» read by one row, two for no agent, group, the other at mappings/outil.yaml:4 came; narrow the when: of one of them',
    ]);
  });

  it('counts codes of a native field, and all others as one', () => {
    const locked = ['when: { fields: { verrou: "1" } }, is: closed', 'when: { fields: { verrou: "*" } }, is: resolved'];
    const mapping = wellLoaded(loadText(with1(...locked)));
    const statusOf = (verrou: string | null) =>
      mapping.read(nativeTicket('demande', { etat: '1', verrou })).said.status;
    expect([statusOf('1'), statusOf('0'), statusOf(null)]).toEqual(['closed', 'resolved', 'resolved']);
    expect(faultsOf(loadText(with1(locked[0] ?? '')))).toEqual([
      'mappings/outil.yaml:4:5: expected rows that read «1» in every situation, none for verrou any other came; add a row with when: { fields: { verrou: "*" } }',
    ]);
  });
});
