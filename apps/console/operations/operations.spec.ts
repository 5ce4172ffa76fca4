import { describe, expect, it } from '@jest/globals';
import { budgetOf } from './budget-of.js';
import { flatten } from './flatten-report.js';
import { pointsFor } from './history-points.js';

describe('an allowance', () => {
  it('is shown where the tool says both numbers', () => {
    expect(budgetOf({ limit: '20000', remaining: '5000', reset: null })).toEqual({
      limit: 20_000,
      remaining: 5_000,
      percent: 25,
    });
    for (const quota of [
      null,
      { limit: null, remaining: '3', reset: null },
      { limit: 'many', remaining: '3', reset: null },
      { limit: '0', remaining: '0', reset: null },
    ])
      expect(budgetOf(quota)).toBeNull();
  });
});

describe('a receipt', () => {
  it('is told row by row', () => {
    expect(
      flatten({ source: { tickets: 3, words: ['a', 'b'] }, gaps: [{ number: 'R-1' }], none: [], at: null }),
    ).toEqual([
      ['source.tickets', '3'],
      ['source.words', 'a, b'],
      ['gaps[1].number', 'R-1'],
      ['none', '—'],
      ['at', '—'],
    ]);
  });

  it('says by how much a long list was cut', () => {
    expect(
      flatten(
        Array.from({ length: 402 }, (_, n) => ({ n })),
        'gaps',
      ).at(-1),
    ).toEqual(['gaps', '+ 2']);
  });
});

describe('error rates', () => {
  it('are of the runs that ran', () => {
    const base = { from: 'a', to: 'b', heard: 0, told: 0, refused: 0, calls: 0 };
    expect(
      pointsFor(
        [
          { ...base, runs: 3, failed: 1, lag: 1_499 },
          { ...base, runs: 0, failed: 0, lag: null },
        ],
        (at) => at,
      ).map(({ rate, lag }) => [rate, lag]),
    ).toEqual([
      [33.3, 1],
      [null, null],
    ]);
  });
});
