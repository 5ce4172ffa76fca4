import type { Group } from '@passerelle/ticket';
import type { ClassView, Fold } from '../load/class-view.js';
import { wordReader, type Meaning, type ReadWord } from './words.js';

/** A group's name is a word: a row, the rule of the same name, or nobody decides what it is called here. */
export type ReadGroup = (
  native: string,
  nativeClass: string,
) => { readonly group: Group | null; readonly meaning: Meaning };

/** The empty name, and any name where no class is read at all. */
const nameless: Meaning = {
  use: { domain: 'group', class: '', word: '', is: null, decision: { by: 'default', rule: 'sans-groupe', at: '' } },
  value: null,
  at: '',
};

/** Longer text is no group's name, and no expression is run on it. */
const longestName = 300;

export function groupReader(
  views: readonly ClassView[],
  patterns: readonly string[],
  file: string,
  fold: Fold,
): ReadGroup {
  const expressions = patterns.map((source) => new RegExp(source, 'gu'));
  const readers = new Map<string, ReadWord>();
  for (const view of views) {
    const table = view.words.get('group');
    if (table) readers.set(view.native, wordReader(table, { domain: 'group', nativeClass: view.native, file }, fold));
  }
  const codesOf = (name: string): readonly string[] =>
    name.length > longestName
      ? []
      : [
          ...new Set(
            expressions.flatMap((expression) => [...name.matchAll(expression)].map((match) => match[1] ?? match[0])),
          ),
        ];
  return (native, nativeClass) => {
    const read = readers.get(nativeClass) ?? readers.values().next().value;
    const meaning = read?.(native) ?? nameless;
    const name = meaning.value === null ? null : String(meaning.value);
    return { group: name === null ? null : { name, codes: codesOf(native) }, meaning };
  };
}
