import { checks } from './checks.js';
import { applies, runCheck } from './run-checks.js';
import type { Subject } from './subject.js';

/** jest's own, found when they are called: this file is loaded outside jest too, where they cannot be imported. */
interface Jest {
  readonly describe: (name: string, body: () => void) => void;
  readonly it: ((name: string, body: () => Promise<void>, timeout?: number) => void) & {
    readonly skip: (name: string, body: () => Promise<void>) => void;
  };
}

/** The law of the contract as jest tests; what the subject is without is skipped and shown as such. */
export function describeConnector(subject: Subject): void {
  const { describe, it } = globalThis as unknown as Jest;
  describe(`connector ${subject.definition.name}`, () => {
    for (const check of checks) {
      if (applies(check, subject)) it(check.name, () => runCheck(check, subject), 120_000);
      else it.skip(check.name, () => Promise.resolve());
    }
  });
}
