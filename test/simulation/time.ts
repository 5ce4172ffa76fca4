import type { Clock } from '@passerelle/connector';

/** Somebody to whom things happen: a process of ours, a tool, the people. A dead one never wakes again. */
export interface Owner {
  readonly name: string;
  readonly dead: boolean;
  /** How often it went on after waiting: every await of an effect is one. */
  readonly steps: number;
  /** Instant until which it was once frozen; 0 if never. */
  readonly frozenUntil: number;
}

export interface SimulatedTime {
  now(): number;
  owner(name: string): Owner;
  sleep(owner: Owner, ms: number, signal?: AbortSignal): Promise<void>;
  /** Whether there is something that it would still go on after. */
  waits(owner: Owner): boolean;
  /** The answer, once its owner is awake to hear it. */
  hear<T>(owner: Owner, answer: Promise<T>): Promise<T>;
  clock(owner: Owner): Clock;
  /** Real work, such as a database's: no instant passes while it is under way. */
  outside<T>(work: Promise<T>): Promise<T>;
  /** Dies when it is about to go on for the nth time; resolves then. */
  killAt(owner: Owner, step: number): Promise<void>;
  /** Hears nothing for so long, beginning with its nth step; whatever it sent is under way all the same. */
  freezeAt(owner: Owner, step: number, ms: number): Promise<void>;
  log(owner: Owner, what: string): void;
  readonly trace: readonly string[];
  /** Lets everything happen in the order of its instants until the work ends. Fails when nobody can go on, or nothing ends. */
  run<T>(work: Promise<T>): Promise<T>;
}

interface Sleeper {
  readonly owner: Life;
  at: number;
  readonly order: number;
  readonly wake: () => void;
}

interface Life extends Owner {
  dead: boolean;
  steps: number;
  frozenUntil: number;
  death: { readonly step: number; readonly told: () => void } | null;
  frost: { readonly step: number; readonly ms: number; readonly told: () => void } | null;
}

const longestStory = 400_000;

export function startTime(start: string, traced: boolean): SimulatedTime {
  let now = Date.parse(start);
  let order = 0;
  let steps = 0;
  let sleepers: Sleeper[] = [];
  const trace: string[] = [];
  const outside = new Set<Promise<unknown>>();

  const first = (): Sleeper | undefined => {
    let best = 0;
    for (let k = 1; k < sleepers.length; k += 1) {
      const [a, b] = [sleepers[k] as Sleeper, sleepers[best] as Sleeper];
      if (a.at < b.at || (a.at === b.at && a.order < b.order)) best = k;
    }
    const found = sleepers[best];
    if (found) sleepers[best] = sleepers[sleepers.length - 1] as Sleeper;
    sleepers.pop();
    return found;
  };

  const sleep = (owner: Owner, ms: number, signal?: AbortSignal): Promise<void> => {
    const life = owner as Life;
    if (life.dead) return new Promise(() => undefined);
    return new Promise((resolve, reject) => {
      if (signal?.aborted) return reject(signal.reason as Error);
      const abort = (): void => {
        sleepers = sleepers.filter((one) => one !== sleeper);
        reject(signal?.reason as Error);
      };
      const wake = (): void => {
        signal?.removeEventListener('abort', abort);
        resolve();
      };
      const sleeper: Sleeper = { owner: life, at: now + ms, order: (order += 1), wake };
      sleepers.push(sleeper);
      signal?.addEventListener('abort', abort, { once: true });
    });
  };

  const step = (sleeper: Sleeper): void => {
    const { owner } = sleeper;
    if (owner.frozenUntil > sleeper.at) {
      sleepers.push(Object.assign(sleeper, { at: owner.frozenUntil }));
      return;
    }
    now = Math.max(now, sleeper.at);
    owner.steps += 1;
    if (owner.frost?.step === owner.steps) {
      owner.frozenUntil = now + owner.frost.ms;
      owner.frost.told();
      sleepers.push(Object.assign(sleeper, { at: owner.frozenUntil }));
      return;
    }
    if (owner.death?.step === owner.steps) {
      owner.dead = true;
      sleepers = sleepers.filter((one) => one.owner !== owner);
      owner.death.told();
      return;
    }
    sleeper.wake();
  };

  return {
    now: () => now,
    owner: (name): Life => ({ name, dead: false, steps: 0, frozenUntil: 0, death: null, frost: null }),
    sleep,
    waits: (owner) => sleepers.some((one) => one.owner === owner),
    hear: (owner, answer) =>
      new Promise((resolve, reject) => {
        answer.then(
          (value) => void sleep(owner, 0).then(() => resolve(value)),
          (error: unknown) => void sleep(owner, 0).then(() => reject(error as Error)),
        );
      }),
    outside: (work) => {
      const quiet: Promise<unknown> = work.then(
        () => outside.delete(quiet),
        () => outside.delete(quiet),
      );
      outside.add(quiet);
      return work;
    },
    clock: (owner) => ({ now: () => new Date(now), sleep: (ms, signal) => sleep(owner, ms, signal) }),
    killAt: (owner, at) =>
      new Promise((told) => void Object.assign(owner as Life, { death: { step: at, told: () => told() } })),
    freezeAt: (owner, at, ms) =>
      new Promise((told) => void Object.assign(owner as Life, { frost: { step: at, ms, told: () => told() } })),
    log: (owner, what) => {
      if (traced) trace.push(`${new Date(now).toISOString().slice(11, 23)} ${owner.name} ${what}`);
    },
    trace,
    async run(work) {
      let over = false;
      const end = (): void => void (over = true);
      work.then(end, end);
      for (;;) {
        await new Promise(setImmediate);
        if (over) return work;
        if (outside.size > 0) {
          await Promise.race(outside);
          continue;
        }
        const sleeper = first();
        if (!sleeper)
          throw new Error('expected somebody to go on or the story to end: everybody waits for somebody else');
        if ((steps += 1) > longestStory) throw new Error(`expected the story to end within ${longestStory} steps`);
        step(sleeper);
      }
    },
  };
}
