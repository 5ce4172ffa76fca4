import { whatCame } from '@passerelle/connector';
import type { Rule, RuleSet } from '../rule.js';
import { RulesYaml, type RuleYaml } from '../schema/rule-file.js';
import { milliseconds } from '../schema/words.js';
import { alternativesOf } from './conditions.js';
import { faultAt, inReadingOrder, type RuleDocument, type RuleFault, type RuleFile, type RuleReader } from './door.js';
import { effectsOf, textIn, type Language } from './effects.js';
import { cycleFaults } from './cycles.js';
import { lawFaults } from './laws.js';
import type { RuleRow } from './row.js';
import { wordFaults, type KnownWords } from './word-faults.js';

/** What the rules of one connection or route are made of. */
export interface RuleSources extends KnownWords {
  /** In order. A rule of the same name in a later file stands in the place of the earlier one; `off: true` takes it out. */
  readonly files: readonly RuleFile[];
  /** Of the lines and messages that rules write. */
  readonly language: Language;
}

export type LoadedRules = { readonly rules: RuleSet } | { readonly faults: readonly RuleFault[] };

/** Reads, holds against shape and laws, and compiles. All faults of all files at once, or rules without a fault. */
export function loadRules<D extends RuleDocument>(sources: RuleSources, reader: RuleReader<D>): LoadedRules {
  const faults: RuleFault[] = [];
  const rows = sources.files.flatMap((file): readonly RuleRow[] => {
    const document = reader.read(file);
    const shaped = reader.shape(document, RulesYaml);
    faults.push(...document.faults, ...shaped.faults);
    const found = shaped.value?.rules ?? [];
    faults.push(...twins(found, document));
    return found.map((yaml) => ({ yaml, document }));
  });
  const laid = laidOver(rows, faults);
  for (const row of laid) faults.push(...lawFaults(row), ...wordFaults(row, sources));
  const rules = laid.flatMap((row) => compiled(row, sources.language));
  if (faults.length === 0) faults.push(...cycleFaults(rules));
  return faults.length > 0 ? { faults: inReadingOrder(faults) } : { rules: { rules } };
}

function twins(rows: readonly RuleYaml[], document: RuleDocument): readonly RuleFault[] {
  const seen = new Set<string>();
  return rows.flatMap((row) => {
    if (!seen.has(row.rule)) {
      seen.add(row.rule);
      return [];
    }
    return [
      faultAt(
        document.place(row, 'rule'),
        { fr: 'chaque nom une seule fois dans un fichier', en: 'each name once in a file' },
        { fr: `«${row.rule}» une deuxième fois`, en: `«${row.rule}» a second time` },
        { fr: 'renommez l’une des deux', en: 'rename one of them' },
      ),
    ];
  });
}

/** Later files over earlier ones; the order is that in which names came first. */
function laidOver(rows: readonly RuleRow[], faults: RuleFault[]): readonly RuleRow[] {
  const byName = new Map<string, RuleRow>();
  for (const row of rows) {
    const { rule, off } = row.yaml;
    if (off !== true) byName.set(rule, row);
    else if (!byName.delete(rule))
      faults.push(
        faultAt(
          row.document.place(row.yaml, 'off'),
          { fr: 'une règle de ce nom dans les fichiers précédents', en: 'a rule of this name in the files before' },
          whatCame.none,
          {
            fr: `rattachez avant celui-ci le fichier qui contient «${rule}», ou retirez la ligne`,
            en: `attach the file that has «${rule}» before this one, or remove the row`,
          },
        ),
      );
  }
  return [...byName.values()];
}

function compiled({ yaml, document }: RuleRow, language: Language): readonly Rule[] {
  if (yaml.do === undefined) return [];
  return [
    {
      id: `${document.path}#${yaml.rule}`,
      name: yaml.rule,
      label: yaml.label === undefined ? yaml.rule : textIn(yaml.label, language),
      place: document.place(yaml, 'rule'),
      when: alternativesOf(yaml.when),
      unless: alternativesOf(yaml.unless),
      elapsed:
        yaml.after === undefined
          ? null
          : {
              since: yaml.since ?? 'status',
              after: milliseconds(yaml.after),
              grace: yaml.grace === undefined ? 0 : milliseconds(yaml.grace),
            },
      does: effectsOf(yaml.do, language),
    },
  ];
}
