import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { cutTo } from './cut.js';

describe('a text that is too long', () => {
  it.each([
    ['Réapprovisionnement matériels', 22, 'Réapprovisionnement…'],
    ['Ordinateur Portable', 19, 'Ordinateur Portable'],
    ['Ordinateur Portable', 18, 'Ordinateur…'],
    ['Ordinateur Portable', 11, 'Ordinateur…'],
    ['anticonstitutionnellement', 10, 'anticonst…'],
    ['panne 👩‍💻👩‍💻', 9, 'panne…'],
    ['été e\u0301te\u0301', 6, 'été…'],
    ['quatre un deux', 10, 'quatre un…'],
    ['un deux trois quatre', 18, 'un deux trois…'],
    ['quatre  unité', 12, 'quatre…'],
    ['quatre unité deux', 11, 'quatre…'],
    ['ab cdef', 5, 'ab c…'],
    ['abc def', 6, 'abc…'],
    ['ab  cdef', 5, 'ab…'],
    ['xy', 1, '…'],
    ['x', 0, ''],
    ['', 5, ''],
  ])('%j in %i becomes %j', (text, max, cut) => {
    expect(cutTo(text, max).text).toBe(cut);
  });

  it('fits, starts the same way, and splits no letter, accent or emoji', () => {
    const graphemes = new Intl.Segmenter('fr', { granularity: 'grapheme' });
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), fc.integer({ min: 1, max: 40 }), (text, max) => {
        const { text: kept, cut } = cutTo(text, max);
        expect(kept.length).toBeLessThanOrEqual(max);
        expect(cut).toBe(text.length > max);
        const start = cut ? kept.slice(0, -1) : kept;
        expect(text.startsWith(start)).toBe(true);
        const borders = new Set([...graphemes.segment(text)].map(({ index }) => index).concat(text.length));
        expect(borders.has(start.length)).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });

  it('is known to be cut even where nothing of it is left', () => {
    expect(cutTo('x', 0)).toEqual({ text: '', cut: true });
    expect(cutTo('', 0)).toEqual({ text: '', cut: false });
  });

  it('is left alone where nothing limits', () => {
    expect(cutTo('a'.repeat(100_000), null)).toEqual({ text: 'a'.repeat(100_000), cut: false });
  });
});
