import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { faultText, loadCanon, type Canon, type MappingFault } from '@passerelle/mapping';
import { correctEach, countedFaults } from './counted.js';
import { OperatorError } from '../operator-error.js';

/** Our own words, from the clone. */
export function readCanon(root: string): Canon {
  const path = join(root, 'mappings', 'canon.yaml');
  if (!existsSync(path))
    throw new OperatorError(
      'mapping',
      { fr: 'mappings/canon.yaml est attendu, il n’y en a pas', en: 'expected mappings/canon.yaml, there is none' },
      { fr: 'restaurez le clone : il en fait partie', en: 'restore the clone: it is part of it' },
    );
  const loaded = loadCanon({ path: 'mappings/canon.yaml', text: readFileSync(path, 'utf8') });
  if ('faults' in loaded) throw mappingFaults('mappings/canon.yaml', loaded.faults);
  return loaded.canon;
}

export function mappingFaults(what: string, faults: readonly MappingFault[]): OperatorError {
  const message = countedFaults(what, faults.length, { fr: 'le mapping', en: 'the mapping' });
  return new OperatorError('mapping', message, correctEach, { details: faults.map(faultText) });
}
