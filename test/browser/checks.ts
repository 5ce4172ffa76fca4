/** Sentences about the world, each held or not; one that breaks stops no other. */
export interface Checks {
  check(sentence: string, hold: () => Promise<void>): Promise<void>;
  readonly failures: () => readonly string[];
  readonly count: () => number;
}

export function openChecks(only: string | null, say: (line: string) => void): Checks {
  const failures: string[] = [];
  let count = 0;
  return {
    check: async (sentence, hold) => {
      if (only !== null && !sentence.includes(only)) return;
      count += 1;
      try {
        await hold();
        say(`✓ ${sentence}`);
      } catch (error) {
        failures.push(sentence);
        say(`✗ ${sentence}\n${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
      }
    },
    failures: () => failures,
    count: () => count,
  };
}

export function expectTrue(value: boolean, otherwise: string): void {
  if (!value) throw new Error(otherwise);
}

export function expectNone(found: readonly string[], what: string): void {
  if (found.length > 0) throw new Error(`expected no ${what}, ${found.length} came:\n${found.slice(0, 12).join('\n')}`);
}
