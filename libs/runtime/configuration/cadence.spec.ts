import { describe, expect, it } from '@jest/globals';
import { cadence, comesRound, turnAfter } from './cadence.js';

const at = (text: string): number => Date.parse(text);
const instant = (ms: number | null): string | null => (ms === null ? null : new Date(ms).toISOString());

describe('how often a connection comes round', () => {
  it('is a distance or five fields of cron', () => {
    expect(cadence().parse('30s')).toEqual({ ms: 30_000 });
    expect(cadence().parse('*/10 7-19 * * 1-5')).toEqual({ cron: '*/10 7-19 * * 1-5' });
  });

  it.each(['', 'souvent', '1s', '* * * *', '* * * * * *', '61 * * * *', '*/0 * * * *', '5 4 * *  1'])(
    'is not «%s»',
    (text) => {
      expect(cadence().safeParse(text).success).toBe(false);
    },
  );

  it('leaves the night and the weekend out where the cron says so, on the clock of the place', () => {
    const office = { every: null, cron: '*/30 8-18 * * 1-5', zone: 'Europe/Paris' };
    expect(instant(turnAfter(office, at('2026-11-20T16:10:00Z')))).toBe('2026-11-20T16:30:00.000Z');
    // Friday 18:30 in Paris is the last one of the week.
    expect(instant(turnAfter(office, at('2026-11-20T17:30:00Z')))).toBe('2026-11-23T07:00:00.000Z');
    expect(instant(turnAfter(office, at('2026-11-20T17:30:00Z'), 3))).toBe('2026-11-23T08:00:00.000Z');
  });

  it('keeps the hour of the place when the clocks change', () => {
    const morning = { every: null, cron: '0 7 * * *', zone: 'Europe/Paris' };
    expect(instant(turnAfter(morning, at('2026-03-28T12:00:00Z')))).toBe('2026-03-29T05:00:00.000Z');
    expect(instant(turnAfter(morning, at('2026-10-24T12:00:00Z')))).toBe('2026-10-25T06:00:00.000Z');
  });

  it('never comes where nobody said how often', () => {
    const never = { every: null, cron: null, zone: 'Europe/Paris' };
    expect(turnAfter(never, 0)).toBeNull();
    expect(comesRound(never)).toBe(false);
    expect(comesRound({ every: null, cron: '0 7 * * *' })).toBe(true);
  });
});
