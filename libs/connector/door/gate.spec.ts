import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Fault } from '../fault.js';
import { manualClock, seededRandom } from '../testing/simulation/ports.js';
import { virtualClock } from '../testing/simulation/virtual-clock.js';
import type { Pace } from './door.js';
import { gate, type Gate } from './gate.js';

/** The most arrivals that any `span` milliseconds hold. */
function densest(arrivals: readonly number[], span: number): number {
  const sorted = arrivals.toSorted((a, b) => a - b);
  let most = 0;
  let first = 0;
  for (const [last, at] of sorted.entries()) {
    while (at - (sorted[first] ?? 0) >= span) first += 1;
    most = Math.max(most, last - first + 1);
  }
  return most;
}

interface Traffic {
  readonly pace: Pace;
  readonly seed: number;
  readonly requests: number;
  readonly workers: number;
  /** Milliseconds that the tool takes at most. */
  readonly latency: number;
  /** Chance that a worker rests for up to two seconds before its next request. */
  readonly idle: number;
  /** With so many requests left the process dies and another one starts. */
  readonly restartAfter?: number;
  readonly open?: (pace: Pace, clock: ReturnType<typeof virtualClock>) => Pick<Gate, 'pass' | 'arrived'>;
}

/** Plays the traffic over a network with jitter; the arrivals are the tool's. */
async function play(traffic: Traffic): Promise<{ readonly arrivals: readonly number[]; readonly elapsed: number }> {
  const clock = virtualClock();
  const random = seededRandom(traffic.seed);
  const open = traffic.open ?? ((pace: Pace) => gate('tool', pace, clock));
  const start = clock.now().getTime();
  const arrivals: number[] = [];
  let left = traffic.requests;
  let door = open(traffic.pace, clock);
  const worker = async (): Promise<void> => {
    // The first exchange of a worker makes a connection first: a handshake of up to 300 ms.
    let handshake = random.next() * 300;
    while (left > 0) {
      left -= 1;
      if (left === traffic.restartAfter) {
        // No process starts faster than this.
        await clock.sleep(300);
        door = open(traffic.pace, clock);
      }
      if (random.next() < traffic.idle) await clock.sleep(random.next() * 2_000);
      const mine = door;
      const nth = await mine.pass({ ms: 600_000, until: null });
      await clock.sleep(handshake + random.next() * 15);
      arrivals.push(clock.now().getTime());
      await clock.sleep(random.next() * traffic.latency);
      mine.arrived(nth, handshake > 0);
      handshake = 0;
    }
  };
  await clock.run(Promise.all(Array.from({ length: traffic.workers }, worker)));
  return { arrivals, elapsed: clock.now().getTime() - start };
}

const traffic = fc.record({
  seed: fc.nat(),
  requests: fc.integer({ min: 1, max: 600 }),
  workers: fc.integer({ min: 1, max: 12 }),
  latency: fc.integer({ min: 0, max: 500 }),
  idle: fc.constantFrom(0, 0, 0.01, 0.1, 0.5),
});

describe('the budget of a door', () => {
  it('is never exceeded in any second at the tool, whatever the jitter, the latency and the pauses', async () => {
    await fc.assert(
      fc.asyncProperty(traffic, fc.integer({ min: 1, max: 300 }), async (given, perSecond) => {
        const { arrivals } = await play({ ...given, pace: { perSecond } });
        expect(arrivals).toHaveLength(given.requests);
        expect(densest(arrivals, 1_000)).toBeLessThanOrEqual(perSecond);
      }),
      { numRuns: 100 },
    );
  });

  it('is never exceeded over a restart', async () => {
    await fc.assert(
      fc.asyncProperty(traffic, fc.integer({ min: 1, max: 300 }), fc.nat(600), async (given, perSecond, cut) => {
        const { arrivals } = await play({ ...given, workers: 1, pace: { perSecond }, restartAfter: cut });
        expect(densest(arrivals, 1_000)).toBeLessThanOrEqual(perSecond);
      }),
      { numRuns: 100 },
    );
  });

  it('is never exceeded in any hour, restarts included', async () => {
    await fc.assert(
      fc.asyncProperty(traffic, fc.integer({ min: 1, max: 400 }), fc.nat(600), async (given, perHour, cut) => {
        const { arrivals } = await play({ ...given, workers: 1, pace: { perHour }, restartAfter: cut });
        expect(densest(arrivals, 3_600_000)).toBeLessThanOrEqual(perHour);
      }),
      { numRuns: 60 },
    );
  });

  it('keeps both limits at once', async () => {
    const given = { seed: 7, requests: 500, workers: 4, latency: 50, idle: 0 };
    const { arrivals } = await play({ ...given, pace: { perSecond: 20, perHour: 200 } });
    expect(densest(arrivals, 1_000)).toBeLessThanOrEqual(20);
    expect(densest(arrivals, 3_600_000)).toBeLessThanOrEqual(200);
  });

  it('counts a limit below one a second over a longer span', async () => {
    const given = { seed: 1, requests: 6, workers: 2, latency: 10, idle: 0 };
    const { arrivals } = await play({ ...given, pace: { perSecond: 0.2 } });
    expect(densest(arrivals, 5_000)).toBe(1);
  });

  it.each([
    { perSecond: 200, latency: 0, workers: 8 },
    { perSecond: 200, latency: 150, workers: 48 },
    { perSecond: 7, latency: 400, workers: 12 },
    { perSecond: 1, latency: 100, workers: 4 },
  ])('uses at least 0.97 of $perSecond requests a second at a latency of $latency ms', async (given) => {
    const requests = given.perSecond * 30;
    const { arrivals } = await play({ ...given, seed: 3, requests, idle: 0, pace: { perSecond: given.perSecond } });
    // Once the connections stand.
    const steady = arrivals.toSorted((a, b) => a - b).slice(requests / 3);
    const took = (steady.at(-1)! - steady[0]!) / 1_000;
    expect((steady.length - 1) / took / given.perSecond).toBeGreaterThanOrEqual(0.97);
  });

  it('spreads requests evenly: a tenth of a second never holds a fifth of the limit', async () => {
    const given = { seed: 5, requests: 600, workers: 8, latency: 5, idle: 0.05 };
    const { arrivals } = await play({ ...given, pace: { perSecond: 100 } });
    expect(densest(arrivals, 100)).toBeLessThan(20);
  });

  it('would be exceeded by a counter that is emptied every second (control)', async () => {
    const counting: Traffic['open'] = ({ perSecond = 1 }, clock) => {
      let window = 0;
      let used = 0;
      return {
        async pass() {
          for (;;) {
            const now = clock.now().getTime();
            if (Math.floor(now / 1_000) !== window) [window, used] = [Math.floor(now / 1_000), 0];
            if (used < perSecond) return (used += 1);
            await clock.sleep(1_000 - (now % 1_000));
          }
        },
        arrived: () => undefined,
      };
    };
    const given = { seed: 1, requests: 300, workers: 8, latency: 200, idle: 0.01 };
    const { arrivals } = await play({ ...given, pace: { perSecond: 50 }, open: counting });
    expect(densest(arrivals, 1_000)).toBeGreaterThan(50);
  });
});

describe('the gate', () => {
  const patience = () => ({ ms: 600_000, until: null });

  it('holds nobody back without a limit', () => {
    const door = gate('tool', {}, manualClock());
    expect(door.pass(patience())).toBe(0);
    expect(door.pass(patience())).toBe(1);
  });

  it('lets nobody through during a pause, and those who waited one after the other', async () => {
    const clock = virtualClock();
    const door = gate('tool', { perSecond: 10 }, clock);
    const start = clock.now().getTime();
    door.pause(30_000);
    const left: number[] = [];
    const pass = async (): Promise<void> => {
      await door.pass(patience());
      left.push(clock.now().getTime() - start);
    };
    await clock.run(Promise.all([pass(), pass(), pass()]));
    expect(left[0]).toBe(30_000);
    expect(left[2]! - left[1]!).toBeGreaterThanOrEqual(99);
  });

  it('lengthens a pause while somebody waits for its end, and never shortens it', async () => {
    const clock = virtualClock();
    const door = gate('tool', {}, clock);
    const start = clock.now().getTime();
    door.pause(5_000);
    const waiting = Promise.resolve(door.pass(patience())).then(() => clock.now().getTime() - start);
    door.pause(20_000);
    door.pause(1_000);
    expect(await clock.run(waiting)).toBe(20_000);
  });

  it('says how long to wait when a pause is longer than the patience, and does not wait', async () => {
    const clock = manualClock();
    const door = gate('tool', {}, clock);
    const before = clock.now();
    door.pause(3_600_000);
    const refusal = await Promise.resolve(door.pass(patience())).catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(Fault);
    expect(refusal).toMatchObject({ kind: 'rate-limited', landed: 'no', retryAfter: 3_600_000 });
    expect(clock.now()).toEqual(before);
  });

  it('lets somebody leave the queue while another one waits', async () => {
    const clock = virtualClock();
    const door = gate('tool', {}, clock);
    door.pause(60_000);
    const first = Promise.resolve(door.pass(patience()));
    const stop = new AbortController();
    const second = Promise.resolve(door.pass(patience(), stop.signal));
    stop.abort(new Error('no longer wanted'));
    await expect(second).rejects.toThrow('no longer wanted');
    expect(await clock.run(first)).toBe(0);
  });

  it('goes on when the clock is set back an hour', async () => {
    let shift = 0;
    const clock = manualClock();
    const shifted = { now: () => new Date(clock.now().getTime() + shift), sleep: (ms: number) => clock.sleep(ms) };
    const door = gate('tool', { perSecond: 1 }, shifted);
    await door.pass(patience());
    shift = -3_600_000;
    const before = clock.now().getTime();
    await door.pass(patience());
    expect(clock.now().getTime() - before).toBeLessThanOrEqual(1_100);
  });
});
