import { yamlReader } from '@passerelle/mapping';
import { RulesYaml } from '../schema/rule-file.js';

/** What the runtime hands in: rule files are read as mapping files are. */
export const reader = yamlReader(RulesYaml);
