import type { Column } from '../dictionary/column.js';
import type { Shape } from '../dictionary/dictionary.js';
import type { Database } from '../store/database.js';
import { cell } from '../store/row.js';

interface Option {
  readonly label: string;
  readonly dependent: string;
}

/** The choices of a column as sys_choice holds them now; a class's own rows replace those of its parents. */
export interface ChoiceLists {
  label(shape: Shape, column: Column, value: string, language: string): string | undefined;
  /** Whether a value is in the list, and fits the value of the column it depends on. */
  admits(shape: Shape, column: Column, value: string, parent: string): boolean;
  /** The value whose label it is, in any language; or the value itself. */
  resolve(shape: Shape, column: Column, text: string): string | undefined;
}

type Options = Map<string, Option[]>;

/** A value is in the list whatever the language of its row. */
const any = '*';

export function createChoiceLists(database: Database): ChoiceLists {
  const shelf = database.shelf(database.dictionary.known('sys_choice'));
  let seen = -1;
  const cache = new Map<string, Options>();

  const options = (shape: Shape, column: Column, language: string): Options => {
    if (seen !== shelf.version) {
      cache.clear();
      seen = shelf.version;
    }
    const key = `${shape.name} ${column.name} ${language}`;
    const known = cache.get(key);
    if (known) return known;
    const found: Options = new Map();
    const rows = database.where('sys_choice', 'element', column.name).filter((row) => cell(row, 'inactive') !== 'true');
    const name = shape.ancestors.find((one) => rows.some((row) => cell(row, 'name') === one));
    const own = rows.filter((row) => cell(row, 'name') === name);
    const spoken = own.filter((row) => language === any || cell(row, 'language') === language);
    for (const row of spoken.length > 0 ? spoken : own) {
      const value = cell(row, 'value');
      const option = { label: cell(row, 'label'), dependent: cell(row, 'dependent_value') };
      found.set(value, [...(found.get(value) ?? []), option]);
    }
    cache.set(key, found);
    return found;
  };

  return {
    label: (shape, column, value, language) => options(shape, column, language).get(value)?.[0]?.label,
    admits(shape, column, value, parent) {
      const list = options(shape, column, any);
      if (list.size === 0) return true;
      const entries = list.get(value);
      if (!entries) return false;
      return !column.dependent || entries.some((entry) => entry.dependent === '' || entry.dependent === parent);
    },
    resolve(shape, column, text) {
      if (options(shape, column, any).has(text)) return text;
      const wanted = text.toLowerCase();
      for (const language of ['en', 'fr']) {
        for (const [value, entries] of options(shape, column, language)) {
          if (entries.some((entry) => entry.label.toLowerCase() === wanted)) return value;
        }
      }
      return undefined;
    },
  };
}
