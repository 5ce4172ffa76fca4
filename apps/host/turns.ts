/** Lets work wait for other work of this process that needs one of the same names, in order of asking. */
export interface Turns {
  take<T>(names: readonly string[], work: () => Promise<T>): Promise<T>;
}

/**
 * The lease keeps processes apart, not two runs of one process: they hold it under the same name. So routes that share a
 * connection run one after the other here.
 */
export function startTurns(): Turns {
  const last = new Map<string, Promise<unknown>>();
  return {
    take: (names, work) => {
      const mine = Promise.all(names.flatMap((name) => last.get(name) ?? [])).then(work);
      const over = mine.catch(() => undefined);
      for (const name of names) last.set(name, over);
      return mine;
    },
  };
}
