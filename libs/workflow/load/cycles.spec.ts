import { describe, expect, it } from '@jest/globals';
import type { RuleSet } from '../rule.js';
import { faultsOf, load, loadTexts, wellLoaded } from '../testing/rules.js';
import { rulesFor, type OwnedRules } from './rules-for.js';

function faults(...rows: readonly string[]): readonly string[] {
  return faultsOf(loadTexts(`rules:\n${rows.map((row) => `  - ${row}\n`).join('')}`));
}

describe('rules that undo each other', () => {
  it.each([
    [
      'two',
      [
        '{ rule: a, when: { status: new, group: some }, do: { status: queued } }',
        '{ rule: b, when: { status: queued }, do: { status: new } }',
      ],
    ],
    [
      'three in a row',
      [
        '{ rule: a, when: { status: new, group: some }, do: { status: queued } }',
        '{ rule: b, when: { status: queued }, do: { status: assigned } }',
        '{ rule: c, when: { status: assigned }, do: { status: new } }',
      ],
    ],
    [
      'three by way of other fields',
      [
        '{ rule: a, when: { status: new }, do: { status: queued, category: hardware } }',
        '{ rule: b, when: { category: hardware }, do: { category: network } }',
        '{ rule: c, when: { category: network }, do: { status: new } }',
      ],
    ],
    [
      'how it is and the news of it',
      [
        '{ rule: a, when: { group: none }, do: { group: HELPDESK } }',
        '{ rule: b, when: { became: { group: some }, assignee: none }, do: { group: none } }',
      ],
    ],
    [
      'a clock and what it leaves',
      [
        '{ rule: a, when: { status: resolved }, after: 24h, do: { close: solved } }',
        '{ rule: b, when: { status: closed, approval: requested }, do: { status: resolved } }',
      ],
    ],
    [
      'one that always wants something and one that always wants something else',
      [
        '{ rule: a, when: { kind: incident }, do: { priority: 1 } }',
        '{ rule: b, when: { category: hardware }, do: { priority: 2 } }',
      ],
    ],
    [
      'an empty field and a full one',
      [
        '{ rule: a, when: { group: none }, do: { group: HELPDESK } }',
        '{ rule: b, when: { group: HELPDESK, assignee: none }, do: { group: none } }',
      ],
    ],
  ] as const)('do not load: %s', (_, rows) => {
    expect(faults(...rows)).toEqual([expect.stringMatching(/expected rules that agree, «.*which undo each other/)]);
  });

  it.each([
    [
      'words that exclude each other',
      [
        '{ rule: a, when: { kind: incident }, do: { priority: 1 } }',
        '{ rule: b, when: { kind: [request, suggestion] }, do: { priority: 5 } }',
      ],
    ],
    [
      'something and nothing',
      [
        '{ rule: a, when: { assignee: some }, do: { priority: 1 } }',
        '{ rule: b, when: { assignee: none }, do: { priority: 5 } }',
      ],
    ],
    [
      'a category and what is not below it',
      [
        '{ rule: a, when: { category: network }, do: { group: RESEAU } }',
        '{ rule: b, when: { category: { not: [network] } }, do: { group: HELPDESK } }',
      ],
    ],
    [
      'levels apart',
      [
        '{ rule: a, when: { urgency: { as_pressing_as: 2 } }, do: { priority: 1 } }',
        '{ rule: b, when: { urgency: { no_more_pressing_than: 3 } }, do: { priority: 4 } }',
      ],
    ],
    [
      'one that is not for what the other is for',
      [
        '{ rule: a, when: { category: network }, unless: { tags: vip }, do: { priority: 3 } }',
        '{ rule: b, when: { tags: vip }, do: { priority: 1 } }',
      ],
    ],
    [
      'tickets born elsewhere',
      [
        '{ rule: a, when: { born: glpi-lycee }, do: { priority: 3 } }',
        '{ rule: b, when: { born: glpi-universite }, do: { priority: 1 } }',
      ],
    ],
    [
      'two pieces of news, of which the later word stands',
      [
        '{ rule: a, when: { entered: { kind: verdict } }, do: { status: new } }',
        '{ rule: b, when: { entered: { kind: task } }, do: { status: planned } }',
      ],
    ],
    [
      'what happened and how it is, which has the last word',
      [
        '{ rule: a, when: { entered: { kind: verdict } }, do: { status: new } }',
        '{ rule: b, when: { status: new, assignee: some }, do: { status: assigned } }',
      ],
    ],
    [
      'a chain that ends',
      [
        '{ rule: a, when: { status: new, group: some }, do: { status: queued } }',
        '{ rule: b, when: { status: queued, assignee: some }, do: { status: assigned } }',
        '{ rule: c, when: { status: assigned, tags: ici }, do: { status: in_progress } }',
      ],
    ],
    [
      'two that want the same',
      [
        '{ rule: a, when: { kind: incident }, do: { priority: 1 } }',
        '{ rule: b, when: { tags: vip }, do: { priority: 1 } }',
      ],
    ],
  ] as const)('are not seen in %s', (_, rows) => {
    expect(faults(...rows)).toEqual([]);
  });

  it('name both, with their places, once', () => {
    expect(
      faults(
        '{ rule: en-file, when: { status: new }, do: { status: queued } }',
        '{ rule: de-nouveau, when: { status: queued }, do: { status: new } }',
      ),
    ).toEqual([
      'mappings/rules/essai-1.yaml:2:13: expected rules that agree, «en-file» and «de-nouveau» (mappings/rules/essai-1.yaml:3), which undo each other, came; add a condition that only one of them meets, or remove one',
    ]);
  });

  it('are looked for in hundreds of rules, of which twenty are enough to report', () => {
    const rows = (condition: (index: number) => string): readonly string[] =>
      Array.from(
        { length: 200 },
        (_, index) => `{ rule: r${index}, when: { ${condition(index)} }, do: { group: G${index} } }`,
      );
    expect(faults(...rows((index) => `tags: t${index}`))).toHaveLength(20);
    expect(faults(...rows((index) => `service: s${index}`))).toEqual([]);
  });
});

describe('the rules of a route', () => {
  const file = (name: string, rows: string): RuleSet =>
    wellLoaded(load([{ path: `mappings/rules/${name}.yaml`, text: `rules:\n${rows}` }]));
  const closing = (after: string): string =>
    `  - { rule: clos, when: { status: resolved }, after: ${after}, do: { close: solved } }\n`;
  const assigning = '  - { rule: affecte, when: { status: new, assignee: some }, do: { status: assigned } }\n';
  const lycee = file('lycee', closing('24h'));
  const universite = file('universite', closing('7d') + assigning);
  const idsOf = (owned: readonly OwnedRules[], closes: string | null): readonly string[] => {
    const loaded = rulesFor(owned, closes);
    return 'rules' in loaded ? loaded.rules.rules.map(({ id }) => id) : ['does not load'];
  };
  const both = [
    { connection: 'glpi-lycee', rules: lycee },
    { connection: 'glpi-universite', rules: universite },
  ];

  it('close by one tool: the closing rules of the others do not count', () => {
    expect(idsOf(both, 'glpi-lycee')).toEqual([
      'mappings/rules/lycee.yaml#clos',
      'mappings/rules/universite.yaml#affecte',
    ]);
    expect(idsOf(both, null)).toEqual([
      'mappings/rules/lycee.yaml#clos',
      'mappings/rules/universite.yaml#clos',
      'mappings/rules/universite.yaml#affecte',
    ]);
    expect(idsOf([...both, { connection: null, rules: file('route', closing('2d')) }], 'servicenow')).toContain(
      'mappings/rules/route.yaml#clos',
    );
  });

  it('hold once where two connections have the same file', () => {
    const shared = [
      { connection: 'glpi-lycee', rules: lycee },
      { connection: 'servicenow', rules: lycee },
    ];
    expect(idsOf(shared, 'servicenow')).toEqual(['mappings/rules/lycee.yaml#clos']);
  });

  it('do not load where those of one connection undo those of another', () => {
    const undoing = file('autre', '  - { rule: b, when: { status: assigned, tags: vip }, do: { status: new } }\n');
    const owned = [
      { connection: 'glpi-universite', rules: universite },
      { connection: 'itop', rules: undoing },
    ];
    expect(idsOf(owned, null)).toEqual(['does not load']);
    expect(idsOf(owned.slice(1), null)).toHaveLength(1);
  });
});
