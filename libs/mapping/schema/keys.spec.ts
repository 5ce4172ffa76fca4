import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { knownOf } from './keys.js';

describe('what a schema knows', () => {
  it('is every key and every word, however deep, each once', () => {
    const row = z.strictObject({ native: z.string(), is: z.enum(['été', 'hiver']).optional() });
    const schema = z.strictObject({
      rows: z.array(row),
      other: z.union([z.enum(['hiver', 'automne']), z.strictObject({ native: z.string() })]),
      names: z.record(z.string(), z.literal([1, 2])),
    });
    const { keys, words } = knownOf(schema);
    expect([...keys].sort()).toEqual(['is', 'names', 'native', 'other', 'rows']);
    expect([...words].sort()).toEqual(['1', '2', 'automne', 'hiver', 'été']);
  });

  it('is nothing of a value without either', () => {
    expect(knownOf(z.string())).toEqual({ keys: [], words: [], forms: [] });
  });
});
