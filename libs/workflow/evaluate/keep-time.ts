import type { RuleSet } from '../rule.js';
import type { Ruling } from '../ruling.js';
import type { Timer } from '../timers/timer.js';
import { timerFor } from './clock.js';
import { missOf } from './holds.js';
import type { Moment } from './moment.js';

/** Timers after the step: kept while their conditions hold, running or run out, and gone as soon as they do not. */
export function keepTime(set: RuleSet, moment: Moment): Ruling['timers'] {
  const wanted = set.rules.flatMap((rule): readonly Timer[] => {
    const { elapsed } = rule;
    if (elapsed === null || missOf(rule.when, moment) !== null) return [];
    if (rule.unless.length > 0 && missOf(rule.unless, moment) === null) return [];
    const timer = timerFor(rule, elapsed, moment);
    if (timer === null) return [];
    // Also where there was nothing to say: a clock that has run out would wake us again and again.
    return [timer.due <= moment.situation.now ? { ...timer, state: 'fired' } : timer];
  });
  const known = new Map(moment.situation.timers.map((timer) => [timer.id, timer]));
  const kept = new Set(wanted.map(({ id }) => id));
  return {
    set: wanted.filter((timer) => !isAsKept(known.get(timer.id), timer)),
    cancel: [...known.keys()].filter((id) => !kept.has(id)),
  };
}

function isAsKept(known: Timer | undefined, { due, state }: Timer): boolean {
  return known !== undefined && known.due === due && known.state === state;
}
