import type { EntryId } from '@passerelle/ticket';
import { hash } from '../hash.js';
import { pathText, type Condition, type Rule } from '../rule.js';
import { fits } from './line.js';
import { missOf } from './holds.js';
import type { Moment } from './moment.js';
import type { Timer } from '../timers/timer.js';

/** What made a rule fire, so that the same cause never makes it speak twice. */
export interface Cause {
  readonly seed: string;
  /** The lines of this step that fitted. */
  readonly entries: readonly EntryId[];
}

/**
 * A line is its own cause. A change of a field is told apart from the same change another day by the step's mark, and a
 * clock by its timer.
 */
export function causeOf(rule: Rule, moment: Moment, timer: Timer | null): Cause {
  const conditions = rule.when.find((all) => missOf([all], moment) === null) ?? [];
  const lines = conditions.flatMap((condition) => linesOf(condition, moment));
  const changes = conditions.flatMap((condition) =>
    condition.kind === 'became' || condition.kind === 'was'
      ? [pathText(condition.path)]
      : condition.kind === 'amended'
        ? ['amended']
        : [],
  );
  const parts = [
    ...(timer === null ? [] : ['timer', timer.id]),
    ...lines.slice(0, 1).flatMap((id) => ['line', id]),
    ...(lines.length > 0 || changes.length === 0 ? [] : ['step', moment.situation.news.mark, ...changes]),
  ];
  return { seed: hash('line', rule.id, moment.ticket.id, ...parts), entries: [...new Set(lines)] };
}

function linesOf(condition: Condition, { entered, ticket }: Moment): readonly EntryId[] {
  if (condition.kind !== 'entered') return [];
  return entered.filter((line) => fits(line, condition.line, ticket)).map(({ id }) => id);
}
