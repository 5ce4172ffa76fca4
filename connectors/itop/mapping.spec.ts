import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { faultText, loadCanon, loadMapping } from '@passerelle/mapping';
import { itop } from './index.js';

const file = (path: string) => ({ path, text: readFileSync(path, 'utf8') });

describe('mappings/itop.yaml', () => {
  it('loads beside the journals that the connector declares', () => {
    const canon = loadCanon(file('mappings/canon.yaml'));
    if ('faults' in canon) throw new Error(canon.faults.map(faultText).join('\n'));
    const loaded = loadMapping({
      connection: 'itop',
      connector: 'itop',
      files: [file('mappings/itop.yaml')],
      journals: itop.journals,
      canon: canon.canon,
    });
    expect('faults' in loaded ? loaded.faults.map(faultText) : []).toEqual([]);
  });
});
