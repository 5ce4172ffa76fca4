import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { all, any, ascending, chunksOf, expressible, is, oneOf } from './query.js';

describe('an encoded query', () => {
  it('keeps a caret in a value from beginning another condition', () => {
    expect(is('name', 'Durand^ORactive=true')).toBe('name=Durand^^ORactive=true');
  });

  it('refuses a value that the instance would run', () => {
    expect(() => is('name', 'javascript:gs.getUserID()')).toThrow('neither empty nor a script');
    expect(expressible(' JavaScript:x')).toBe(false);
    expect(expressible('')).toBe(false);
  });

  it('refuses what is no column name', () => {
    expect(() => is('active=true^name', 'x')).toThrow('expected a column name');
    expect(() => ascending('1=1')).toThrow('expected a column name');
  });

  it('asks for no rows rather than all when nothing is wanted', () => {
    expect(() => oneOf('sys_id', [])).toThrow('would match every row');
  });

  it('makes a condition of its own for a value with a comma', () => {
    expect(oneOf('name', ['Le Goff', 'Dupont, Jean', 'Noël'])).toBe('nameINLe Goff,Noël^ORname=Dupont, Jean');
  });

  it('puts sort clauses once behind all groups', () => {
    const query = any([is('a', '1'), all(is('b', '2'), is('c', '3'))], ascending('a'), ascending('b'));
    expect(query).toBe('a=1^NQb=2^c=3^ORDERBYa^ORDERBYb');
  });

  it('gives back every value that it took, whatever it holds', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1 }).filter(expressible), (value) => {
        const encoded = is('name', value).slice('name='.length);
        // A single caret separates conditions: none may be left once the doubled ones are taken out.
        expect(encoded.replaceAll('^^', '')).not.toContain('^');
        expect(encoded.replaceAll('^^', '^')).toBe(value);
      }),
    );
  });

  it('cuts long lists so that no URL outgrows its budget, and loses nothing', () => {
    const values = Array.from({ length: 500 }, (_, nth) => `${nth}`.padStart(32, 'é'));
    const chunks = chunksOf(values, 1000);
    expect(chunks.flat()).toEqual(values);
    for (const chunk of chunks) expect(encodeURIComponent(chunk.join(',')).length).toBeLessThanOrEqual(1000);
  });
});
