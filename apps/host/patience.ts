import { isPassingCode, type OperatorError } from '@passerelle/runtime';

/** What to do at the next tick of a route whose runs fail. */
export interface Patience {
  /** Whether this tick is one to run at. */
  due(): boolean;
  succeeded(): void;
  /** `parked`: nothing runs by itself until somebody has acted. Otherwise the number of ticks that are left out. */
  failed(error: OperatorError): 'parked' | number;
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
  let parked = false;
  return {
    due: () => !parked && leftOut-- <= 0,
    succeeded: () => {
      failures = 0;
      leftOut = 0;
    },
    failed: ({ code }) => {
      parked = !isPassingCode(code);
      if (parked) return 'parked';
      leftOut = Math.min(2 ** failures - 1, longest);
      failures += 1;
      return leftOut;
    },
  };
}
