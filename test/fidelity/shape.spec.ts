import { describe, expect, it } from '@jest/globals';
import { shapeDifferences } from './shape.js';

describe('the shape of an answer', () => {
  it('is the same when only values differ', () => {
    expect(shapeDifferences({ a: '1', b: [{ c: 1 }] }, { a: '2', b: [{ c: 7 }, { c: 8 }] }, {})).toEqual([]);
  });

  it('differs by a missing key, an added key and another type, each told with its path', () => {
    expect(shapeDifferences({ a: { b: '1' } }, { a: {} }, {})).toEqual(['a.b: recorded, missing in ours']);
    expect(shapeDifferences({ a: {} }, { a: { b: '1' } }, {})).toEqual(['a.b: ours, not recorded']);
    expect(shapeDifferences({ a: [{ b: '1' }] }, { a: [{ b: { value: '1' } }] }, {})).toEqual([
      'a[].b: recorded string, ours object',
    ]);
    expect(shapeDifferences({ a: null }, { a: '' }, {})).toEqual(['a: recorded null, ours string']);
  });

  it('differs when one list has rows and the other none', () => {
    expect(shapeDifferences([], [{}], {})).toEqual(['[]: recorded 0 rows, ours 1']);
    expect(shapeDifferences([{}], [], {})).toEqual(['[]: recorded 1 rows, ours 0']);
  });

  it('wants each recorded row to have a fellow among ours', () => {
    expect(shapeDifferences([{ a: '' }, { a: {} }], [{ a: {} }, { a: '' }], {})).toEqual([]);
    expect(shapeDifferences([{ a: '' }, { a: {} }], [{ a: '' }], {})).toHaveLength(1);
  });

  it('forgives added keys only where the recording is known to be trimmed, and never missing ones', () => {
    expect(shapeDifferences({ a: '' }, { a: '', b: '' }, { trimmed: 'shortened' })).toEqual([]);
    expect(shapeDifferences({ a: '', b: '' }, { a: '' }, { trimmed: 'shortened' })).toEqual([
      'b: recorded, missing in ours',
    ]);
  });
});
