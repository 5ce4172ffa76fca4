import { describe, expect, it } from '@jest/globals';
import { seededRandom } from '@passerelle/connector/testing';
import { populate } from './generate.js';
import { measure } from './measure.js';
import { strangers, ways } from './ways.js';

describe('people across tools', () => {
  const figures = measure(populate(200, seededRandom(7)));

  it('are linked to the right account, or not at all', () => {
    // What is wrong says nothing but a name that is exactly somebody else's; nobody could tell.
    const wrong = Object.entries(figures.ways).flatMap(([way, counts]) => (counts.wrong > 0 ? [way] : []));
    expect(['half of a double name', 'namesake of whom nothing is said']).toEqual(expect.arrayContaining(wrong));
    expect(figures.precision).toBeGreaterThan(0.92);
  });

  it('are known again, or shown to somebody with their account', () => {
    expect(figures.recall).toBeGreaterThan(0.72);
    expect(figures.reached).toBeGreaterThan(0.86);
  });

  it('are met in every way that there is', () => {
    expect(Object.keys(figures.ways).toSorted()).toEqual([...Object.keys(ways), ...Object.keys(strangers)].toSorted());
  });

  it('control: a name that was cut is never linked, whatever account begins so', () => {
    expect(figures.ways['a name that was cut']).toMatchObject({ right: 0, wrong: 0, shown: 0 });
  });
});
