import { expect, it } from '@jest/globals';
import { openToolClock } from './tool-clock.js';

const at = Date.parse('2026-01-05T08:00:00.000Z');
const clockAt = (now: number) => ({ now: () => new Date(now), sleep: () => Promise.resolve() });

it('is our own clock until the tool tells', () => {
  const clock = openToolClock(clockAt(at));
  expect([clock.now(), clock.earliest(), clock.latest(), clock.offset()]).toEqual([at, at, at, null]);
  clock.hear(undefined, at, at);
  clock.hear('hier', at, at);
  expect(clock.offset()).toBeNull();
});

it('is known to half of the journey and a second', () => {
  const clock = openToolClock(clockAt(at));
  clock.hear('Mon, 05 Jan 2026 09:00:00 GMT', at - 400, at);
  expect(clock.offset()).toBe(3_600_000 + 700);
  expect([clock.earliest() - at, clock.latest() - at]).toEqual([3_600_000, 3_600_000 + 1_400]);
});

it('is never taken for later than it is because an answer was slow or a question waited for its turn', () => {
  const clock = openToolClock(clockAt(at));
  // A minute in the queue, then answered at once: both clocks are right.
  clock.hear('Mon, 05 Jan 2026 08:00:00 GMT', at - 60_000, at);
  expect(clock.now()).toBeGreaterThan(at + 30_000);
  expect(clock.earliest()).toBeLessThanOrEqual(at);
  // Answered at once, and the answer a minute on its way.
  clock.hear('Mon, 05 Jan 2026 07:59:00 GMT', at - 60_000, at);
  expect(clock.latest()).toBeGreaterThanOrEqual(at);
  expect(clock.earliest()).toBeLessThanOrEqual(at);
});
