import { describe, expect, it } from '@jest/globals';
import { faultsOf, loadText } from '../testing/load-from.js';
import { conditionsOf, fits, situationText } from './situations.js';

const faults = (...rows: readonly string[]) =>
  faultsOf(
    loadText(`connector: outil
status: etat
statuses:
${rows.map((row) => `  - { native: Été, ${row} }\n`).join('')}classes: { demande: { is: request } }
journals: [{ native: public, is: comment }, { native: interne, is: work_note }]
`),
  ).map((fault) => fault.replaceAll('mappings/outil.yaml', 'x'));

describe('the conditions of a row', () => {
  it('are one of each axis that it names, and any of those that it does not', () => {
    expect(conditionsOf(undefined)).toEqual(new Map());
    expect(conditionsOf({})).toEqual(new Map());
    const conditions = conditionsOf({ agent: 'some', group: 'none', fields: { verrou: '1', phase: ['2', '3'] } });
    expect([...conditions].map(([axis, values]) => [axis, ...values])).toEqual([
      ['agent', 'some'],
      ['group', 'none'],
      ['field verrou', '1'],
      ['field phase', '2', '3'],
    ]);
    const fit = (phase: string, agent = 'some') =>
      fits(conditions, [
        ['agent', agent],
        ['field phase', phase],
        ['field autre', 'x'],
      ]);
    expect([fit('2'), fit('3'), fit('4'), fit('2', 'none')]).toEqual([true, true, false, false]);
    expect(fits(new Map(), [])).toBe(true);
  });

  it('are told in a few words', () => {
    expect(
      situationText([
        ['agent', 'none'],
        ['group', 'some'],
        ['field verrou', '*'],
        ['field phase', 'été'],
      ]),
    ).toEqual({
      fr: 'sans agent, avec groupe, tout autre code de verrou, phase «été»',
      en: 'no agent, group, verrou any other, phase «été»',
    });
    expect(situationText([])).toEqual({ fr: '', en: '' });
  });
});

describe('the situations of a native word', () => {
  it('that no row reads are each named, and where the row would stand', () => {
    expect(faults('is: new, when: { agent: some, group: some }')).toEqual([
      'x:4:5: expected rows that read «Été» in every situation, none for no agent, no group came; add a row with when: { agent: none, group: none }',
      'x:4:5: expected rows that read «Été» in every situation, none for no agent, group came; add a row with when: { agent: none, group: some }',
      'x:4:5: expected rows that read «Été» in every situation, none for agent, no group came; add a row with when: { agent: some, group: none }',
    ]);
  });

  it('that the same two rows read are named once', () => {
    expect(
      faults(
        'is: new',
        'is: closed, when: { agent: none, group: none }',
        'is: queued, when: { agent: some, group: some }, writes: []',
      ),
    ).toEqual([
      'x:5:5: expected each situation of «Été» read by one row, two for no agent, no group, the other at x:4 came; narrow the when: of one of them',
      'x:6:5: expected each situation of «Été» read by one row, two for agent, group, the other at x:4 came; narrow the when: of one of them',
    ]);
    expect(faults('is: new', 'is: closed, when: { agent: none }', 'is: queued, when: { agent: some }')).toHaveLength(2);
    expect(
      faults(
        'is: new, when: { agent: some }',
        'is: closed, when: { agent: none }',
        'is: queued, when: { group: some }',
      ),
    ).toEqual([
      'x:6:5: expected each situation of «Été» read by one row, two for no agent, group, the other at x:5 came; narrow the when: of one of them',
    ]);
  });

  it('may be ten thousand, and not more', () => {
    const codes = (count: number) => Array.from({ length: count }, (_, index) => `"${index}"`).join(', ');
    const rows = (count: number) =>
      faults(`is: new, when: { fields: { a: [${codes(99)}], b: [${codes(count)}] } }`).map((fault) =>
        fault.slice(0, 70),
      );
    const tooMany = 'x:4:35: expected a few conditions, too many to check came; split the word or drop conditions';
    expect(rows(99)).not.toContain(tooMany.slice(0, 70));
    expect(rows(100)).toEqual([tooMany.slice(0, 70)]);
  });
});
