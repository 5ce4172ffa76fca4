import { z } from 'zod';
import { RulesYaml } from './schema/rule-file.js';

/** What editors hold rule files against: the shape, not the laws. Draft-07, which YAML language servers understand best. */
export function rulesJsonSchema(): object {
  return { ...z.toJSONSchema(RulesYaml, { target: 'draft-7', io: 'input', reused: 'ref' }), title: 'Passerelle rules' };
}
