import { knownOf } from '../../mapping/schema/keys.js';
import { readYaml, type YamlDocument } from '../../mapping/yaml/document.js';
import { shapeOf } from '../../mapping/yaml/shape.js';
import type { RuleReader } from '../load/door.js';
import { RulesYaml } from '../schema/rule-file.js';

/** Worked out once. */
const known = knownOf(RulesYaml);

/** What the runtime hands in: rule files are read as mapping files are. */
export const reader: RuleReader<YamlDocument> = {
  read: readYaml,
  shape: (document, schema) => shapeOf(document, schema, known),
};
