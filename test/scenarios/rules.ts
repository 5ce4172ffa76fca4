import { readFileSync } from 'node:fs';
import { loadCanon, yamlReader } from '@passerelle/mapping';
import {
  loadRules,
  ruleFaultText,
  ruleForms,
  rulesFor,
  RulesYaml,
  type LoadedRules,
  type RuleSet,
} from '@passerelle/workflow';
import type { Scenario } from './scenario.js';

/** The shipped rules that a scenario attaches to its route and its tools, as the house puts them together. */
export function rulesOf({ route, tools }: Scenario): RuleSet {
  const path = 'mappings/canon.yaml';
  const canon = loadCanon({ path, text: readFileSync(path, 'utf8') });
  if ('faults' in canon) throw new Error('expected the shipped words to load');
  const words = { categories: canon.canon.categories, connections: new Set(Object.keys(tools)) };
  const load = (names: readonly string[]): RuleSet => {
    const files = names.map((name) => {
      const file = `mappings/rules/${name}.yaml`;
      return { path: file, text: readFileSync(file, 'utf8') };
    });
    return sound(loadRules({ files, language: 'fr', ...words }, yamlReader(RulesYaml, ruleForms)));
  };
  const owned = Object.entries(tools).map(([connection, { rules }]) => ({ connection, rules: load(rules) }));
  return sound(rulesFor([{ connection: null, rules: load(route.rules) }, ...owned], route.closes));
}

function sound(loaded: LoadedRules): RuleSet {
  if ('faults' in loaded) throw new Error(loaded.faults.map((fault) => ruleFaultText(fault).en).join('\n'));
  return loaded.rules;
}
