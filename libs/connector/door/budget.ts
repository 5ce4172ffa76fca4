/** One limit of a tool, as the tool measures it: never more than `limit` arrivals in any `span` milliseconds. */
export interface Budget {
  /** Milliseconds until the next request may leave; 0 or less: now. */
  wait(now: number): number;
  /** A request leaves now. */
  leave(now: number): void;
  /** The answer to the nth request (from 0) is here, so it reached the tool by now; `slow` when it needed a new connection first. */
  arrived(nth: number, now: number, slow: boolean): void;
}

export interface BudgetShape {
  readonly limit: number;
  readonly span: number;
  /** Milliseconds that a late request may catch up: the burst is at most `lag / span * limit`. */
  readonly lag: number;
  /** Milliseconds that a request is believed to travel on an open connection at most, until its answer tells better. */
  readonly transit: number;
}

/** Two readings cut to whole milliseconds, ours and the tool's, may make a window look this much longer than it was. */
const rounding = 2;

/**
 * Requests leave evenly spaced. Besides, each waits until the one `count` places before it has been at the tool for a
 * whole span, so network jitter cannot bunch more than `count` of them into a span at the tool. Whatever happened before
 * the process started is assumed to have used the budget up, evenly, so a restart does not add to the window of the last run
 * (a process takes 0.3 s to start, which is as long as the last run's first connection may have delayed its first request).
 */
export function budget({ limit, span: given, lag, transit }: BudgetShape, start: number): Budget {
  // Below one per span, one per longer span says the same.
  const count = Math.max(1, Math.floor(limit));
  const span = limit < 1 ? given / limit : given;
  const interval = span / count;
  const before = (k: number): number => Math.min(start, start - span + (k + 1) * interval + lag) + transit;
  /** When the last `count` requests were at the tool, at the latest; a ring. */
  const there = Float64Array.from({ length: count }, (_, k) => before(k));
  let nth = 0;
  let due = start + interval + lag;

  return {
    wait: (now) => Math.max(due - lag, (there[nth % count] ?? 0) + span + rounding) - now,
    leave: (now) => {
      there[nth % count] = now + transit;
      nth += 1;
      due = Math.max(due, now) + interval;
    },
    arrived: (which, now, slow) => {
      const place = which % count;
      if (nth - which <= count && (slow || now < (there[place] ?? 0))) there[place] = now;
    },
  };
}
