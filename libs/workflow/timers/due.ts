import type { Entry, Instant, Ticket } from '@passerelle/ticket';
import type { Situation } from '../situation.js';
import type { Timer } from './timer.js';

/** The timers to wake up for, the longest overdue first. Asking twice gives the same: only an evaluation makes them fired. */
export function dueTimers(timers: Iterable<Timer>, now: Instant): readonly Timer[] {
  return [...timers].filter(({ state, due }) => state === 'running' && due <= now).sort(inOrder);
}

/** When to look again; null for never. */
export function nextDue(timers: Iterable<Timer>): Instant | null {
  return [...timers].filter(({ state }) => state === 'running').sort(inOrder)[0]?.due ?? null;
}

/** What the clock brings: nothing new but the time. */
export function elapsed(
  whole: { readonly ticket: Ticket; readonly entries: readonly Entry[] },
  timers: readonly Timer[],
  now: Instant,
): Situation {
  return {
    before: whole.ticket,
    ticket: whole.ticket,
    entries: whole.entries,
    news: { fields: [], entries: [], by: null, mark: '' },
    timers,
    now,
  };
}

function inOrder(a: Timer, b: Timer): number {
  return a.due === b.due ? compare(a.id, b.id) : compare(a.due, b.due);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : 1;
}
