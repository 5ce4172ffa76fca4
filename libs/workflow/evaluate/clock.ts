import type { Instant, Status } from '@passerelle/ticket';
import type { Elapsed, Rule } from '../rule.js';
import { timerOf, type Timer } from '../timers/timer.js';
import type { Moment } from './moment.js';

/** The tool's own instant of entering a status, where the canonical ticket has one. */
const enteredAt: Readonly<Partial<Record<Status, 'created' | 'resolved' | 'closed'>>> = {
  new: 'created',
  resolved: 'resolved',
  closed: 'closed',
};

/**
 * The timer that a rule wants while its conditions hold: the one that it has, fired or running, or a new one. null where
 * nothing says when to start.
 */
export function timerFor(rule: Rule, elapsed: Elapsed, moment: Moment): Timer | null {
  const known = moment.situation.timers.find((timer) => timer.rule === rule.id);
  const since = elapsed.since === 'status' ? statusSince(moment, known) : moment.ticket[elapsed.since];
  if (since === null) return null;
  const wanted = timerOf(rule.id, moment.ticket.id, since, elapsed.after + elapsed.grace);
  return known?.id === wanted.id ? { ...wanted, state: known.state } : wanted;
}

/**
 * A running clock goes on unless this step entered the status anew or tells another instant. An instant that was there
 * before the status was entered again belongs to the time before: iTop leaves the date of resolution when it reopens.
 */
function statusSince({ ticket, situation, changed }: Moment, known: Timer | undefined): Instant {
  const { before, now, news } = situation;
  const field = enteredAt[ticket.status];
  const instant = field === undefined ? null : ticket[field];
  const entersNow = changed.has('status') && before !== null && before.status !== ticket.status;
  const isFresh = field !== undefined && news.fields.includes(field);
  if (isFresh && instant !== null) return instant;
  if (entersNow) return now;
  return known?.since ?? instant ?? now;
}
