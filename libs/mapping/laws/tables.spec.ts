import { describe, expect, it } from '@jest/globals';
import { levels, outcomes, statuses } from '@passerelle/ticket';
import type { Located } from '../load/layers.js';
import { tableDomains } from '../schema/words.js';
import { meaningOf, unknownWord, wordsOf } from './tables.js';

const located = {
  row: {},
  layer: 0,
  self: {},
  document: { place: (_: object, key: string) => ({ file: 'x.yaml', line: 3, column: key.length }) },
} as unknown as Located<unknown>;

describe('a word that we do not have', () => {
  const advice = (word: string | number, known: readonly string[]) =>
    unknownWord(located, 'writes', { fr: 'un mot', en: 'a word' }, word, known).advice.en;
  const many = (count: number) => Array.from({ length: count }, (_, index) => `mot-très-long-${index}`);

  it('is told where it stands, with the word that was meant', () => {
    const expected = { fr: 'un mot canonique (issue)', en: 'a canonical outcome' };
    expect(unknownWord(located, 'is', expected, 'solvd', outcomes)).toEqual({
      file: 'x.yaml',
      line: 3,
      column: 2,
      expected,
      came: { fr: '«solvd»', en: '«solvd»' },
      advice: { fr: 'vouliez-vous dire «solved» ?', en: 'did you mean «solved»?' },
    });
  });

  it('comes with all the choices where they are at most a dozen', () => {
    expect(advice(9, levels.map(String))).toBe('choose one of 1, 2, 3, 4, 5');
    expect(advice('été', many(12))).toBe(`choose one of ${many(12).join(', ')}`);
    expect(advice('été', many(13))).toBe('choose a word that is there, or add it with both labels');
  });
});

describe('the words of a table', () => {
  it('are those that we have, and none where they are names', () => {
    expect(wordsOf('outcome')).toEqual(outcomes);
    expect(wordsOf('priority')).toEqual(['1', '2', '3', '4', '5']);
    expect(['group', 'category', 'task_category'].flatMap((domain) => wordsOf(domain as 'group'))).toEqual([]);
    expect(wordsOf('outcome')).not.toEqual(statuses);
  });

  it('mean nothing where they say none, but where that is a word itself', () => {
    const meaning = tableDomains.filter((domain) => meaningOf(domain, 'none') === 'none');
    expect(meaning).toEqual(['approval', 'escalation']);
    expect([meaningOf('outcome', 'solved'), meaningOf('priority', 3)]).toEqual(['solved', 3]);
  });
});
