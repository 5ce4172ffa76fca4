import { knownOf } from '../../mapping/schema/keys.js';
import { readYaml, type YamlDocument } from '../../mapping/yaml/document.js';
import { shapeOf } from '../../mapping/yaml/shape.js';
import type { RuleReader } from '../load/door.js';

/** What the runtime hands in: rule files are read as mapping files are. */
export const reader: RuleReader<YamlDocument> = {
  read: readYaml,
  shape: (document, schema) => shapeOf(document, schema, knownOf(schema)),
};
