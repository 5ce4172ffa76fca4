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

/** Of a tool that knows no tickets: it says nothing that would have to be translated. */
export function noDictionary(connection: string, canon: Canon): Dictionary {
  const files = [{ path: `${connection} (none)`, text: 'connector: none\nlabel: none\nreadonly: true\nclasses: {}\n' }];
  const source = { connection, connector: 'none', files, journals: {}, canon, decisionsFile: '' };
  const loaded = loadMapping(source);
  if ('faults' in loaded) throw mappingFaults(connection, loaded.faults);
  return { mapping: loaded.mapping, digest: 'none' };
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
