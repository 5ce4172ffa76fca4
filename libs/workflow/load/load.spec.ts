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

  it('says in French, too, what shape was expected', () => {
    const text = `rules:
  - rule: Mal Nommée
    when: { statut: new }
    do: { status: [nouveau] }
  - rule: b
    when: { title: { contains: "${'x'.repeat(201)}" } }
    after: 24 heures
    do: { close: solved }
  - rule: c
    when: { status: [new, quued] }
    do: { comment: 12 }
`;
    expect(faultsOf(loadTexts(text), 'fr')).toEqual([
      'mappings/rules/essai-1.yaml:2:11 : attendu des mots en minuscules reliés par des traits d’union, reçu «Mal Nommée» ; corrigez la valeur',
      'mappings/rules/essai-1.yaml:3:13 : attendu une clé connue, reçu «statut» ; vouliez-vous dire «status» ?',
      'mappings/rules/essai-1.yaml:4:19 : attendu une valeur parmi new, queued, assigned, planned, in_progress, pending, resolved, closed, cancelled, reçu une liste ; choisissez l’une d’elles',
      `mappings/rules/essai-1.yaml:6:32 : attendu 200 caractères au plus, reçu «${'x'.repeat(79)}…» ; corrigez la valeur`,
      'mappings/rules/essai-1.yaml:7:12 : attendu un nombre suivi de min, h ou d, comme 24h, reçu «24 heures» ; corrigez la valeur',
      'mappings/rules/essai-1.yaml:10:27 : attendu une valeur parmi new, queued, assigned, planned, in_progress, pending, resolved, closed, cancelled, none, reçu «quued» ; vouliez-vous dire «queued» ?',
      'mappings/rules/essai-1.yaml:11:20 : attendu du texte entre guillemets, reçu un nombre sans guillemets, «12» ; écrivez "12"',
    ]);
  });

  it('says in French, too, what makes no sense', () => {
    const laws = `rules:
  - { rule: a, do: { status: new } }
  - { rule: b, when: { status: new }, do: { comment: Bonjour } }
  - { rule: c, when: { status: new }, do: { close: solved, status: closed } }
  - { rule: c, when: { category: jardinage }, do: { status: queued }, grace: 1h }
  - { rule: d, off: true }
`;
    expect(faultsOf(loadTexts(laws), 'fr').map((line) => line.replace('mappings/rules/essai-1.yaml:', ''))).toEqual([
      '2:13 : attendu «when», reçu rien ; ajoutez «when: { … }» ; une règle sans condition parlerait toujours',
      '3:45 : attendu «entered», «became», «was» ou «after» dans chaque variante, reçu «comment» sans évènement ; dites ce qui doit arriver : sans cela la ligne serait ajoutée à chaque lecture',
      '5:13 : attendu chaque nom une seule fois dans un fichier, reçu «c» une deuxième fois ; renommez l’une des deux',
      '5:34 : attendu une catégorie de canon.yaml, reçu «jardinage» ; corrigez-la, ou ajoutez «jardinage:» à canon.yaml',
      '5:71 : attendu «after», reçu rien ; ajoutez «after: 24h» ou retirez la ligne',
      '6:21 : attendu une règle de ce nom dans les fichiers précédents, reçu rien ; rattachez avant celui-ci le fichier qui contient «d», ou retirez la ligne',
    ]);
    const circle = `rules:
  - { rule: a, when: { status: new, group: some }, do: { status: queued } }
  - { rule: b, when: { status: queued }, do: { status: new } }
`;
    expect(faultsOf(loadTexts(circle), 'fr')).toEqual([
      'mappings/rules/essai-1.yaml:2:13 : attendu des règles qui s’accordent, reçu «a» et «b» (mappings/rules/essai-1.yaml:3), qui se défont l’une l’autre ; ajoutez une condition que seule l’une d’elles remplit, ou retirez-en une',
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
