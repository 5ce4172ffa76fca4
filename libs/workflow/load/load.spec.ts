import { describe, expect, it } from '@jest/globals';
import { faultsOf, load, loadTexts, rules } from '../testing/rules.js';

const faults = (...texts: readonly string[]): readonly string[] => faultsOf(loadTexts(...texts));

describe('a file of rules', () => {
  it('gives rules that know their name, their place and their words', () => {
    const [rule] = rules(`
rules:
  - rule: cloture
    label: { fr: Clos après un jour, en: Closed after a day }
    when: { status: resolved }
    after: 24h
    grace: 30min
    do: { close: solved }
`).rules;
    expect(rule).toEqual({
      id: 'mappings/rules/essai-1.yaml#cloture',
      name: 'cloture',
      label: 'Clos après un jour',
      place: { file: 'mappings/rules/essai-1.yaml', line: 3, column: 11 },
      when: [[{ kind: 'field', path: { field: 'status', part: null }, test: { kind: 'is', words: ['resolved'] } }]],
      unless: [],
      elapsed: { since: 'status', after: 86_400_000, grace: 1_800_000 },
      does: { close: 'solved' },
    });
  });

  it('writes its lines in the language of its connection', () => {
    const text = `rules: [{ rule: a, when: { became: { status: resolved } }, do: { comment: { fr: Résolu, en: Resolved } } }]`;
    const file = { path: 'mappings/rules/a.yaml', text };
    const loaded = load([file], { language: 'en' });
    expect('rules' in loaded && loaded.rules.rules[0]?.does.comment).toBe('Resolved');
  });

  it('names all faults of all files at once, each with line, column and what to do', () => {
    const found = faults(
      `rules:
  - rule: Mal Nommée
    when: { statut: new }
    do: { status: nouveau }
  - rule: b
    when: { status: [new, quued] }
    do: { status: queued, priority: 7 }
`,
      `rules:
  - rule: c
    when: { category: hardware.lapto, was: { category: [hardware, reseau] } }
    do: { category: materiel }
  - rule: d
    when: { status: resolved }
    after: 24 heures
    do: { close: solved }
`,
    );
    expect(found).toEqual([
      'mappings/rules/essai-1.yaml:2:11: expected lower-case words joined by hyphens, «Mal Nommée» came; correct the value',
      expect.stringContaining(
        'mappings/rules/essai-1.yaml:3:13: expected a known key, «statut» came; did you mean «status»?',
      ),
      expect.stringContaining('mappings/rules/essai-1.yaml:4:19: expected one of new, queued'),
      expect.stringContaining('mappings/rules/essai-1.yaml:6:27: expected one of new'),
      expect.stringContaining('mappings/rules/essai-1.yaml:7:37: expected one of 1, 2, 3, 4, 5'),
      expect.stringContaining('essai-2.yaml:3:23: expected a category of canon.yaml, «hardware.lapto» came'),
      expect.stringContaining('essai-2.yaml:3:56: expected a category of canon.yaml, «reseau» came'),
      expect.stringContaining('essai-2.yaml:4:21: expected a category of canon.yaml, «materiel» came'),
      expect.stringContaining('essai-2.yaml:7:12: expected a number of min, h or d, such as 24h'),
    ]);
  });

  it.each([
    ['a rule without a condition', '{ rule: a, do: { status: new } }', '«when»'],
    ['a condition without a test', '{ rule: a, when: {}, do: { status: new } }', 'at least one condition'],
    ['a rule without an effect', '{ rule: a, when: { status: new } }', '«do»'],
    ['an empty effect', '{ rule: a, when: { status: new }, do: {} }', '«do»'],
    [
      'a line without an event',
      '{ rule: a, when: { status: new }, do: { comment: Bonjour } }',
      '«entered», «became», «was» or «after» in every alternative',
    ],
    [
      'a line with an event in one alternative only',
      '{ rule: a, when: [{ status: new }, { became: { status: new } }], do: { work_note: Bonjour } }',
      '«entered», «became», «was» or «after» in every alternative',
    ],
    ['closing twice', '{ rule: a, when: { status: new }, do: { close: solved, status: closed } }', 'one of «close»'],
    [
      'a reason for waiting without waiting',
      '{ rule: a, when: { status: new }, do: { status: new, pendingReason: part } }',
      'a reason for waiting',
    ],
    [
      'a refusal with something beside it',
      '{ rule: a, when: { became: { status: new } }, do: { refuse: { message: Non }, status: new } }',
      '«refuse» alone',
    ],
    ['somebody without a name', '{ rule: a, when: { status: new }, do: { assignee: {} } }', 'a name, e-mail or login'],
    [
      'a start without a clock',
      '{ rule: a, when: { status: new }, since: created, do: { status: queued } }',
      '«after»',
    ],
    ['a grace without a clock', '{ rule: a, when: { status: new }, grace: 12h, do: { status: queued } }', '«after»'],
    [
      'a clock on news',
      '{ rule: a, when: { entered: { kind: task } }, after: 24h, do: { status: queued } }',
      'conditions that last',
    ],
    ['a rule to switch off that is not there', '{ rule: a, off: true }', 'a rule of this name in the files before'],
  ])('does not load with %s', (_, row, expected) => {
    expect(faults(`rules:\n  - ${row}\n`)).toEqual([expect.stringContaining(`expected ${expected}`)]);
  });

  it('does not load with two rules of one name, and loads with two names', () => {
    const row = (name: string): string =>
      `  - { rule: ${name}, when: { status: new, group: some }, do: { status: queued } }\n`;
    expect(faults(`rules:\n${row('a')}${row('a')}`)).toEqual([
      expect.stringContaining(':3:13: expected each name once'),
    ]);
    expect(faults(`rules:\n${row('a')}${row('b')}`)).toEqual([]);
  });

  it('knows the connections that there are', () => {
    const file = {
      path: 'mappings/rules/a.yaml',
      text: 'rules: [{ rule: a, when: { born: glpi-lyceee, by: [glpi-lycee] }, do: { status: new } }]',
    };
    expect(faultsOf(load([file], { connections: new Set(['glpi-lycee']) }))).toEqual([
      expect.stringContaining('expected one of glpi-lycee, «glpi-lyceee» came'),
    ]);
    expect(faultsOf(load([file]))).toEqual([]);
  });

  it('is bounded: no bomb of aliases, no endless text, no key that reaches a prototype', () => {
    expect(
      faults(`rules: [{ rule: a, when: { title: { contains: "${'x'.repeat(300)}" } }, do: { status: new } }]`),
    ).toHaveLength(1);
    expect(
      faults(`rules:\n${'  - { rule: a, when: { status: new }, do: { status: queued } }\n'.repeat(201)}`).length,
    ).toBeGreaterThan(0);
    expect(
      faults('rules: [{ rule: a, when: { __proto__: { status: new }, status: new }, do: { status: queued } }]'),
    ).toEqual([expect.stringContaining('«__proto__» came')]);
    expect(faults('')).not.toEqual([]);
    expect(faults('rules: [')).not.toEqual([]);
  });
});

describe('files over each other', () => {
  const first = `rules:
  - { rule: a, when: { status: new, assignee: some }, do: { status: assigned } }
  - { rule: b, when: { status: new, group: some, assignee: none }, do: { status: queued } }
`;

  it('put a rule of the same name in the place of the earlier one', () => {
    const set = rules(
      first,
      'rules: [{ rule: a, when: { status: new, assignee: some }, do: { status: in_progress } }]',
    );
    expect(set.rules.map(({ id, does }) => [id, does.status])).toEqual([
      ['mappings/rules/essai-2.yaml#a', 'in_progress'],
      ['mappings/rules/essai-1.yaml#b', 'queued'],
    ]);
  });

  it('take a rule out', () => {
    expect(rules(first, 'rules: [{ rule: a, off: true }]').rules.map(({ name }) => name)).toEqual(['b']);
  });
});
