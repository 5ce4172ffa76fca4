import type { Ticket } from '@passerelle/ticket';
import { whyOf, type Rule } from '../rule.js';
import type { Refusal, RuleDelta, RuleEntry } from '../ruling.js';
import type { Timer } from '../timers/timer.js';
import { causeOf } from './cause.js';
import { without, type Moment } from './moment.js';

/** What one rule says, and the moment after it. */
export interface Fired {
  readonly rule: Rule;
  readonly deltas: readonly RuleDelta[];
  readonly entries: readonly RuleEntry[];
  readonly refusals: readonly Refusal[];
  readonly after: Moment;
}

export function fire(rule: Rule, deltas: readonly RuleDelta[], moment: Moment, timer: Timer | null): Fired {
  const { comment, workNote, refuse } = rule.does;
  const cause = causeOf(rule, moment, timer);
  const by = { rule: rule.name, why: whyOf(rule) };
  const entries: RuleEntry[] = [];
  if (comment !== undefined)
    entries.push({ seed: `${cause.seed}-c`, kind: 'comment', audience: 'public', text: comment, ...by });
  if (workNote !== undefined)
    entries.push({ seed: `${cause.seed}-n`, kind: 'work_note', audience: 'internal', text: workNote, ...by });
  const refusals: Refusal[] = [];
  if (refuse)
    refusals.push({
      seed: `${cause.seed}-r`,
      entries: cause.entries,
      fields: refuse.restore,
      message: refuse.message,
      ...by,
    });
  const said: Partial<Ticket> = Object.fromEntries(deltas.map(({ field, value }) => [field, value]));
  const after: Moment = {
    ...moment,
    ticket: { ...moment.ticket, ...said },
    changed: new Set([...moment.changed, ...deltas.map(({ field }) => field)]),
  };
  return { rule, deltas, entries, refusals, after: refuse ? without(after, cause.entries) : after };
}
