import { describe, expect, it } from '@jest/globals';
import { startTimer, systemClock, systemRandom } from './system-ports.js';

describe("the system's clock", () => {
  it('goes on', async () => {
    const before = systemClock.now().getTime();
    await systemClock.sleep(2);
    expect(systemClock.now().getTime()).toBeGreaterThan(before);
  });

  it('wakes a sleeper with the reason of the signal', async () => {
    const stop = new AbortController();
    const sleeping = systemClock.sleep(60_000, stop.signal);
    stop.abort(new Error('enough'));
    await expect(sleeping).rejects.toThrow('enough');
    await expect(systemClock.sleep(60_000, stop.signal)).rejects.toThrow('enough');
    await expect(systemClock.sleep(0, stop.signal)).rejects.toThrow('enough');
  });

  it('does not wake at once from a sleep that is longer than a timer can be', async () => {
    const stop = new AbortController();
    const sleeping = systemClock.sleep(2 ** 40, stop.signal).then(
      () => 'woke',
      () => 'stopped',
    );
    await systemClock.sleep(5);
    stop.abort(new Error('enough'));
    expect(await sleeping).toBe('stopped');
  });
});

describe("the system's chance", () => {
  it('stays in its bounds and does not repeat itself', () => {
    const drawn = Array.from({ length: 200 }, () => systemRandom.next());
    for (const each of drawn) expect(each >= 0 && each < 1).toBe(true);
    expect(new Set(drawn).size).toBe(200);
    for (const length of [0, 1, 2, 7, 32])
      expect(systemRandom.hex(length)).toMatch(new RegExp(`^[0-9a-f]{${length}}$`));
    expect(systemRandom.hex(32)).not.toBe(systemRandom.hex(32));
  });
});

describe('a timer', () => {
  it('acts once, unless it is called off', async () => {
    let acted = 0;
    startTimer(1, () => (acted += 1));
    const callOff = startTimer(1, () => (acted += 10));
    callOff();
    await systemClock.sleep(20);
    expect(acted).toBe(1);
  });
});
