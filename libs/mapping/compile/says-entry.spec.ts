import { describe, expect, it } from '@jest/globals';
import type { NativeFields } from '@passerelle/connector';
import type { EntryDetails } from '@passerelle/ticket';
import type { EntryWriting, WordUse } from '../mapping.js';
import { nativeEntry } from '../testing/desk.js';
import { saysAll } from './says-entry.js';

const used = (decision: WordUse['decision']): WordUse => ({
  domain: 'outcome',
  class: '',
  word: 'x',
  is: null,
  decision,
});
const solution = (outcome: 'solved' | 'workaround', code: string | null): EntryDetails => ({
  solution: { outcome, code },
});
const rows = [
  { native: 'issue', is: 'solution.outcome' },
  { native: 'code', is: 'solution.code', write: 'no' },
] as const;

interface Case {
  readonly fields?: NativeFields;
  readonly text?: string;
  readonly heard?: EntryDetails;
  readonly wanted?: EntryDetails;
  readonly writing?: Partial<EntryWriting>;
}
const says = ({ fields, text = 'Vu', heard = {}, wanted = {}, writing = {} }: Case): boolean =>
  saysAll(
    nativeEntry('solution', { text, ...(fields && { fields }) }),
    heard,
    { text: 'Vu', fields: {}, losses: [], words: [], ...writing },
    wanted,
    rows,
  );

describe('a native entry', () => {
  it.each<readonly [string, Case]>([
    ['has nothing to say beside its text', {}],
    ['has the very field', { fields: { issue: 'R' }, writing: { fields: { issue: 'R' } } }],
    ['has no fields, where an empty one is written', { writing: { fields: { issue: null } } }],
    [
      'reads as what is meant, in another word',
      {
        fields: { issue: 'r' },
        heard: solution('solved', null),
        wanted: solution('solved', null),
        writing: { fields: { issue: 'R' } },
      },
    ],
    [
      'was written by rows, rules and defaults',
      {
        writing: {
          words: [used({ by: 'row', at: 'x:1' }), used({ by: 'default', rule: 'regle', at: 'x:2' })],
        },
      },
    ],
    ['has its blanks otherwise', { text: ' Vu\u00a0\r\n\r\n et&nbsp; revu ', writing: { text: 'Vu et revu' } }],
    ['has its paragraphs otherwise', { text: '<P>Vu</P><p>revu<BR/></p>', writing: { text: 'Vu<br>\nrevu' } }],
    ['has its breaks otherwise', { text: 'Vu<br />revu<br  >', writing: { text: 'Vu<br>\nrevu' } }],
    ['has its accents composed otherwise', { text: 'e\u0301te\u0301', writing: { text: 'été' } }],
    ['has our line above it', { text: '[glpi 59 · 3 · Zoé · 23/11/2026 09:00:00]\nVu' }],
  ])('says what is written where it %s', (_, one) => {
    expect(says(one)).toBe(true);
  });

  it.each<readonly [string, Case]>([
    ['has another text', { text: 'Revu' }],
    ['has its words run together', { text: 'Vuet', writing: { text: 'Vu et' } }],
    ['has no fields', { writing: { fields: { issue: 'R' } } }],
    ['has another field', { fields: { issue: 'C' }, writing: { fields: { issue: 'R' } } }],
    ['has one field of two', { fields: { issue: 'R' }, writing: { fields: { issue: 'R', code: 'C1' } } }],
    [
      'reads as something else',
      {
        fields: { issue: 'r' },
        heard: solution('workaround', null),
        wanted: solution('solved', null),
        writing: { fields: { issue: 'R' } },
      },
    ],
    [
      'reads as nothing, where nothing of it was heard',
      {
        fields: { issue: 'r' },
        wanted: { solution: { outcome: null, code: null } },
        writing: { fields: { issue: 'R' } },
      },
    ],
    [
      'reads as what is meant in a field that is only read',
      {
        fields: { code: 'c1' },
        heard: solution('solved', 'C1'),
        wanted: solution('solved', 'C1'),
        writing: { fields: { code: 'C1' } },
      },
    ],
    ['would be written with a word of nobody', { writing: { words: [used({ by: 'nobody', row: 'x', file: 'y' })] } }],
    ['would be refused', { writing: { words: [used({ by: 'refusal', rule: 'regle', at: 'x:1' })] } }],
    [
      'would be refused in one of its words',
      { writing: { words: [used({ by: 'row', at: 'x:1' }), used({ by: 'refusal', rule: 'regle', at: 'x:1' })] } },
    ],
  ])('does not say it where it %s', (_, one) => {
    expect(says(one)).toBe(false);
  });
});
