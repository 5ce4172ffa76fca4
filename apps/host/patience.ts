import { isPassingCode, type OperatorError } from '@passerelle/runtime';

/** What to do at the next tick of a route whose runs fail. */
export interface Patience {
  /** Whether this tick is one to run at. */
  due(): boolean;
  /** Whether nothing is to be tried now, at no tick either. */
  readonly resting: boolean;
  /** Why nothing runs by itself any more; null where it does. */
  readonly parked: OperatorError['code'] | null;
  succeeded(): void;
  /** `parked`: nothing runs by itself until somebody has acted. Otherwise the number of ticks that are left out. */
  failed(error: Pick<OperatorError, 'code'>): 'parked' | number;
}

/** Ticks left out at most between two tries. */
const longest = 32;

/**
 * What passes by itself is tried again at growing distances, so that a refused password does not lock an account. What
 * waits for a human is not tried again at all: it would only fill the log, or do harm.
 */
export function startPatience(): Patience {
  let failures = 0;
  let leftOut = 0;
  let parked: OperatorError['code'] | null = null;
  return {
    due: () => parked === null && leftOut-- <= 0,
    get resting() {
      return parked !== null || leftOut > 0;
    },
    get parked() {
      return parked;
    },
    succeeded: () => {
      failures = 0;
      leftOut = 0;
      parked = null;
    },
    failed: ({ code }) => {
      parked = isPassingCode(code) ? null : code;
      if (parked !== null) return 'parked';
      leftOut = Math.min(2 ** failures - 1, longest);
      failures += 1;
      return leftOut;
    },
  };
}
