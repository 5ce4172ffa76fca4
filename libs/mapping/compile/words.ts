import { domainOf } from '../laws/fields.js';
import { meaningOf, tableWriters } from '../laws/tables.js';
import type { Fold, TableView } from '../load/class-view.js';
import { atOf, type Located } from '../load/layers.js';
import type { Domain, WordUse } from '../mapping.js';
import type { FieldName, FieldRow } from '../schema/rows.js';
import type { NoneRule, TableDomain, UnknownRule, WordRow } from '../schema/words.js';
import { readingRow, writingRow } from './advice.js';

/** What one native word is taken for. `value` is null where it means nothing, or is not decided. */
export interface Meaning {
  readonly use: WordUse;
  readonly value: string | number | null;
  readonly at: string;
}

/** null for the empty word where no rule speaks of it. */
export type ReadWord = (native: string) => Meaning | null;

export interface TablePlace {
  readonly domain: TableDomain;
  readonly nativeClass: string;
  /** Where decided rows go. */
  readonly file: string;
}

export function wordReader(table: TableView, place: TablePlace, fold: Fold, row?: Located<FieldRow>): ReadWord {
  const { domain, nativeClass, file } = place;
  const known = new Map<string, Meaning>();
  const meaning = (located: Located<WordRow>, word: string): Meaning => {
    const { is, refuse } = located.row;
    const at = atOf(located);
    const value = is === undefined ? null : meaningOf(domain, is);
    const decision =
      refuse === undefined ? ({ by: 'row', at } as const) : ({ by: 'refusal', rule: refuse, at } as const);
    return { use: useOf(domain, nativeClass, word, value, decision), value, at };
  };
  for (const located of table.rows) {
    known.set(located.row.native, meaning(located, located.row.native));
    known.set(fold(located.row.native), meaning(located, located.row.native));
  }
  const unknown = ruleOf<UnknownRule>(row, row?.row.unknown, table.unknown);
  const none = ruleOf<NoneRule>(row, row?.row.none, table.none);
  const empty =
    none?.rule.is === undefined
      ? null
      : byRule(domain, nativeClass, '', none.rule.rule, meaningOf(domain, none.rule.is), none.at);
  return (native) => {
    const found = known.get(native) ?? known.get(fold(native));
    if (found !== undefined) return found;
    if (native === '') return empty;
    if (unknown !== null)
      return byRule(domain, nativeClass, native, unknown.rule.rule, meaningOf(domain, unknown.rule.is), unknown.at);
    if (table.same !== null) return byRule(domain, nativeClass, native, table.same.row, native, atOf(table.same));
    const decision = { by: 'nobody', row: readingRow(domain, null, native), file } as const;
    return { use: useOf(domain, nativeClass, native, null, decision), value: null, at: file };
  };
}

/** How one canonical word is written. `native` is null where it is to be emptied, undefined where the tool's default stands. */
export interface Spelling {
  readonly use: WordUse;
  readonly native: string | null | undefined;
  /** The word that the native one reads as, where that is not the word itself. */
  readonly reads: string | null;
}

/** `null` asks for the spelling of no word at all; it answers null where no rule speaks of that. */
export type WriteWord = (word: string | number | null) => Spelling | null;

export function wordWriter(table: TableView, place: TablePlace): WriteWord {
  const { domain, nativeClass, file } = place;
  const { writers } = tableWriters(domain, table);
  const spell = (word: string, located: Located<WordRow>): Spelling => {
    const { native, is, writes } = located.row;
    const reads = is === undefined ? '' : String(is);
    const exact = reads === word || (writes === undefined && is !== undefined);
    const use = useOf(domain, nativeClass, word, native, { by: 'row', at: atOf(located) });
    return { use, native, reads: exact ? null : reads };
  };
  const spellings = new Map([...writers].map(([word, located]) => [word, spell(word, located)]));
  const { none, same } = table;
  const nothing: Spelling | null =
    none === null || (none.row.native === undefined && none.row.is !== undefined)
      ? null
      : {
          use: useOf(domain, nativeClass, '', none.row.native ?? null, {
            by: 'default',
            rule: none.row.rule,
            at: atOf(none),
          }),
          native: none.row.native,
          reads: null,
        };
  return (word) => {
    if (word === null) return nothing;
    const text = String(word);
    const found = spellings.get(text) ?? ancestor(text, domain, spellings, nativeClass);
    if (found) return found;
    if (same !== null)
      return {
        use: useOf(domain, nativeClass, text, text, { by: 'default', rule: same.row, at: atOf(same) }),
        native: text,
        reads: null,
      };
    return {
      use: useOf(domain, nativeClass, text, null, { by: 'nobody', row: writingRow(domain, null, word), file }),
      native: null,
      reads: null,
    };
  };
}

/** A category that the tool lacks is written as the nearest one above it. */
function ancestor(
  word: string,
  domain: TableDomain,
  spellings: ReadonlyMap<string, Spelling>,
  nativeClass: string,
): Spelling | null {
  if (domain !== 'category') return null;
  for (let dot = word.lastIndexOf('.'); dot > 0; dot = word.lastIndexOf('.', dot - 1)) {
    const above = spellings.get(word.slice(0, dot));
    if (above?.native !== undefined)
      return {
        use: useOf(domain, nativeClass, word, above.native, above.use.decision),
        native: above.native,
        reads: above.reads ?? word.slice(0, dot),
      };
  }
  return null;
}

export function useOf(
  domain: Domain,
  nativeClass: string,
  word: string,
  is: string | number | null,
  decision: WordUse['decision'],
): WordUse {
  return { domain, class: nativeClass, word, is: is === null ? null : String(is), decision };
}

function byRule(
  domain: Domain,
  nativeClass: string,
  word: string,
  rule: string,
  value: string | number | null,
  at: string,
): Meaning {
  return { use: useOf(domain, nativeClass, word, value, { by: 'default', rule, at }), value, at };
}

/** A field's own rule, or else its table's. */
function ruleOf<T>(
  row: Located<FieldRow> | undefined,
  own: T | undefined,
  tables: Located<T> | null,
): { readonly rule: T; readonly at: string } | null {
  if (row !== undefined && own !== undefined) return { rule: own, at: atOf(row) };
  return tables === null ? null : { rule: tables.row, at: atOf(tables) };
}

export function placeFor(field: FieldName, nativeClass: string, file: string): TablePlace | null {
  const domain = domainOf(field) ?? (field === 'group' || field === 'firstGroup' ? 'group' : null);
  return domain === null ? null : { domain, nativeClass, file };
}
