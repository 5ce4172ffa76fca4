/**
 * What is read but should be known: dates that no clock showed, words that nobody declared. Each kind is told in full a few
 * times and then counted, so that a million rows do not make a million lines; what was told once is not told again.
 */
export interface Notices {
  tell(kind: string, where: string, what: string): void;
  /** A whole message, once. */
  say(message: string): void;
  /** Says how many more there were of each kind, and starts counting anew. */
  sum(): void;
}

const inFull = 5;

export function notices(warn: (message: string) => void): Notices {
  const counts = new Map<string, number>();
  const told = new Set<string>();
  const once = (message: string): void => {
    if (told.has(message)) return;
    told.add(message);
    warn(message);
  };
  return {
    say: once,
    tell(kind, where, what) {
      const count = (counts.get(kind) ?? 0) + 1;
      counts.set(kind, count);
      if (count <= inFull) once(`${where}: ${what}`);
    },
    sum() {
      for (const [kind, count] of counts) if (count > inFull) once(`${kind}: ${count - inFull} more like these`);
      counts.clear();
    },
  };
}
