import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { sideBySide } from './contents.js';

const soon = () => new Promise<void>((resolve) => setImmediate(resolve));

describe('work side by side', () => {
  it('answers in the order in which it was asked, however many at once, whoever ends first', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(5), { maxLength: 20 }), fc.integer({ min: 1, max: 6 }), async (waits, most) => {
        let busy = 0;
        let peak = 0;
        const results = await sideBySide(waits, most, async (rounds) => {
          busy += 1;
          peak = Math.max(peak, busy);
          for (let round = 0; round < rounds; round += 1) await soon();
          busy -= 1;
          return rounds * 2;
        });
        expect(results).toEqual(waits.map((rounds) => rounds * 2));
        expect(peak).toBeLessThanOrEqual(most);
        expect(peak).toBe(waits.length === 0 ? 0 : peak);
      }),
      { numRuns: 50 },
    );
  });

  it('uses the room that it has: two wait for each other', async () => {
    const began: string[] = [];
    await sideBySide(['un', 'deux'], 2, async (name) => {
      began.push(name);
      while (began.length < 2) await soon();
    });
    expect(began).toEqual(['un', 'deux']);
  });

  it('begins nothing after a failure, and throws it once all are at rest', async () => {
    const begun: number[] = [];
    const ended: number[] = [];
    const work = sideBySide([0, 1, 2, 3, 4, 5], 2, async (nth) => {
      begun.push(nth);
      if (nth === 0) throw new Error('disque plein');
      for (let round = 0; round < 5; round += 1) await soon();
      ended.push(nth);
    });
    await expect(work).rejects.toThrow('disque plein');
    expect([begun, ended]).toEqual([[0, 1], [1]]);
  });
});
