import { describe, expect, it } from '@jest/globals';
import { asIs } from '@passerelle/connector';
import { faultText, inOrder, type MappingFault } from './fault.js';

const fault = (more: Partial<MappingFault>): MappingFault => ({
  file: 'mappings/outil.yaml',
  line: 4,
  column: 7,
  expected: { fr: 'un mot', en: 'a word' },
  came: asIs('«été»'),
  advice: { fr: 'corrigez-le', en: 'correct it' },
  ...more,
});

describe('a fault', () => {
  it('is one line: where it is, what was expected, what came, what to do', () => {
    expect(faultText(fault({}))).toEqual({
      fr: 'mappings/outil.yaml:4:7 : attendu un mot, reçu «été» ; corrigez-le',
      en: 'mappings/outil.yaml:4:7: expected a word, «été» came; correct it',
    });
  });
});

describe('the faults of several files', () => {
  it('come in reading order: by file, line, column, and then by what was expected', () => {
    const sorted = [
      fault({ file: 'mappings/outil.yaml', line: 2, column: 9 }),
      fault({ line: 4, column: 3 }),
      fault({ expected: { fr: 'z', en: 'a' } }),
      fault({ expected: { fr: 'y', en: 'b' } }),
      fault({ expected: { fr: 'x', en: 'c' } }),
      fault({ line: 12, column: 1 }),
      fault({ file: 'mappings/sites/lycée.yaml', line: 1 }),
    ];
    expect(inOrder(sorted)).toEqual(sorted);
    expect(inOrder(sorted.toReversed())).toEqual(sorted);
    expect(inOrder([3, 0, 6, 2, 5, 1, 4].map((index) => sorted[index] as MappingFault))).toEqual(sorted);
  });

  it('stay as they were found where nothing but what came tells them apart', () => {
    const twins = [fault({ came: asIs('«z»') }), fault({ came: asIs('«a»') })];
    expect(inOrder(twins)).toEqual(twins);
  });

  it('are each told once, however many classes share the row', () => {
    expect(inOrder([fault({}), fault({ line: 5 }), fault({})])).toEqual([fault({}), fault({ line: 5 })]);
    expect(inOrder([])).toEqual([]);
  });
});
