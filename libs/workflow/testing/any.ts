import { type Entry, entryKinds, levels, statuses, type Ticket } from '@passerelle/ticket';
import fc from 'fast-check';
import { isClosing } from '../load/rules-for.js';
import type { Condition, Effects, LineTest, Rule, Test } from '../rule.js';
import type { Situation } from '../situation.js';
import { line, noon, paul, step, suzanne, ticket } from './samples.js';

const groups = ['HELPDESK', 'PILOTES', '33015'] as const;
const words = {
  status: fc.constantFrom(...statuses),
  priority: fc.constantFrom(...levels),
  group: fc.constantFrom(...groups),
  category: fc.constantFrom('hardware', 'hardware.laptop', 'network'),
} as const;
type Field = keyof typeof words;
const anyField = fc.constantFrom<Field>('status', 'priority', 'group', 'category');

const anyTest = (field: Field): fc.Arbitrary<Test> => {
  const word: fc.Arbitrary<string | number> = words[field];
  const some = fc.array(word, { minLength: 1, maxLength: 3 });
  return fc.oneof(
    fc.constantFrom<Test>({ kind: 'empty' }, { kind: 'some' }),
    some.map((list): Test => ({ kind: 'is', words: list })),
    some.map((list): Test => ({ kind: 'isNot', words: list })),
  );
};

const anyFieldCondition: fc.Arbitrary<Condition> = anyField.chain((field) =>
  anyTest(field).map((test): Condition => ({ kind: 'field', path: { field, part: null }, test })),
);
const anyLineTest: fc.Arbitrary<LineTest> = fc.record(
  {
    kinds: fc.uniqueArray(fc.constantFrom(...entryKinds), { minLength: 1, maxLength: 2 }),
    from: fc.constantFrom('requester', 'support'),
    verdict: fc.constantFrom('accepted', 'refused'),
    text: fc.constantFrom('some', 'none'),
  },
  { requiredKeys: [] },
);
const anyNews: fc.Arbitrary<Condition> = fc.oneof(
  anyLineTest.map((test): Condition => ({ kind: 'entered', line: test })),
  anyLineTest.map((test): Condition => ({ kind: 'amended', line: test })),
  fc
    .record({ kind: fc.constantFrom('became' as const, 'was' as const), field: anyField })
    .chain(({ kind, field }) => anyTest(field).map((test): Condition => ({ kind, path: { field, part: null }, test }))),
);
const anyLasting: fc.Arbitrary<Condition> = fc.oneof(
  { weight: 4, arbitrary: anyFieldCondition },
  { weight: 1, arbitrary: anyLineTest.map((test): Condition => ({ kind: 'holds', line: test })) },
);

const anyWrites: fc.Arbitrary<Effects> = fc
  .record(
    {
      status: words.status,
      priority: fc.option(words.priority),
      group: fc.option(words.group.map((name) => ({ name, codes: [] }))),
      category: fc.option(words.category),
    },
    { requiredKeys: [] },
  )
  .filter((effects) => Object.keys(effects).length > 0);

const anyShape = fc.oneof(
  fc.record({
    when: fc.array(anyLasting, { minLength: 1, maxLength: 3 }),
    does: anyWrites,
    elapsed: fc.constant(null),
  }),
  fc.record({
    when: fc.tuple(anyNews, fc.array(anyLasting, { maxLength: 2 })).map(([news, others]) => [news, ...others]),
    does: fc.oneof(
      anyWrites,
      anyWrites.map((effects): Effects => ({ ...effects, comment: 'Bonjour', workNote: 'à voir' })),
      fc.constant<Effects>({ refuse: { message: 'Non', restore: ['status', 'priority'] } }),
    ),
    elapsed: fc.constant(null),
  }),
  fc.record({
    when: fc.array(anyLasting, { minLength: 1, maxLength: 2 }),
    does: fc.oneof(anyWrites, fc.constant<Effects>({ comment: 'Toujours là ?' })),
    elapsed: fc.record({
      since: fc.constantFrom('status' as const, 'created' as const),
      after: fc.constantFrom(3_600_000, 86_400_000),
      grace: fc.constant(0),
    }),
  }),
);

/** Rules that could be loaded, but for quarrels. */
export const anyRules: fc.Arbitrary<readonly Rule[]> = fc
  .array(anyShape, { minLength: 1, maxLength: 8 })
  .map((shapes) =>
    shapes.map(({ when, does, elapsed }, index): Rule => ({
      id: `essai.yaml#r${index}`,
      name: `r${index}`,
      label: `r${index}`,
      place: { file: 'essai.yaml', line: index + 1, column: 1 },
      when: [when],
      unless: [],
      elapsed,
      does,
    })),
  );

/** Rules about how it is alone. */
export const anyLastingRules = anyRules
  .map((rules) =>
    rules.filter(
      ({ when, elapsed }) => elapsed === null && when.every((all) => all.every(({ kind }) => kind === 'field')),
    ),
  )
  .filter((rules) => rules.length > 1 && rules.length < 5 && !rules.every(isClosing));

const anyTicket: fc.Arbitrary<Ticket> = fc
  .record({
    status: words.status,
    priority: fc.option(words.priority),
    group: fc.option(fc.constantFrom('HELPDESK', 'PILOTES').map((name) => ({ name, codes: [] }))),
    category: fc.option(words.category),
    created: fc.constantFrom(null, '2025-11-18T10:00:00.000Z'),
  })
  .map(ticket);

const anyLine: fc.Arbitrary<Partial<Entry>> = fc.record({
  kind: fc.constantFrom(...entryKinds),
  author: fc.constantFrom(null, paul, suzanne),
  text: fc.constantFrom('', 'Ça marche 🎉'),
  verdict: fc.constantFrom(null, { accepted: true, reason: null }, { accepted: false, reason: 'non' }),
});

export const anySituation: fc.Arbitrary<Situation> = fc
  .record({
    before: fc.option(anyTicket),
    after: anyTicket,
    fresh: fc.array(anyLine, { maxLength: 3 }),
    old: fc.array(anyLine, { maxLength: 2 }),
    now: fc.constantFrom(noon, '2025-11-19T12:00:00.000Z'),
  })
  .map(({ before, after, fresh, old, now }) =>
    step(before, after, {
      fresh: fresh.map((said, index) => line(`n${index}`, said)),
      entries: old.map((said, index) => line(`o${index}`, said)),
      now,
    }),
  );
