import type { Run } from './flow.js';
import type { News } from './hear.js';
import type { Route } from './route.js';

/** Whoever said something so recently may be looking at the other tool. */
const recently = 10 * 60_000;
/** More on one page is a mass of changes, and somebody's one comment would wait behind all of them. */
const few = 50;

/**
 * Whether a change is told before what is caught up with: a person made it just now, by the tool's own clock. How it was heard
 * of, woken or in turn, makes no difference. A migration waits for everybody else.
 */
export function isUrgent({ clock }: Pick<Run, 'clock'>, { mode }: Route, { at }: News, together: number): boolean {
  if (mode !== 'mirror' || at === null || together > few) return false;
  return clock.now().getTime() - Date.parse(at) <= recently;
}
