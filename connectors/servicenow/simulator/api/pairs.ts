import type { Shape } from '../dictionary/dictionary.js';
import { followPath } from '../query/path.js';
import type { Call } from '../transport/call.js';

/**
 * `<field>=<value>` parameters as an encoded query. Display values are accepted for choices and references;
 * names that are no columns are ignored without a word, so a misspelled filter lists the whole table.
 */
export function pairsQuery(call: Call, shape: Shape): string {
  const terms: string[] = [];
  for (const [name, text] of call.params) {
    if (name.startsWith('sysparm_')) continue;
    const path = followPath(call.instance.database, shape, name);
    if (!path) continue;
    const value = text.replaceAll('^', '^^');
    const { column } = path;
    if (column.choice) {
      const stored = call.instance.choices.resolve(path.shape, column, text);
      terms.push(`${name}=${stored ?? value}`);
    } else if (column.kind === 'reference' && column.reference) {
      const target = call.instance.database.dictionary.shape(column.reference);
      const names = target?.columns.has('user_name') ? ['user_name'] : [];
      if (target) names.push(target.table.display);
      terms.push([`${name}=${value}`, ...names.map((one) => `${name}.${one}=${value}`)].join('^OR'));
    } else terms.push(`${name}=${value}`);
  }
  return terms.join('^');
}
