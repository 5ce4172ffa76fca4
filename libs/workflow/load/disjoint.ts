import type { TicketField } from '@passerelle/ticket';
import { passes } from '../evaluate/passes.js';
import type { Condition, FieldPath, LineTest, Test } from '../rule.js';

/**
 * Whether no value passes both tests, as far as can be seen: every value that either of them could mean is tried. Two names
 * are taken for two teams or two people: that they are one shows at run.
 */
export function areDisjoint(path: FieldPath, a: Test, b: Test): boolean {
  const words = [...wordsOf(a), ...wordsOf(b)];
  const values = lists.has(path.field) ? listsOf(words) : valuesOf(a, b, words);
  for (const value of values) if (passes(path, a, value) && passes(path, b, value)) return false;
  return true;
}

const lists: ReadonlySet<TicketField> = new Set(['tags', 'watchers']);
/** A word that nobody writes. */
const other = '\u{10FFFF}';

function* listsOf(words: readonly unknown[]): Iterable<unknown> {
  yield null;
  const some = [other, ...words.filter((word) => word !== null)];
  for (const one of some) for (const two of some) yield [one, two];
}

function valuesOf(a: Test, b: Test, words: readonly unknown[]): Iterable<unknown> {
  const below = words.map((word) => `${String(word)}.${other}`);
  const inOne =
    a.kind === 'contains' && b.kind === 'contains'
      ? a.words.flatMap((one) => b.words.map((two) => `${one} ${two}`))
      : [];
  return [null, 'none', other, 1, 2, 3, 4, 5, ...words, ...below, ...inOne];
}

function wordsOf(test: Test): readonly unknown[] {
  return test.kind === 'is' || test.kind === 'isNot' || test.kind === 'contains' ? test.words : [];
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
