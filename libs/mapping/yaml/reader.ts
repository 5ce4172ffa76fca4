import type { Told } from '@passerelle/connector';
import type { z } from 'zod';
import { knownOf } from '../schema/keys.js';
import { readYaml, type MappingFile, type YamlDocument } from './document.js';
import { shapeOf, type Shaped } from './shape.js';

/** Files of other rooms, read as mappings are: values that know their place, and every fault with its line. */
export interface YamlReader {
  read(file: MappingFile): YamlDocument;
  shape<T>(document: YamlDocument, schema: z.ZodType<T>): Shaped<T>;
}

/**
 * `whole` is the schema of such a file: what it knows anywhere is suggested where a word is unknown. `forms` are the words
 * in which it asks for text of a certain form.
 */
export function yamlReader(whole: z.ZodType, forms: Readonly<Record<string, Told>>): YamlReader {
  const known = knownOf(whole, forms);
  return { read: readYaml, shape: (document, schema) => shapeOf(document, schema, known) };
}
