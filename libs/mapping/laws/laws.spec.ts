import { describe, expect, it } from '@jest/globals';
import { faultsOf, loadText } from '../testing/load-from.js';

interface Parts {
  readonly head?: string;
  readonly statuses?: string;
  readonly fields?: string;
  readonly classes?: string;
  readonly journals?: string;
  readonly more?: string;
}

/** A mapping that is sound, with one part of it as the case has it; each part is one line where the case does not say more. */
function mapping({ head = 'status: etat', ...parts }: Parts): string {
  return `connector: outil
${head}
statuses:
${parts.statuses ?? '  - { native: "1", is: new }'}
fields:
${parts.fields ?? '  - { native: titre, is: title }'}
classes:
${parts.classes ?? '  demande: { is: request }'}
journals:
${parts.journals ?? '  - { native: public, is: comment }\n  - { native: interne, is: work_note }'}
${parts.more ?? ''}`;
}

const faults = (parts: Parts): readonly string[] =>
  faultsOf(loadText(mapping(parts))).map((one) => one.replace('mappings/outil.yaml:', ''));

const ofTasks = (...fields: readonly string[]): Parts => ({
  journals: `  - { native: public, is: comment }
  - native: interne
    is: task
    writes: [task, work_note]
    fields:
${fields.map((field) => `      - ${field}`).join('\n')}`,
});

type Case = readonly [what: string, parts: Parts, faults: readonly string[]];

describe('the laws of classes', () => {
  it.each<Case>([
    [
      'two classes that one kind is written into',
      { classes: '  demande: { is: request }\n  besoin: { is: request }' },
      [
        '9:11: expected one class that «request» is written into, «besoin» beside «demande» (mappings/outil.yaml:8) came; give one of the two «writes: []»',
      ],
    ],
    [
      'a class that takes over a kind which another one is of',
      { classes: '  demande: { is: request, writes: [request, incident] }\n  panne: { is: incident }' },
      [
        '9:10: expected one class that «incident» is written into, «panne» beside «demande» (mappings/outil.yaml:8) came; give one of the two «writes: []»',
      ],
    ],
    [
      'a class that is something and refused',
      { classes: '  demande: { is: request }\n  besoin: { is: request, refuse: non-repris }' },
      ['9:34: expected one of «is:» and «refuse:» for «besoin», both came; keep one of the two'],
    ],
    [
      'a class that is like one that is nowhere, but nearly',
      { classes: '  demande: { is: request }\n  besoin: { like: demand, is: incident }' },
      ['9:19: expected another class of this mapping (demande, besoin), «demand» came; did you mean «demande»?'],
    ],
    [
      'a class that is like one that is nowhere at all',
      { classes: '  demande: { is: request }\n  besoin: { like: matériel, is: incident }' },
      ['9:19: expected another class of this mapping (demande, besoin), «matériel» came; name one of them'],
    ],
    [
      'a class that is like itself',
      { classes: '  demande: { is: request, like: demande }' },
      ['8:33: expected another class of this mapping (demande), «demande» came; did you mean «demande»?'],
    ],
    [
      'a kind that was put under like:, mistyped',
      { classes: '  demande: { is: request }\n  besoin: { like: incidant }' },
      [
        '9:11: expected a kind for the class «besoin»: incident, request, suggestion, «incidant» came; did you mean «incident»?',
      ],
    ],
    [
      'a class that is like nothing known and is nothing',
      { classes: '  demande: { is: request }\n  besoin: { like: matériel-perdu }' },
      [
        '9:11: expected a kind for the class «besoin»: incident, request, suggestion, «matériel-perdu» came; add «is: …»',
      ],
    ],
    [
      'a priority that does not come out of what is written for it',
      {
        classes: `  demande:
    is: request
    priority:
      matrix: { "1": { "1": "1", "2": "2" } }
      via:
        "1": { impact: "1", urgency: "2" }
        "2": { impact: "1", urgency: "2" }
        "3": { impact: "3", urgency: "1" }
        "4": { impact: "1", urgency: "9" }`,
      },
      [
        '13:9: expected an impact and urgency that come out as priority «1», impact «1» and urgency «2», which come out as «2» came; correct via: or matrix:',
        '15:9: expected an impact and urgency that come out as priority «3», impact «3» and urgency «1», which come out as nothing came; correct via: or matrix:',
        '16:9: expected an impact and urgency that come out as priority «4», impact «1» and urgency «9», which come out as nothing came; correct via: or matrix:',
      ],
    ],
  ])('refuse %s', (_, parts, expected) => {
    expect(faults(parts)).toEqual(expected);
  });

  it.each<readonly [string, Parts]>([
    [
      'a second class of a kind that only reads',
      { classes: '  demande: { is: request }\n  besoin: { is: request, writes: [] }' },
    ],
    ['a class that is refused', { classes: '  demande: { is: request }\n  besoin: { refuse: non-repris }' }],
    [
      'a class that is like another and of another kind',
      { classes: '  demande: { is: request }\n  panne: { like: demande, is: incident }' },
    ],
    [
      'two classes of one kind where nothing is ever written',
      { head: 'status: etat\nreadonly: true', classes: '  demande: { is: request }\n  besoin: { is: request }' },
    ],
  ])('take %s', (_, parts) => {
    expect(faults(parts)).toEqual([]);
  });
});

describe('the laws of decisions', () => {
  const decided = (...rows: readonly string[]): Parts => ({
    more: `decisions:\n${rows.map((row) => `  - { ${row} }\n`).join('')}`,
  });

  it.each<Case>([
    [
      'a meaning and a refusal, or neither',
      decided('for: status, native: "7", is: closed, refuse: non-repris', 'for: status, native: "8"'),
      [
        '13:28: expected one of «is:» and «refuse:» for «7», both came; say what the word means, or «refuse: <why>»',
        '14:28: expected one of «is:» and «refuse:» for «8», neither came; say what the word means, or «refuse: <why>»',
      ],
    ],
    [
      'a question mark that nobody answered, on either side',
      decided('for: status, native: "?", is: closed', 'for: status, native: "8", is: "?"'),
      [
        '13:28: expected a decision on «closed», «?» came; put the word in place of the question mark',
        '14:37: expected a decision on «8», «?» came; put the word in place of the question mark',
      ],
    ],
    [
      'a journal, or a word of tasks, that one class alone would have',
      decided(
        'for: journal, class: demande, native: suivi, is: work_note',
        'for: task_state, class: demande, native: "1", is: done',
      ),
      [
        '13:28: expected a decision on journal for all classes, one for «demande» came; remove «class:»: entries are the same in all classes',
        '14:31: expected a decision on task_state for all classes, one for «demande» came; remove «class:»: entries are the same in all classes',
      ],
    ],
    [
      'a class that the mapping does not have',
      decided(
        'for: status, class: demand, native: "7", is: closed',
        'for: status, class: sinistre, native: "8", is: new',
      ),
      [
        '13:27: expected a class of this mapping (demande), «demand» came; did you mean «demande»?',
        '14:27: expected a class of this mapping (demande), «sinistre» came; name one of them',
      ],
    ],
    [
      'a class that is no kind, none of the classes, or itself',
      decided(
        'for: class, native: besoin, is: incidant',
        'for: class, native: autre, is: introuvable',
        'for: class, native: moi, is: moi',
      ),
      [
        '13:39: expected one of incident, request, suggestion, demande, autre, moi, «incidant» came; did you mean «incident»?',
        '14:38: expected one of incident, request, suggestion, demande, besoin, moi, «introuvable» came; choose one of them',
        '15:36: expected one of incident, request, suggestion, demande, besoin, autre, «moi» came; choose one of them',
      ],
    ],
    [
      'a status that is none',
      decided('for: status, native: "7", is: clos', 'for: status, native: "8", is: introuvable'),
      [
        '13:37: expected one of new, queued, assigned, planned, in_progress, pending, resolved, closed, cancelled, «clos» came; did you mean «closed»?',
        '14:37: expected one of new, queued, assigned, planned, in_progress, pending, resolved, closed, cancelled, «introuvable» came; choose one of them',
      ],
    ],
    [
      'a sort of entry that is none',
      decided('for: journal, native: suivi, is: work_not'),
      [
        '13:40: expected one of comment, work_note, handover, task, document, solution, verdict, approval, change, mail_sent, «work_not» came; did you mean «work_note»?',
      ],
    ],
    [
      'a journal that nobody declared, read as public',
      decided('for: journal, native: suivi, is: comment'),
      [
        "13:40: expected work_note or handover for «suivi», which the connector does not declare, so that it is internal, «comment», which is public came; the connector's declaration stands: correct the row",
      ],
    ],
  ])('refuse %s', (_, parts, expected) => {
    expect(faults(parts)).toEqual(expected);
  });

  it('take an answer for a status of one class, for a journal, for a class, and a refusal of each', () => {
    expect(
      faults(
        decided(
          'for: status, class: demande, native: "7", is: closed',
          'for: status, native: "8", refuse: non-repris',
          'for: journal, native: suivi, is: work_note',
          'for: class, native: sinistre, is: incident',
          'for: class, native: besoin, refuse: non-repris',
        ),
      ),
    ).toEqual([]);
  });
});

describe('the laws of fields', () => {
  it.each<Case>([
    [
      'one value in two places',
      { fields: '  - { native: titre, is: title }\n  - { native: objet, is: title }' },
      [
        '7:15: expected one native field that «title» is written to, a second one beside mappings/outil.yaml:6 came; give one of the two «write: no»',
      ],
    ],
    [
      'two values in one place',
      { fields: '  - { native: titre, is: title }\n  - { native: titre, is: description }' },
      [
        '7:15: expected one canonical field written to «titre», a second one beside mappings/outil.yaml:6 came; give one of the two «write: no»',
      ],
    ],
    [
      'a native field of no name of ours',
      { fields: '  - { native: salle, is: custom }' },
      ['6:26: expected custom.<name> for one native field, «custom» came; name it: custom.something'],
    ],
    [
      'a separator of what is no list',
      { fields: '  - { native: titre, is: title, as: line, separator: ";" }' },
      ['6:54: expected a separator for tags, one for line came; remove it'],
    ],
    [
      'a rule for words where there are no words',
      { fields: '  - { native: titre, is: title, unknown: { is: "x", rule: regle } }' },
      ['6:42: expected a rule for words, which «title» is not, one came; remove it'],
    ],
    [
      'a relation that is a person',
      { fields: '  - { native: parent, is: relations.parent, as: person }' },
      ['6:49: expected «relations.parent» as relation or line, «person» came; write «as: relation»'],
    ],
    [
      'a priority that is none, where a field says what unknown words mean',
      {
        fields: '  - { native: prio, is: priority, unknown: { is: 9, rule: regle } }',
        more: 'words:\n  priority: { rows: [{ native: "1", is: 1 }] }\n',
      },
      ['6:44: expected a canonical priority, «9» came; choose one of 1, 2, 3, 4, 5'],
    ],
  ])('refuse %s', (_, parts, expected) => {
    expect(faults(parts)).toEqual(expected);
  });

  it.each<readonly [string, Parts]>([
    [
      'a value in two places, of which one only reads',
      { fields: '  - { native: titre, is: title }\n  - { native: objet, is: title, write: no }' },
    ],
    [
      'a value in two places where nothing is ever written',
      {
        head: 'status: etat\nreadonly: true',
        fields: '  - { native: titre, is: title }\n  - { native: objet, is: title }',
      },
    ],
    ['a separator of tags, named or not', { fields: '  - { native: mots, is: tags, separator: ";" }' }],
    [
      'a relation that a field holds beside what is written there: relations are never written',
      { fields: '  - { native: titre, is: title }\n  - { native: titre, is: relations.parent }' },
    ],
    ['a value that has no field at all', { fields: '  - { is: title, otherwise: loss }' }],
  ])('take %s', (_, parts) => {
    expect(faults(parts)).toEqual([]);
  });
});

describe('the laws of entries', () => {
  it.each<Case>([
    [
      'a part in a form that it does not have',
      ofTasks('{ native: tech, is: task.technician, as: word }', '{ native: motif, is: verdict.reason, as: line }'),
      [
        '15:50: expected «task.technician» as person, «word» came; write «as: person»',
        '16:50: expected «verdict.reason» as text or markdown or html, «line» came; write «as: text»',
      ],
    ],
    [
      'a unit of what is no duration',
      ofTasks('{ native: tech, is: task.technician, unit: minutes }'),
      ['15:52: expected a unit for a duration, one for «task.technician» came; remove it'],
    ],
    [
      'a part in words of which there is no table',
      ofTasks('{ native: etat, is: task.state }'),
      ['15:29: expected rows under words: task_state:, none came; add a row for each native word'],
    ],
    [
      'one part in two places, and two parts in one',
      ofTasks(
        '{ native: a, is: task.forecast, unit: minutes }',
        '{ native: b, is: task.forecast }',
        '{ native: a, is: task.spent }',
      ),
      [
        '16:19: expected one native field that «task.forecast» is written to, a second one beside mappings/outil.yaml:11 came; give one of the two «write: no»',
        '17:19: expected one part of the entry written to «a», a second one beside mappings/outil.yaml:11 came; give one of the two «write: no»',
      ],
    ],
    [
      'words of entries that one class alone would have',
      { classes: '  demande: { is: request, words: { task_state: { rows: [{ native: "1", is: done }] } } }' },
      [
        '8:36: expected words: task_state: at the top of the file, one for the class «demande» came; move it there: entries are the same in all classes',
      ],
    ],
    [
      'one journal twice',
      {
        journals:
          '  - { native: public, is: comment }\n  - { native: public, is: task }\n  - { native: interne, is: work_note }',
      },
      [
        '11:15: expected one row for the journal «public», a second one beside mappings/outil.yaml:10 came; remove one of them, or tell them apart with when:',
      ],
    ],
    [
      'a journal of several sorts of which one line would be none',
      {
        journals:
          '  - { native: public, is: comment, when: { fields: { type: "1" } } }\n  - { native: public, is: task, when: { fields: { type: "2" } } }\n  - { native: interne, is: work_note }',
      },
      [
        '10:5: expected rows that read «public» in every situation, none for type any other came; add a row with when: { fields: { type: "*" } }',
      ],
    ],
    [
      'two rows that one sort of line would be written with',
      {
        journals:
          '  - { native: public, is: comment, when: { fields: { type: "1" } } }\n  - { native: public, is: comment, when: { fields: { type: "*" } } }\n  - { native: interne, is: work_note }',
      },
      [
        '11:27: expected one row that writes the entry «comment», a second one beside mappings/outil.yaml:10 came; give one of the two «writes: []», so that it only reads',
      ],
    ],
    [
      'a journal whose name was mistyped',
      { journals: '  - { native: publik, is: comment }\n  - { native: interne, is: work_note }' },
      [
        '10:3: expected a row under journals: for «public», which the connector declares public, none came; add - { native: public, is: comment }',
        '10:15: expected a journal that the connector declares (public, interne), «publik» came; did you mean «public»?',
      ],
    ],
  ])('refuse %s', (_, parts, expected) => {
    expect(faults(parts)).toEqual(expected);
  });

  it('take a part that is read in two places and written in one', () => {
    const fields = [
      '{ native: a, is: task.forecast, unit: hours }',
      '{ native: b, is: task.forecast, write: no }',
      '{ native: a, is: task.spent, write: no }',
    ];
    expect(faults(ofTasks(...fields))).toEqual([]);
  });

  it('take parts in words that have a table, rows or not', () => {
    const state = ofTasks('{ native: etat, is: task.state }');
    expect(faults({ ...state, more: 'words:\n  task_state: { rows: [{ native: "1", is: done }] }\n' })).toEqual([]);
    expect(
      faults({ ...state, more: 'words:\n  task_state: { unknown: { is: done, rule: tout-fait }, rows: [] }\n' }),
    ).toEqual([]);
    expect(faults({ ...state, more: 'words:\n  task_state: { rows: [] }\n' })).toHaveLength(1);
  });
});

describe('the laws of words', () => {
  it.each<Case>([
    [
      'a category that we do not have',
      { more: 'words:\n  category: { rows: [{ native: Écran, is: ecran.noir }] }\n' },
      [
        '13:43: expected a category of mappings/canon.yaml, «ecran.noir» came; choose a word that is there, or add it with both labels',
      ],
    ],
    [
      'a rule for groups on words that are none',
      {
        more: 'words:\n  channel: { same: regle-a, absent: regle-b, rows: [] }\n  task_category: { same: regle-a, absent: regle-c }\n',
      },
      [
        '13:20: expected a rule for groups, one for channel came; use rows, or unknown:',
        '13:37: expected a rule for groups, one for channel came; use rows, or unknown:',
        '14:43: expected a rule for groups, one for task_category came; use rows, or unknown:',
      ],
    ],
    [
      'a status without the field that it stands in',
      { head: 'compare: exact' },
      ['8:12: expected the native name of the status field of «demande», none came; add «status: …»'],
    ],
    [
      'two statuses that one situation would be written with',
      {
        statuses:
          '  - { native: "1", is: { status: closed, outcome: solved } }\n  - { native: "2", is: { status: closed, approval: approved } }\n  - { native: "3", is: { status: closed, outcome: workaround } }',
      },
      [
        '5:5: expected one row for each situation to write, «closed, approval approved» beside «closed, outcome solved»: some situations are both came; name both conditions in one of them',
        '6:5: expected one row for each situation to write, «closed, outcome workaround» beside «closed, approval approved»: some situations are both came; name both conditions in one of them',
      ],
    ],
    [
      'more situations than anybody could look at',
      {
        statuses: `  - { native: "1", is: new, when: { fields: { ${[1, 2, 3, 4, 5]
          .map((nth) => `f${nth}: [${[0, 1, 2, 3, 4, 5, 6].map((code) => `"${code}"`).join(', ')}]`)
          .join(', ')} } } }`,
      },
      ['4:35: expected a few conditions, too many to check came; split the word or drop conditions'],
    ],
    [
      'situations of several fields that no row reads, each by name',
      { statuses: '  - { native: "1", is: new, when: { agent: some, fields: { verrou: "1", phase: ["2", "3"] } } }' },
      expect.arrayContaining([
        '4:5: expected rows that read «1» in every situation, none for no agent, verrou any other, phase any other came; add a row with when: { agent: none, fields: { verrou: "*", phase: "*" } }',
        '4:5: expected rows that read «1» in every situation, none for agent, verrou «1», phase any other came; add a row with when: { agent: some, fields: { verrou: "1", phase: "*" } }',
      ]) as unknown as readonly string[],
    ],
  ])('refuse %s', (_, parts, expected) => {
    expect(faults(parts)).toEqual(expected);
  });

  it('take rules for groups where groups are, and two words for what no situation is both of', () => {
    expect(
      faults({ more: 'words:\n  group: { same: regle-a, absent: regle-b }\n  task_category: { same: regle-a }\n' }),
    ).toEqual([]);
    expect(
      faults({
        statuses:
          '  - { native: "1", is: { status: closed, outcome: solved } }\n  - { native: "2", is: { status: closed, outcome: workaround } }\n  - { native: "3", is: { status: resolved, approval: approved } }',
      }),
    ).toEqual([]);
  });
});

describe('a file that cannot be read as one', () => {
  it('says how to mend an indentation by tabs, a word in the wrong place, a zone that is none', () => {
    expect(faultsOf(loadText('connector: outil\n\tstatus: etat\n'))).toContain(
      'mappings/outil.yaml:2:1: expected valid YAML, Tabs are not allowed as indentation came; indent with blanks',
    );
    expect(faults({ more: 'rule: regle\n' })).toEqual([
      '12:1: expected a known key, «rule» came; remove it, or see mappings/README.md for the keys there are',
    ]);
    expect(faults({ more: 'timezone: Europe/Lyon\n' })).toEqual([
      '12:11: expected an IANA time zone, «Europe/Lyon» came; write it as in Europe/Paris',
    ]);
    expect(faultsOf(loadText('connector: outil\n'))).toContain(
      'mappings/outil.yaml:1:1: expected «classes:», none came; add the native classes and what they are',
    );
  });
});
