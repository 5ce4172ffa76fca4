import { startTimer } from '../../system-ports.js';
import type { Check } from './check.js';
import { checks } from './checks.js';
import { Breach } from './demand.js';
import { openStage } from './stage.js';
import type { Subject } from './subject.js';

export interface CheckResult {
  readonly name: string;
  readonly outcome: 'passed' | 'failed' | 'skipped';
  /** Why it failed, or what the subject is without. */
  readonly why: string | null;
}

/** Real milliseconds that one check may take. */
const patience = 60_000;

export function applies(check: Check, subject: Subject): boolean {
  return !check.needs.some((need) => subject.without.includes(need));
}

/** Runs one check in a world of its own; throws what is wrong. */
export async function runCheck(check: Check, subject: Subject): Promise<void> {
  const stage = await openStage(subject);
  let cancel = (): void => undefined;
  const tooLong = new Promise<never>((_resolve, reject) => {
    cancel = startTimer(patience, () =>
      reject(new Breach(`expected the check to end within ${patience / 1000} s; something waits for ever`)),
    );
  });
  try {
    await Promise.race([check.run(stage), tooLong]);
  } finally {
    cancel();
    await stage.close();
  }
}

/** Holds a subject to the law outside any test runner, one check after the other. */
export async function runChecks(subject: Subject, list: readonly Check[] = checks): Promise<readonly CheckResult[]> {
  const results: CheckResult[] = [];
  for (const check of list) {
    if (!applies(check, subject)) {
      const lacking = check.needs.filter((need) => subject.without.includes(need));
      results.push({ name: check.name, outcome: 'skipped', why: `without ${lacking.join(', ')}` });
      continue;
    }
    try {
      await runCheck(check, subject);
      results.push({ name: check.name, outcome: 'passed', why: null });
    } catch (error) {
      results.push({
        name: check.name,
        outcome: 'failed',
        why: error instanceof Error ? explain(error) : String(error),
      });
    }
  }
  return results;
}

function explain(error: Error): string {
  return error instanceof Breach ? error.message : (error.stack ?? error.message);
}
