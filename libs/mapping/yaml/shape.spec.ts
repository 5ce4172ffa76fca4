import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { faultText } from '../fault.js';
import { yamlReader } from './reader.js';

const status = z.enum(['new', 'closed']);
const Row = z.strictObject({
  native: z.string(),
  is: z.union([status, z.strictObject({ status, outcome: z.enum(['solved', 'unsolved']).optional() })]),
  codes: z
    .array(z.enum(['a', 'b']))
    .min(1)
    .optional(),
  words: z.union([z.string(), z.array(z.string())]).optional(),
  label: z.string().max(6, 'at most six characters').optional(),
  custom: z
    .string()
    .regex(/^custom\./u, 'a field, or custom.<name>')
    .optional(),
});
const schema = z.strictObject({
  connector: z.string().optional(),
  readonly: z.boolean().optional(),
  most: z.number().optional(),
  habits: z.strictObject({ zone: z.string(), after: z.string().optional() }).optional(),
  rows: z.array(Row).optional(),
  classes: z.record(z.string(), z.strictObject({ label: z.string() })).optional(),
});
const reader = yamlReader(schema, { field: { fr: 'un champ, ou custom.<nom>', en: 'a field, or custom.<name>' } });

function held(text: string) {
  const document = reader.read({ path: 'x.yaml', text });
  const { value, faults, damaged } = reader.shape(document, schema);
  return { value: JSON.stringify(value), faults: faults.map((fault) => faultText(fault).en), damaged: [...damaged] };
}
const faults = (text: string) => held(text).faults;
const row = (rest: string) => faults(`rows:\n  - { native: Été, ${rest} }\n`);

describe('a file that has the shape', () => {
  it('is given back as it is, with what it knows of its places', () => {
    const document = reader.read({ path: 'x.yaml', text: 'rows:\n  - { native: Été, is: new }\n' });
    const { value, faults: found, damaged } = reader.shape(document, schema);
    expect(value).toBe(document.value);
    expect([found, [...damaged]]).toEqual([[], []]);
  });
});

describe('a value that does not fit', () => {
  it.each([
    ['a list where a word belongs', 'connector: [a]', '1:12: expected text, a list came; correct the value'],
    ['a map where a word belongs', 'connector: { a: b }', '1:12: expected text, a map of keys came; correct the value'],
    ['nothing where a word belongs', 'connector:', '1:11: expected text, nothing came; correct the value'],
    ['a word where a list belongs', 'rows: Été', '1:7: expected a list, «Été» came; correct the value'],
    ['a word where a map belongs', 'habits: Été', '1:9: expected a map of keys, «Été» came; correct the value'],
    ['a word where names belong', 'classes: Été', '1:10: expected a map of keys, «Été» came; correct the value'],
    ['a word where yes or no belongs', 'readonly: oui', '1:11: expected boolean, «oui» came; correct the value'],
    [
      'a number where text belongs',
      'connector: 12',
      '1:12: expected text in quotes, a bare number, «12» came; write "12"',
    ],
    [
      'yes where text belongs',
      'connector: true',
      '1:12: expected text in quotes, a bare boolean, «true» came; write "true"',
    ],
    ['a number where a list belongs', 'rows: 5', '1:7: expected a list, «5» came; correct the value'],
    ['a number where yes or no belongs', 'readonly: 1', '1:11: expected boolean, «1» came; correct the value'],
    ['yes where a number belongs', 'most: true', '1:7: expected number, «true» came; correct the value'],
    ['a list at the top', '- a', '1:1: expected a map of keys, a list came; correct the value'],
    ['a word at the top', 'Été', '1:1: expected a map of keys, «Été» came; correct the value'],
  ])('is told so: %s', (_, text, fault) => {
    expect(faults(`${text}\n`)).toEqual([`x.yaml:${fault}`]);
  });

  it.each([
    ['a mistyped word', 'is: neww', '2:24: expected one of new, closed, «neww» came; did you mean «new»?'],
    ['a word that is none', 'is: ouvert', '2:24: expected one of new, closed, «ouvert» came; choose one of them'],
    ['a list of words', 'is: [new]', '2:24: expected one of new, closed, a list came; choose one of them'],
    [
      'a mistyped word within a map',
      'is: { status: neww }',
      '2:34: expected one of new, closed, «neww» came; did you mean «new»?',
    ],
    [
      'neither text nor a list',
      'is: new, words: { a: b }',
      '2:36: expected text or a list, a map of keys came; correct the value',
    ],
    [
      'a number for text or a list',
      'is: new, words: 7',
      '2:36: expected text in quotes, a bare number, «7» came; write "7"',
    ],
    [
      'an item of a list',
      'is: new, words: [a, 7]',
      '2:40: expected text in quotes, a bare number, «7» came; write "7"',
    ],
    [
      'what is too long, though it is nearly a word',
      'is: new, label: solvedd',
      '2:36: expected at most six characters, «solvedd» came; correct the value',
    ],
    [
      'what has another form and is nearly a word',
      'is: new, custom: solvedd',
      '2:37: expected a field, or custom.<name>, «solvedd» came; did you mean «solved»?',
    ],
    [
      'what has another form and is no word',
      'is: new, custom: étage',
      '2:37: expected a field, or custom.<name>, «étage» came; correct the value',
    ],
  ])('of a row is told so: %s', (_, rest, fault) => {
    expect(row(rest)).toEqual([`x.yaml:${fault}`]);
  });

  it('is shown up to eighty characters', () => {
    const shown = (length: number) => row(`is: new, custom: ${'é'.repeat(length)}`)[0];
    expect(shown(80)).toContain(`, «${'é'.repeat(80)}» came;`);
    expect(shown(81)).toContain(`, «${'é'.repeat(79)}…» came;`);
  });
});

describe('what is missing', () => {
  it('is told at what it is missing from, with what it would be', () => {
    expect(faults('rows:\n  - { is: new }\n')).toEqual([
      'x.yaml:2:5: expected «native», nothing came; add «native: …» (text)',
    ]);
    expect(faults('rows:\n  - { native: Été }\n')).toEqual([
      'x.yaml:2:5: expected «is», nothing came; add «is: …» (a map of keys)',
    ]);
    expect(row('is: { outcome: solved }')).toEqual([
      'x.yaml:2:24: expected «status», nothing came; add «status: …» (see the schema)',
    ]);
    expect(faults('habits: {}\n')).toEqual(['x.yaml:1:9: expected «zone», nothing came; add «zone: …» (text)']);
  });
});

describe('a key that nobody knows', () => {
  it.each([
    ['conector: a', '1:1: expected a known key, «conector» came; did you mean «connector»?'],
    [
      'étage: a',
      '1:1: expected a known key, «étage» came; remove it, or see mappings/README.md for the keys there are',
    ],
    // A key that stands elsewhere in the file is no correction of itself.
    ['zone: a', '1:1: expected a known key, «zone» came; remove it, or see mappings/README.md for the keys there are'],
    [
      'audience: public',
      '1:1: expected a known key, «audience» came; remove it: who reads a journal is declared by the connector, in code',
    ],
    ['conector: a\nété: b', '1:1: expected a known key, «conector», «été» came; did you mean «connector»?'],
    ['habits: { zone: a, aftr: 1h }', '1:20: expected a known key, «aftr» came; did you mean «after»?'],
  ])('is told so: %s', (text, fault) => {
    expect(faults(`${text}\n`)).toEqual([`x.yaml:${fault}`]);
  });

  it('within an alternative is told together with what is missing there', () => {
    expect(row('is: { state: new }')).toEqual([
      'x.yaml:2:24: expected «status», nothing came; add «status: …» (see the schema)',
      'x.yaml:2:26: expected a known key, «state» came; did you mean «status»?',
    ]);
  });
});

describe('what is left of a broken file', () => {
  it('is every row that is not broken, and the native words of the others are known', () => {
    const text = `rows:
  - { native: A, is: neww }
  - { native: B, is: newww }
  - { native: C, is: new }
  - { native: 4, is: new }
  - Été
  -
`;
    expect(held(text)).toMatchObject({
      value: '{"rows":[{"native":"C","is":"new"}]}',
      damaged: ['A', 'B', '*'],
    });
    expect(held('rows: [Été, ~]\n')).toMatchObject({ value: '{"rows":[]}', damaged: [] });
  });

  it('is the row without the broken item of a list in it', () => {
    expect(held('rows:\n  - { native: A, is: new, codes: [a, z, b] }\n')).toMatchObject({
      value: '{"rows":[{"native":"A","is":"new","codes":["a","b"]}]}',
      damaged: [],
    });
  });

  it('is nothing of a row that taking out has broken in turn; of that no fault is told', () => {
    expect(held('rows:\n  - { native: A, is: new, codes: [z] }\n  - { native: B, is: new }\n')).toEqual({
      value: '{"rows":[{"native":"B","is":"new"}]}',
      faults: ['x.yaml:2:35: expected one of a, b, «z» came; choose one of them'],
      damaged: ['A'],
    });
  });

  it('is everything but the broken keys, and then anything may be missing', () => {
    expect(held('conector: a\nété: b\nhabits: 7\nconnector: c\n')).toMatchObject({
      value: '{"connector":"c"}',
      damaged: ['*'],
    });
    expect(held('habits: { zone: a, aftr: b }\n')).toMatchObject({ value: '{"habits":{"zone":"a"}}', damaged: ['*'] });
    expect(held('classes: { Été: { label: a, lable: b } }\n').value).toBe('{"classes":{"Été":{"label":"a"}}}');
  });

  it('is nothing at all where a broken key must be there', () => {
    expect(held('classes: { Été: { label: [] } }\n')).toEqual({
      value: 'null',
      faults: ['x.yaml:1:26: expected text, a list came; correct the value'],
      damaged: ['*'],
    });
  });

  it('is nothing of what is no map of keys', () => {
    for (const text of ['Été\n', '- a\n', ''])
      expect(held(text)).toMatchObject({ value: 'null', faults: [expect.stringContaining('x.yaml:1:1: expected')] });
  });
});
