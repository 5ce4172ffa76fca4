import { describe, expect, it } from '@jest/globals';
import { startTide } from './tide.js';

async function wakes(waiting: Promise<void>): Promise<boolean> {
  return Promise.race([
    waiting.then(() => true),
    new Promise<boolean>((resolve) => setImmediate(() => resolve(false))),
  ]);
}

describe('the tide', () => {
  it('wakes all who wait when it rises, and those who come later at the next rise', async () => {
    const tide = startTide();
    const [a, b] = [tide.after(tide.level), tide.after(tide.level)];
    expect(await wakes(a)).toBe(false);
    tide.rise();
    expect(await wakes(Promise.all([a, b]).then(() => undefined))).toBe(true);
    const later = tide.after(tide.level);
    expect(await wakes(later)).toBe(false);
    tide.rise();
    expect(await wakes(later)).toBe(true);
  });

  it('lets nobody sleep through a rise that came while they looked', async () => {
    const tide = startTide();
    const seen = tide.level;
    tide.rise();
    expect(await wakes(tide.after(seen))).toBe(true);
    // Control: whoever looks at the level only afterwards sleeps.
    expect(await wakes(tide.after(tide.level))).toBe(false);
  });

  it('lets nobody wait once it has ended', async () => {
    const tide = startTide();
    const waiting = tide.after(tide.level);
    expect(tide.ended).toBe(false);
    tide.end();
    expect(tide.ended).toBe(true);
    expect(await wakes(waiting)).toBe(true);
    expect(await wakes(tide.after(tide.level))).toBe(true);
  });
});
