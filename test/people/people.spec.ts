import { describe, expect, it } from '@jest/globals';
import { seededRandom } from '@passerelle/connector/testing';
import { populate } from './generate.js';
import { measure } from './measure.js';
import { strangers, ways } from './ways.js';

describe('people across tools', () => {
  const population = populate(200, seededRandom(7));
  const figures = measure(population, 'show');
  const trusting = measure(population, 'link');

  it('are linked to the right account, or not at all', () => {
    expect(figures.precision).toBeGreaterThan(0.99);
    expect(figures.ways['namesake of whom nothing is said']?.wrong).toBe(0);
    expect(figures.ways['half of a double name']?.wrong).toBe(0);
  });

  it('control: where names alone are trusted, a stranger of the same name is taken for whoever bears it', () => {
    const wrong = Object.entries(trusting.ways).flatMap(([way, counts]) => (counts.wrong > 0 ? [way] : []));
    expect(wrong).toContain('namesake of whom nothing is said');
    // Half of a double name that is exactly somebody's is shown with both, even then.
    expect(trusting.ways['half of a double name']?.wrong).toBe(0);
    expect(trusting.recall).toBeGreaterThan(figures.recall);
  });

  it('are known again, or shown to somebody with their account', () => {
    expect(figures.recall).toBeGreaterThan(0.4);
    expect(figures.reached).toBeGreaterThan(0.86);
  });

  it('are met in every way that there is', () => {
    expect(Object.keys(figures.ways).toSorted()).toEqual([...Object.keys(ways), ...Object.keys(strangers)].toSorted());
  });

  it('control: a name that was cut is never linked, whatever account begins so', () => {
    expect(figures.ways['a name that was cut']).toMatchObject({ right: 0, wrong: 0, shown: 0 });
  });
});
