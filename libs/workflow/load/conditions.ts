import type { Level, TicketField } from '@passerelle/ticket';
import type { Alternatives, Condition, FieldPath, LineTest, Test, Word } from '../rule.js';
import type { ConditionsYaml, LineYaml } from '../schema/rule-file.js';
import type { FieldTest, FieldTests } from '../schema/tests.js';

/** As written, one condition per test. */
export function alternativesOf(when: ConditionsYaml | readonly ConditionsYaml[] | undefined): Alternatives {
  if (when === undefined) return [];
  return (isList(when) ? when : [when]).map(conditionsOf);
}

function conditionsOf(yaml: ConditionsYaml): readonly Condition[] {
  const { was, became, born, by, entered, amended, holds, ...fields } = yaml;
  return [
    ...fieldConditions('field', fields as FieldTests),
    ...fieldConditions('was', (was ?? {}) as FieldTests),
    ...fieldConditions('became', (became ?? {}) as FieldTests),
    ...(born === undefined ? [] : [{ kind: 'born', connections: listOf(born) } as const]),
    ...(by === undefined ? [] : [{ kind: 'by', connections: listOf(by) } as const]),
    ...(entered === undefined ? [] : [{ kind: 'entered', line: lineOf(entered) } as const]),
    ...(amended === undefined ? [] : [{ kind: 'amended', line: lineOf(amended) } as const]),
    ...(holds === undefined ? [] : [{ kind: 'holds', line: lineOf(holds) } as const]),
  ];
}

function fieldConditions(kind: 'field' | 'was' | 'became', tests: FieldTests): readonly Condition[] {
  return Object.entries(tests).flatMap(([key, test]): readonly Condition[] => {
    if (test === undefined) return [];
    if (key === 'custom')
      return Object.entries(test as Readonly<Record<string, FieldTest>>).flatMap(([part, inner]) =>
        testsOf({ field: 'custom', part }, inner).map((one) => ({ kind, path: { field: 'custom', part }, test: one })),
      );
    const path = pathOf(key);
    return testsOf(path, test as FieldTest).map((one) => ({ kind, path, test: one }));
  });
}

export function pathOf(key: string): FieldPath {
  const dot = key.indexOf('.');
  return dot < 0
    ? { field: key as TicketField, part: null }
    : { field: key.slice(0, dot) as TicketField, part: key.slice(dot + 1) };
}

function testsOf(path: FieldPath, test: FieldTest): readonly Test[] {
  if (test === 'none') return [{ kind: 'empty' }];
  if (test === 'some') return [{ kind: 'some' }];
  if (typeof test !== 'object') return [{ kind: 'is', words: [test] }];
  if (isWords(test)) return [{ kind: 'is', words: wordsOf(path, test) }];
  const { is, not, contains, as_pressing_as: least, no_more_pressing_than: most } = test;
  return [
    ...(is === undefined ? [] : [{ kind: 'is', words: isList(is) ? wordsOf(path, is) : [is] } as const]),
    ...(not === undefined ? [] : [{ kind: 'isNot', words: isList(not) ? wordsOf(path, not) : [not] } as const]),
    ...(contains === undefined ? [] : [{ kind: 'contains', words: listOf(contains) } as const]),
    ...(least === undefined ? [] : [{ kind: 'asPressingAs', level: least as Level } as const]),
    ...(most === undefined ? [] : [{ kind: 'noMorePressingThan', level: most as Level } as const]),
  ];
}

/** In a list `none` is the empty field, unless the field has that very word. */
function wordsOf({ field }: FieldPath, words: readonly Word[]): readonly (Word | null)[] {
  return words.map((word) => (word === 'none' && field !== 'approval' && field !== 'escalation' ? null : word));
}

function lineOf({ kind, audience, verdict, from, text, reason, planned, state, category }: LineYaml): LineTest {
  return {
    ...(kind === undefined ? {} : { kinds: listOf(kind) }),
    ...(audience === undefined ? {} : { audience }),
    ...(verdict === undefined ? {} : { verdict }),
    ...(from === undefined ? {} : { from }),
    ...(text === undefined ? {} : { text }),
    ...(reason === undefined ? {} : { reason }),
    ...(planned === undefined ? {} : { planned }),
    ...(state === undefined ? {} : { states: listOf(state) }),
    ...(category === undefined ? {} : { categories: listOf(category) }),
  };
}

function listOf<T>(value: T | readonly T[]): readonly T[] {
  return isList(value) ? value : [value];
}

function isList<T>(value: T | readonly T[]): value is readonly T[] {
  return Array.isArray(value);
}

function isWords(test: FieldTest): test is readonly Word[] {
  return Array.isArray(test);
}
