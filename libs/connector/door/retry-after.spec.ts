import { describe, expect, it } from '@jest/globals';
import { retryAfter } from './retry-after.js';

const now = new Date('2026-01-05T08:00:00Z');

describe('Retry-After', () => {
  it.each([
    [{ 'retry-after': '120' }, 120_000],
    [{ 'retry-after': ' 3 ' }, 3_000],
    [{ 'retry-after': '0' }, 0],
    [{ 'retry-after': '1.5' }, 1_500],
    [{ 'retry-after': 'Mon, 05 Jan 2026 08:01:30 GMT' }, 90_000],
    [{ 'retry-after': 'Mon, 05 Jan 2026 07:00:00 GMT' }, 0],
    [{}, null],
    [{ 'retry-after': 'soon' }, null],
    [{ 'retry-after': '-5' }, null],
    [{ 'retry-after': '' }, null],
  ])('reads %j as %s ms', (headers, ms) => {
    expect(retryAfter(headers, now)).toBe(ms);
  });

  it('counts a date from the clock of the tool that wrote it, an hour behind ours', () => {
    const headers = { 'retry-after': 'Mon, 05 Jan 2026 07:00:30 GMT', date: 'Mon, 05 Jan 2026 07:00:00 GMT' };
    expect(retryAfter(headers, now)).toBe(30_000);
  });
});
