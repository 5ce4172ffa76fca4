import { pathText, type Alternatives, type Condition, type Test } from '../rule.js';
import { fits } from './line.js';
import { isHeard, type Moment } from './moment.js';
import { passes } from './passes.js';
import { isSame, shown, valueAt } from './value.js';

/** null where all conditions of one alternative hold; otherwise why the last alternative does not, for the trace. */
export function missOf(when: Alternatives, moment: Moment): string | null {
  let miss: string | null = 'no alternative';
  for (const all of when) {
    miss = firstMiss(all, moment);
    if (miss === null) return null;
  }
  return miss;
}

function firstMiss(all: readonly Condition[], moment: Moment): string | null {
  for (const condition of all) {
    const miss = missOfOne(condition, moment);
    if (miss !== null) return miss;
  }
  return null;
}

function missOfOne(condition: Condition, moment: Moment): string | null {
  const { ticket, situation, entered, amended, born } = moment;
  switch (condition.kind) {
    case 'field': {
      const value = valueAt(ticket, condition.path);
      return passes(condition.path, condition.test, value)
        ? null
        : `${pathText(condition.path)}: expected ${testText(condition.test)}, ${shown(value)} came`;
    }
    case 'was':
      return missOfChange(condition, moment, situation.before && valueAt(situation.before, condition.path));
    case 'became':
      return missOfChange(condition, moment, valueAt(ticket, condition.path));
    case 'born':
      return born !== null && condition.connections.includes(born)
        ? null
        : `expected a ticket born in ${condition.connections.join(' or ')}, ${shown(born)} came`;
    case 'by':
      return situation.news.by !== null && condition.connections.includes(situation.news.by)
        ? null
        : `expected ${condition.connections.join(' or ')} to speak, ${shown(situation.news.by)} came`;
    case 'entered':
      return entered.some((line) => fits(line, condition.line, ticket)) ? null : 'no such line came in';
    case 'amended':
      return amended.some((line) => fits(line, condition.line, ticket)) ? null : 'no such line changed';
    case 'holds':
      return situation.entries.some((line) => isHeard(line) && fits(line, condition.line, ticket))
        ? null
        : 'no such line in the journal';
  }
}

/**
 * A change is from one value to another: `was` asks for the first, `became` for the second. A ticket that is first heard
 * of has become nothing, it is so: else everybody would be told of what happened years ago. What rules change in it counts.
 */
function missOfChange(
  { kind, path, test }: Extract<Condition, { readonly kind: 'was' | 'became' }>,
  { ticket, situation, changed }: Moment,
  value: unknown,
): string | null {
  const { before } = situation;
  if (before === null && kind === 'was') return `${pathText(path)}: nobody knew this ticket before`;
  const isNew = changed.has(path.field) && !isSame(valueAt(ticket, path), valueAt(before ?? situation.ticket, path));
  if (!isNew) return `${pathText(path)} did not change`;
  return passes(path, test, value)
    ? null
    : `${pathText(path)}: expected that it ${kind} ${testText(test)}, ${shown(value)} came`;
}

export function testText(test: Test): string {
  switch (test.kind) {
    case 'is':
      return test.words.map((word) => word ?? 'nothing').join(' or ');
    case 'isNot':
      return `anything but ${test.words.map((word) => word ?? 'nothing').join(' and ')}`;
    case 'empty':
      return 'nothing';
    case 'some':
      return 'something';
    case 'asPressingAs':
      return `${test.level} or more pressing`;
    case 'noMorePressingThan':
      return `${test.level} or less pressing`;
    case 'contains':
      return `a text with ${test.words.join(' or ')}`;
  }
}
