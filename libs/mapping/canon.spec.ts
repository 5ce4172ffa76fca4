import { describe, expect, it } from '@jest/globals';
import { loadCanon } from './canon.js';
import { faultText } from './fault.js';
import { shipped, shippedCanon } from './testing/load-from.js';

const { text } = shipped('canon');
const faults = (changed: string) => {
  const loaded = loadCanon({ path: 'mappings/canon.yaml', text: changed });
  return 'faults' in loaded ? loaded.faults.map((fault) => faultText(fault).en) : [];
};
const lineOf = (part: string) => text.split('\n').findIndex((line) => line.includes(part)) + 1;

describe('our own words', () => {
  it('have labels in both languages', () => {
    const canon = shippedCanon();
    expect(canon.label('status', 'pending', 'fr')).toBe('En attente');
    expect(canon.label('status', 'pending', 'en')).toBe('Pending');
    expect(canon.categoryPath('hardware.laptop', 'fr')).toBe('Matériel › Ordinateur portable');
    expect(canon.label('status', 'inconnu', 'fr')).toBe('inconnu');
    expect(canon.label('custom', '__proto__', 'fr')).toBe('__proto__');
  });

  it('are all there: a word without labels does not load', () => {
    const line = text.split('\n').find((one) => one.trimStart().startsWith('pending:')) ?? '';
    expect(faults(text.replace(`${line}\n`, ''))).toEqual([
      `mappings/canon.yaml:${lineOf('  status:') + 1}:5: expected «pending», nothing came; add «pending: …» (a map of keys)`,
    ]);
    expect(faults(text.replace('{ fr: Clos, en: Closed }', '{ fr: Clos }'))).toEqual([
      `mappings/canon.yaml:${lineOf('fr: Clos,')}:13: expected «en», nothing came; add «en: …» (text)`,
    ]);
  });

  it('are no others: a word that the ticket does not have does not load', () => {
    expect(faults(text.replace('    pending:', '    pendng:'))).toContainEqual(
      expect.stringContaining('«pendng» came; did you mean «pending»?'),
    );
  });

  it('stand below one another: a category has the one above it', () => {
    const line = lineOf('hardware.laptop:');
    expect(faults(text.replace('    hardware: {', '    materiel: {'))).toContain(
      `mappings/canon.yaml:${line}:5: expected a category «hardware», none came; add «hardware:» above it`,
    );
  });
});
