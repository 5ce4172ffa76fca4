/** Tells the push lanes when the pull side has brought something, or will bring no more. */
export interface Tide {
  rise(): void;
  end(): void;
  readonly ended: boolean;
  /** Grows with every rise and with the end. Look at it before looking for work. */
  readonly level: number;
  /** Resolves once the level is another than the one seen: at once, when it rose while there was being looked. */
  after(seen: number): Promise<void>;
}

export function startTide(): Tide {
  let ended = false;
  let level = 0;
  let waiting: (() => void)[] = [];
  const rise = (): void => {
    level += 1;
    const woken = waiting;
    waiting = [];
    for (const resolve of woken) resolve();
  };
  return {
    rise,
    end: () => {
      ended = true;
      rise();
    },
    get ended() {
      return ended;
    },
    get level() {
      return level;
    },
    after: (seen) => (ended || level !== seen ? Promise.resolve() : new Promise((resolve) => waiting.push(resolve))),
  };
}
