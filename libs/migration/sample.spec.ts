import { describe, expect, it } from '@jest/globals';
import { takeSample } from './sample.js';

const numbers = Array.from({ length: 500 }, (_, index) => `RITM${index}`);
const sampleOf = (offered: readonly string[]): readonly string[] => {
  const sampler = takeSample<string>(20);
  for (const number of offered) sampler.offer(number, () => number);
  return sampler.taken;
};

describe('the sample for acceptance', () => {
  it('is the same whatever order the tickets come in', () => {
    expect(sampleOf([...numbers].reverse())).toEqual(sampleOf(numbers));
  });

  it('has as many tickets as asked, or all when there are fewer', () => {
    expect(new Set(sampleOf(numbers)).size).toBe(20);
    expect(sampleOf(['a', 'b']).toSorted()).toEqual(['a', 'b']);
  });

  it('is spread over the whole rather than taken from its head', () => {
    const places = sampleOf(numbers).map((number) => numbers.indexOf(number));
    expect(Math.max(...places)).toBeGreaterThan(250);
    expect(Math.min(...places)).toBeLessThan(250);
  });
});
