/** Lets one stream of work about a thing begin when the one before it about the same thing has ended. */
export function inTurn(): <T>(thing: string, work: AsyncGenerator<T>) => AsyncGenerator<T> {
  const last = new Map<string, Promise<void>>();
  return async function* <T>(thing: string, work: AsyncGenerator<T>): AsyncGenerator<T> {
    const before = last.get(thing);
    const { promise, resolve } = Promise.withResolvers<void>();
    last.set(thing, promise);
    try {
      await before;
      yield* work;
    } finally {
      resolve();
      if (last.get(thing) === promise) last.delete(thing);
    }
  };
}

/** Everything that some streams give, a few of them at work at once, in the order in which it comes. */
export async function* together<T>(
  streams: readonly AsyncGenerator<T>[],
  most: number,
  signal?: AbortSignal,
): AsyncGenerator<T> {
  const waiting = [...streams];
  const running = new Map<AsyncGenerator<T>, Promise<{ stream: AsyncGenerator<T>; step: IteratorResult<T> }>>();
  const advance = (stream: AsyncGenerator<T>): void => {
    running.set(
      stream,
      stream.next().then((step) => ({ stream, step })),
    );
  };
  try {
    for (;;) {
      while (running.size < most && waiting.length > 0 && !signal?.aborted) advance(waiting.shift()!);
      if (running.size === 0) return;
      const { stream, step } = await Promise.race(running.values());
      running.delete(stream);
      if (step.done) continue;
      yield step.value;
      if (!signal?.aborted) advance(stream);
    }
  } finally {
    for (const stream of [...running.keys(), ...waiting]) void stream.return(undefined).catch(() => undefined);
  }
}
