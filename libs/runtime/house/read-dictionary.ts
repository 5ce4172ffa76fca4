import type { ConnectorDefinition } from '@passerelle/connector';
import { loadMapping, type Canon, type Mapping } from '@passerelle/mapping';
import type { ConnectionSettings } from '../configuration/settings.js';
import { mappingFaults } from './load-canon.js';
import type { Shelves } from './locate.js';
import { findMapping } from './mapping-files.js';

/** How one connection's words are read and written. */
export interface Dictionary {
  readonly mapping: Mapping;
  /** Changes whenever a row does. */
  readonly digest: string;
}

/** Throws OperatorError `mapping` with every fault, each with its line. */
export function readDictionary(
  settings: ConnectionSettings,
  definition: ConnectorDefinition,
  { folder, root, canon }: Shelves & { readonly canon: Canon },
): Dictionary {
  const { name } = settings;
  const found = findMapping(settings, folder, root);
  const loaded = loadMapping({
    connection: name,
    connector: definition.name,
    files: found.files,
    journals: definition.journals,
    canon,
    decisionsFile: found.decisionsFile,
  });
  if ('faults' in loaded) throw mappingFaults(name, loaded.faults);
  return { mapping: loaded.mapping, digest: found.digest };
}
