import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { faultText, loadCanon, type Canon, type MappingFault } from '@passerelle/mapping';
import { OperatorError } from '../operator-error.js';

/** Our own words, from the clone. */
export function readCanon(root: string): Canon {
  const path = join(root, 'mappings', 'canon.yaml');
  if (!existsSync(path))
    throw new OperatorError(
      'mapping',
      'expected mappings/canon.yaml, there is none',
      'restore the clone: it is part of it',
    );
  const loaded = loadCanon({ path: 'mappings/canon.yaml', text: readFileSync(path, 'utf8') });
  if ('faults' in loaded) throw mappingFaults('mappings/canon.yaml', loaded.faults);
  return loaded.canon;
}

export function mappingFaults(what: string, faults: readonly MappingFault[]): OperatorError {
  const many = faults.length === 1 ? 'one fault' : `${faults.length} faults`;
  return new OperatorError('mapping', `${what}: ${many} in the mapping`, 'correct each and start again', {
    details: faults.map(faultText),
  });
}
