import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { inBoth, saidByIssue } from './schema-words.js';
import { asIs } from './told.js';

describe('what a schema has against a value', () => {
  const told = { fr: 'une lettre', en: 'a letter' };
  const said = (schema: z.ZodType, value: unknown) =>
    schema.safeParse(value).error?.issues.map((issue) => saidByIssue(issue, value));

  it.each([
    ['a pattern', z.string().regex(/^[a-z]$/, inBoth(told))],
    ['a refinement', z.string().refine((text) => text.length === 1, inBoth(told))],
    ['alternatives', z.union([z.literal('a'), z.literal('b')], inBoth(told))],
    ['a type', z.int(inBoth(told))],
  ])('is said in both languages where %s brings both', (_, schema) => {
    expect(said(schema, '12')).toEqual([told]);
  });

  it('is in zod’s own French where the words are zod’s', () => {
    expect(said(z.email(), '12')).toEqual([{ fr: 'adresse e-mail invalide', en: 'Invalid email address' }]);
  });

  it('names what came in either language', () => {
    expect(said(z.object({ machines: z.array(z.string()) }), { machines: {} })).toEqual([
      { fr: 'Entrée invalide : tableau attendu, objet reçu', en: 'Invalid input: expected array, received object' },
    ]);
  });

  it('is the same in both where somebody gave one language alone', () => {
    expect(said(z.email('an address'), '12')).toEqual([asIs('an address')]);
  });
});
