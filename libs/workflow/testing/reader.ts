import { yamlReader } from '@passerelle/mapping';
import { forms } from '../schema/words.js';
import { RulesYaml } from '../schema/rule-file.js';

/** What the runtime hands in: rule files are read as mapping files are. */
export const reader = yamlReader(RulesYaml, forms);
