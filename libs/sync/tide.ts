/** Tells the push lanes when the pull side has brought something, or will bring no more. */
export interface Tide {
  rise(): void;
  end(): void;
  readonly ended: boolean;
  /** Resolves at the next rise or at the end. */
  next(): Promise<void>;
}

export function startTide(): Tide {
  let ended = false;
  let waiting: (() => void)[] = [];
  const wake = (): void => {
    const woken = waiting;
    waiting = [];
    for (const resolve of woken) resolve();
  };
  return {
    rise: wake,
    end: () => {
      ended = true;
      wake();
    },
    get ended() {
      return ended;
    },
    next: () => (ended ? Promise.resolve() : new Promise((resolve) => waiting.push(resolve))),
  };
}
