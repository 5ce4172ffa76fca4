import { passes } from '../evaluate/passes.js';
import type { Condition, FieldPath, LineTest, Test } from '../rule.js';

/** Whether no value passes both tests, as far as can be seen: every value that either of them could mean is tried. */
export function areDisjoint(path: FieldPath, a: Test, b: Test): boolean {
  return ![...candidates(a, b)].some((value) => passes(path, a, value) && passes(path, b, value));
}

function* candidates(a: Test, b: Test): Iterable<unknown> {
  yield null;
  yield 'none';
  yield '\u{10FFFF}';
  yield* [1, 2, 3, 4, 5];
  for (const test of [a, b]) {
    if (test.kind !== 'is' && test.kind !== 'isNot' && test.kind !== 'contains') continue;
    yield* test.words;
    for (const word of test.words) yield `${word}.\u{10FFFF}`;
  }
  if (a.kind === 'contains' && b.kind === 'contains')
    for (const one of a.words) for (const other of b.words) yield `${one} ${other}`;
}

/** Whether two conditions can never hold in the same step. */
export function exclude(a: Condition, b: Condition): boolean {
  if (a.kind === 'entered' && b.kind === 'entered') return areOtherLines(a.line, b.line);
  if ((a.kind === 'born' && b.kind === 'born') || (a.kind === 'by' && b.kind === 'by'))
    return !a.connections.some((name) => b.connections.includes(name));
  return false;
}

/** Two kinds of line can come in one step, but rules that need one each are not taken for a cycle: the run would say so. */
function areOtherLines(a: LineTest, b: LineTest): boolean {
  return (
    apart(a.kinds, b.kinds) ||
    apart(a.states, b.states) ||
    apart(a.categories, b.categories) ||
    differ(a.verdict, b.verdict) ||
    differ(a.from, b.from) ||
    differ(a.audience, b.audience) ||
    differ(a.text, b.text) ||
    differ(a.reason, b.reason) ||
    differ(a.planned, b.planned)
  );
}

function apart<T>(a: readonly T[] | undefined, b: readonly T[] | undefined): boolean {
  return a !== undefined && b !== undefined && !a.some((word) => b.includes(word));
}

function differ<T>(a: T | undefined, b: T | undefined): boolean {
  return a !== undefined && b !== undefined && a !== b;
}

/** The condition that holds exactly where this one does not; none where there is no such condition. */
export function negated(condition: Condition): readonly Condition[] {
  if (condition.kind !== 'field') return [];
  const { path, test } = condition;
  switch (test.kind) {
    case 'is':
      return [{ kind: 'field', path, test: { kind: 'isNot', words: test.words } }];
    case 'isNot':
      return [{ kind: 'field', path, test: { kind: 'is', words: test.words } }];
    case 'empty':
      return [{ kind: 'field', path, test: { kind: 'some' } }];
    case 'some':
      return [{ kind: 'field', path, test: { kind: 'empty' } }];
    case 'asPressingAs':
    case 'noMorePressingThan':
    case 'contains':
      return [];
  }
}
