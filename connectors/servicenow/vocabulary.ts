import {
  Fault,
  type NativeChoice,
  type NativeFieldRule,
  type NativeVocabulary,
  type Vocabulary,
} from '@passerelle/connector';
import { everyRow, type Survey } from './wire/every.js';
import type { Instance } from './wire/instance.js';
import { above, all, ascending, oneOf } from './wire/query.js';
import { text, type Row } from './wire/row.js';
import type { Lengths } from './writing/normal.js';

/** The vocabulary, and what of it the sink needs: how long a column's values may be. */
export interface KnownVocabulary extends Vocabulary {
  readonly lengths: Lengths;
}

export function openVocabulary(instance: Instance): KnownVocabulary {
  let known: NativeVocabulary | null = null;
  return {
    lengths: (nativeClass, field) => known?.classes[nativeClass]?.[field]?.maxLength ?? null,
    async describe(signal) {
      known = await describe(instance, signal);
      return known;
    },
  };
}

async function describe(instance: Instance, signal?: AbortSignal): Promise<NativeVocabulary> {
  const { config, connection } = instance;
  const chains = await ancestors(instance, config.classes, signal);
  const tables = [...new Set([...chains.values()].flat())];
  const [dictionary, choices] = await everyRow(
    instance,
    [
      survey('sys_dictionary', tables, [
        'sys_id',
        'name',
        'element',
        'column_label',
        'mandatory',
        'max_length',
        'internal_type',
      ]),
      survey('sys_choice', tables, [
        'sys_id',
        'name',
        'element',
        'value',
        'label',
        'language',
        'dependent_value',
        'inactive',
        'sequence',
      ]),
    ],
    signal,
  );
  const columns = (dictionary?.rows ?? []).filter((row) => text(row, 'element') !== '');
  if (columns.length === 0) {
    throw new Fault({
      kind: 'unauthorized',
      connection,
      message: {
        fr: `attendu les colonnes de ${config.classes.join(', ')} dans sys_dictionary, reçu aucune ; donnez au compte le droit de lire sys_dictionary, sys_db_object et sys_choice`,
        en: `expected the columns of ${config.classes.join(', ')} in sys_dictionary, came none; grant the account read on sys_dictionary, sys_db_object and sys_choice`,
      },
    });
  }
  const listed = (choices?.rows ?? []).filter((row) => row['value'] !== undefined && text(row, 'element') !== '');
  if (listed.length === 0)
    instance.warn(`${connection}: sys_choice cannot be read, so no value can be checked beforehand`);
  return {
    classes: Object.fromEntries(
      [...chains].map(([nativeClass, chain]) => [nativeClass, rulesOf(chain, columns, listed, config.languages)]),
    ),
  };
}

/** Each class with the tables above it, the nearest first: a column is described where it was first defined. */
async function ancestors(
  instance: Instance,
  classes: readonly string[],
  signal?: AbortSignal,
): Promise<ReadonlyMap<string, readonly string[]>> {
  const parents = new Map<string, string>();
  let names: readonly string[] = classes;
  while (names.length > 0 && parents.size < 200) {
    const [found] = await everyRow(
      instance,
      [survey('sys_db_object', names, ['sys_id', 'name', 'super_class.name'])],
      signal,
    );
    for (const row of found?.rows ?? []) parents.set(text(row, 'name'), text(row, 'super_class.name'));
    names = [...new Set(names.map((name) => parents.get(name) ?? ''))].filter(
      (name) => name !== '' && !parents.has(name),
    );
  }
  return new Map(
    classes.map((name) => {
      // Without the right to read sys_db_object it is the base system's hierarchy.
      if (!parents.has(name)) return [name, [name, 'task']];
      const chain: string[] = [];
      for (let at = name; at !== '' && !chain.includes(at); at = parents.get(at) ?? '') chain.push(at);
      return [name, chain];
    }),
  );
}

function survey(table: string, names: readonly string[], fields: readonly string[]): Survey {
  return {
    ids: names,
    ask: (chunk, after) => ({
      of: table,
      query: all(oneOf('name', chunk), ...(after === null ? [] : [above('sys_id', after)]), ascending('sys_id')),
      fields,
      limit: 5000,
    }),
  };
}

/** Types whose max_length is that of the form's input or of the database, not of the value. */
const unlimited = new Set([
  'journal_input',
  'journal_list',
  'reference',
  'glide_date_time',
  'glide_date',
  'due_date',
  'boolean',
  'integer',
]);

function rulesOf(
  chain: readonly string[],
  columns: readonly Row[],
  choices: readonly Row[],
  languages: readonly string[],
): Record<string, NativeFieldRule> {
  const rules: Record<string, NativeFieldRule> = {};
  for (const table of [...chain].reverse()) {
    for (const row of columns.filter((one) => text(one, 'name') === table)) {
      const element = text(row, 'element');
      const length = Number(text(row, 'max_length'));
      rules[element] = {
        label: text(row, 'column_label') || element,
        mandatory: text(row, 'mandatory') === 'true',
        maxLength: length > 0 && !unlimited.has(text(row, 'internal_type')) ? length : null,
        choices: choicesOf(chain, element, choices, languages),
      };
    }
  }
  return rules;
}

/** The nearest table with rows for this element has the list; rows of tables above it do not count (product documentation, sys_choice). */
function choicesOf(
  chain: readonly string[],
  element: string,
  choices: readonly Row[],
  languages: readonly string[],
): readonly NativeChoice[] | null {
  const all = choices.filter((row) => text(row, 'element') === element);
  const owner = chain.find((table) => all.some((row) => text(row, 'name') === table));
  if (owner === undefined) return null;
  const rank = (row: Row): number => {
    const at = languages.indexOf(text(row, 'language'));
    return at === -1 ? languages.length : at;
  };
  const best = new Map<string, Row>();
  for (const row of all.filter((one) => text(one, 'name') === owner)) {
    const key = JSON.stringify([text(row, 'value'), text(row, 'dependent_value')]);
    const known = best.get(key);
    if (!known || rank(row) < rank(known)) best.set(key, row);
  }
  const parent = dependsOn[element];
  return [...best.values()]
    .sort((a, b) => Number(text(a, 'sequence') || 0) - Number(text(b, 'sequence') || 0))
    .filter((row) => text(row, 'value') !== '')
    .map((row) => {
      const code = text(row, 'dependent_value');
      return {
        code: text(row, 'value'),
        label: text(row, 'label'),
        active: text(row, 'inactive') !== 'true',
        ...(code !== '' && parent !== undefined ? { under: { field: parent, code } } : {}),
      };
    });
}

/** The column whose value a dependent choice must fit; elsewhere a dependent value is only a grouping. */
const dependsOn: Readonly<Record<string, string>> = { subcategory: 'category' };
