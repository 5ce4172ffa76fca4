import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadCanon } from '@passerelle/mapping';
import { ruleFaultText, type RuleFile } from '../load/door.js';
import type { Language } from '../load/effects.js';
import { loadRules, type LoadedRules, type RuleSources } from '../load/load.js';
import type { RuleSet } from '../rule.js';
import { reader } from './reader.js';

const root = join(import.meta.dirname, '..', '..', '..');

export function shippedFile(name: string): RuleFile {
  const path = `mappings/rules/${name}.yaml`;
  return { path, text: readFileSync(join(root, path), 'utf8') };
}

/** Read once: hundreds of specs load a rule each. */
const categories = shippedCategories();

function shippedCategories(): ReadonlySet<string> {
  const path = 'mappings/canon.yaml';
  const loaded = loadCanon({ path, text: readFileSync(join(root, path), 'utf8') });
  if ('faults' in loaded) throw new Error('canon.yaml does not load');
  return loaded.canon.categories;
}

export function load(files: readonly RuleFile[], more: Partial<RuleSources> = {}): LoadedRules {
  return loadRules({ files, categories, language: 'fr', ...more }, reader);
}

/** Rule files written in a spec, laid over each other. */
export function loadTexts(...texts: readonly string[]): LoadedRules {
  return load(texts.map((text, index) => ({ path: `mappings/rules/essai-${index + 1}.yaml`, text })));
}

export function wellLoaded(loaded: LoadedRules): RuleSet {
  if ('faults' in loaded) throw new Error(loaded.faults.map((fault) => ruleFaultText(fault).en).join('\n'));
  return loaded.rules;
}

export function rules(...texts: readonly string[]): RuleSet {
  return wellLoaded(loadTexts(...texts));
}

export function shipped(...names: readonly string[]): RuleSet {
  return wellLoaded(load(names.map(shippedFile)));
}

export function faultsOf(loaded: LoadedRules, language: Language = 'en'): readonly string[] {
  return 'faults' in loaded ? loaded.faults.map((fault) => ruleFaultText(fault)[language]) : [];
}
