import { describe, expect, it } from '@jest/globals';
import { seenNumbers } from './seen.js';

describe('numbers that were seen', () => {
  it('are known again, among fifty thousand much alike', () => {
    const seen = seenNumbers();
    const count = 50_000;
    const number = (nth: number): string => `RITM${String(nth).padStart(7, '0')}`;
    let news = 0;
    for (let nth = 0; nth < count; nth += 1) if (seen.add(number(nth), `${nth}`.padStart(8, '0')) === 'new') news += 1;
    expect([news, seen.size]).toEqual([count, count]);
    let wrong = 0;
    for (let nth = 0; nth < count; nth += 1) {
      if (!seen.has(number(nth)) || seen.has(number(nth + count))) wrong += 1;
      if (seen.add(number(nth), `${nth}`.padStart(8, '0')) !== 'same') wrong += 1;
    }
    expect([wrong, seen.size]).toEqual([0, count]);
  });

  it('tell a row that says something else from one that says the same', () => {
    const seen = seenNumbers();
    expect(['0a', '0a', '0b', '0a'].map((digest) => seen.add('R1', digest.repeat(8)))).toEqual([
      'new',
      'same',
      'other',
      'same',
    ]);
    expect([seen.has('R1'), seen.has('r1'), seen.has('')]).toEqual([true, false, false]);
  });
});
