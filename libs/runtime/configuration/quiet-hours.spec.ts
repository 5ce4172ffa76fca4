import { describe, expect, it } from '@jest/globals';
import { endOfWork, quietHours, quietUntil } from './quiet-hours.js';

const zone = 'Europe/Paris';
const hours = (...texts: string[]) => quietHours().parse(texts);
const until = (texts: string[], at: string): string | null =>
  quietUntil(hours(...texts), zone, new Date(at))?.toISOString() ?? null;

describe('quiet hours', () => {
  it.each([
    ['2026-01-05T20:59:59Z', null],
    ['2026-01-05T21:00:00Z', '2026-01-06T05:00:00.000Z'],
    ['2026-01-06T02:00:00Z', '2026-01-06T05:00:00.000Z'],
    ['2026-01-06T05:00:00Z', null],
    // In summer the same hours of the clock are others of the sun.
    ['2026-07-05T20:30:00Z', '2026-07-06T04:00:00.000Z'],
  ])('over midnight are those of the connection’s own clock: %s', (at, ends) => {
    expect(until(['22:00-06:00'], at)).toBe(ends);
  });

  it('last through the nights in which clocks are changed', () => {
    expect(until(['22:00-06:00'], '2026-03-28T21:30:00Z')).toBe('2026-03-29T04:00:00.000Z');
    expect(until(['22:00-06:00'], '2026-10-24T20:30:00Z')).toBe('2026-10-25T05:00:00.000Z');
    // 02:30 does not exist in that night.
    expect(until(['01:00-02:30'], '2026-03-29T00:30:00Z')).toBe('2026-03-29T01:30:00.000Z');
  });

  it('that meet are one, and nothing named is never quiet', () => {
    expect(until(['12:00-13:00', '13:00-14:00'], '2026-01-05T11:30:00Z')).toBe('2026-01-05T13:00:00.000Z');
    expect(until([], '2026-01-05T03:00:00Z')).toBeNull();
  });

  it.each(['22:00-22:00', '24:00-06:00', '22-6', '22:00', '', '22:60-06:00'])('are not «%s»', (text) => {
    expect(quietHours().safeParse([text]).success).toBe(false);
  });

  it('are left out of what work takes', () => {
    const from = new Date('2026-01-05T20:00:00Z');
    const hour = 3_600_000;
    const ends = (work: number, ...texts: string[]) => endOfWork(hours(...texts), zone, from, work)?.toISOString();
    expect(ends(hour, '22:00-06:00')).toBe('2026-01-05T21:00:00.000Z');
    expect(ends(2 * hour, '22:00-06:00')).toBe('2026-01-06T06:00:00.000Z');
    expect(ends(20 * hour, '22:00-06:00')).toBe('2026-01-07T08:00:00.000Z');
    // The control: without them it is done in one stretch.
    expect(ends(20 * hour)).toBe('2026-01-06T16:00:00.000Z');
  });
});
