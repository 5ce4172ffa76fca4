import type { RuleYaml } from '../schema/rule-file.js';
import type { RuleDocument } from './door.js';

/** One row of a file, with the file that knows where it stands. */
export interface RuleRow {
  readonly yaml: RuleYaml;
  readonly document: RuleDocument;
}
