import type { Audience, Kind } from '@passerelle/ticket';
import type { ClassRows, MappingYaml, PriorityMatrix } from '../schema/mapping-file.js';
import type { JournalRow } from '../schema/journal-rows.js';
import type { FieldRow, StatusRow } from '../schema/rows.js';
import {
  tableDomains,
  type NoneRule,
  type TableDomain,
  type UnknownRule,
  type WordRow,
  type WordTable,
} from '../schema/words.js';
import { locate, type Layer, type Located } from './layers.js';

/** What makes two native words the same word. */
export type Fold = (word: string) => string;

export interface TableView {
  readonly rows: readonly Located<WordRow>[];
  readonly unknown: Located<UnknownRule> | null;
  readonly none: Located<NoneRule> | null;
  /** Unknown words mean themselves: the rule, and where it stands. */
  readonly same: Located<string> | null;
  /** What the target lacks stays text: the rule, and where it stands. */
  readonly absent: Located<string> | null;
}

/** All rows that hold for one native class: shared ones, those of the class it is like, its own, and overlays over them. */
export interface ClassView {
  readonly native: string;
  readonly at: Located<ClassRows>;
  readonly is: Kind | null;
  /** Kinds written into this class; null where its rows leave that to `is`. */
  readonly writes: readonly Kind[] | null;
  readonly audience: Audience;
  readonly part: boolean;
  readonly rule: string | null;
  readonly refuse: string | null;
  readonly status: string | null;
  readonly statuses: readonly Located<StatusRow>[];
  readonly fields: readonly Located<FieldRow>[];
  readonly words: ReadonlyMap<TableDomain, TableView>;
  readonly priority: Located<PriorityMatrix> | null;
  /** Rows of overlays that take out rows below them. */
  readonly removals: readonly Removal[];
}

/** One removal, and what it took out of this class. */
export interface Removal {
  readonly located: Located<Removing>;
  readonly rule: string;
  readonly what: 'status' | 'field' | TableDomain;
  /** The native word, or the canonical field. */
  readonly word: string;
  readonly took: readonly object[];
  /** No row of the same file stands for what it removes. */
  readonly alone: boolean;
}

interface Removing {
  readonly remove?: string | undefined;
}

interface Scope {
  readonly layer: number;
  readonly own: boolean;
  readonly rows: ClassRows;
}

export function classNames(layers: readonly Layer[]): readonly string[] {
  return [...new Set(layers.flatMap(({ yaml }) => Object.keys(yaml.classes ?? {})))];
}

export function classView(layers: readonly Layer[], native: string, fold: Fold): ClassView {
  const family = familyOf(layers, native);
  const scopes = layers.flatMap(({ yaml }, layer): Scope[] => [
    { layer, own: false, rows: shared(yaml) },
    ...family.flatMap((name) => {
      const rows = ownRows(yaml, name);
      return rows ? [{ layer, own: name === native, rows }] : [];
    }),
  ]);
  const own = scopes.filter((scope) => scope.own);
  const last = <T>(among: readonly Scope[], pick: (rows: ClassRows) => T | undefined): T | null =>
    among.map((scope) => pick(scope.rows)).findLast((value) => value !== undefined) ?? null;
  const decisive = own.findLast(
    ({ rows }) => rows.refuse !== undefined || rows.is !== undefined || rows.like !== undefined,
  );
  const here = decisive ?? own.at(-1);
  const removals: Removal[] = [];
  const lay = <T extends object>(
    pick: (rows: ClassRows) => readonly T[] | undefined,
    key: (row: T) => string,
    what: Removal['what'] = 'field',
  ) => laid(layers, scopes, pick, key, (removal) => removals.push({ ...removal, what }));
  return {
    native,
    at: locate(here?.rows ?? {}, layers, here?.layer ?? 0),
    is: last(scopes, (rows) => rows.is),
    writes: last(own, (rows) => rows.writes),
    audience: last(scopes, (rows) => rows.audience) ?? 'internal',
    part: last(scopes, (rows) => rows.part) ?? false,
    rule: last(own, (rows) => rows.rule),
    refuse: decisive?.rows.refuse ?? null,
    status: last(scopes, (rows) => rows.status),
    statuses: lay(
      (rows) => rows.statuses,
      (row: StatusRow) => fold(row.native),
      'status',
    ),
    fields: lay(
      (rows) => rows.fields as readonly FieldRow[] | undefined,
      (row: FieldRow) => row.is,
    ),
    words: new Map(tableDomains.map((domain) => [domain, tableView(layers, scopes, domain, fold, removals)])),
    priority:
      lay(
        (rows) => rows.priority && [rows.priority],
        () => '',
      ).at(-1) ?? null,
    removals,
  };
}

export function journalRows(layers: readonly Layer[]): readonly Located<JournalRow>[] {
  const scopes = layers.map(({ yaml }, layer) => ({ layer, own: true, rows: yaml as ClassRows }));
  return laid(
    layers,
    scopes,
    (rows) => (rows as MappingYaml).journals,
    (row: JournalRow) => row.native,
  );
}

/** The tables at the top of the files, for words that do not depend on a class. */
export function sharedTables(layers: readonly Layer[], fold: Fold): ReadonlyMap<TableDomain, TableView> {
  const scopes = layers.map(({ yaml }, layer) => ({ layer, own: false, rows: shared(yaml) }));
  return new Map(tableDomains.map((domain) => [domain, tableView(layers, scopes, domain, fold, [])]));
}

/** The value that the last file gives. */
export function setting<K extends keyof MappingYaml>(layers: readonly Layer[], key: K): MappingYaml[K] | undefined {
  return layers.map(({ yaml }) => yaml[key]).findLast((value) => value !== undefined);
}

/** Rows of a later scope replace all those of the same key in earlier ones, or remove them. */
function laid<T extends object>(
  layers: readonly Layer[],
  scopes: readonly Scope[],
  pick: (rows: ClassRows) => readonly T[] | undefined,
  key: (row: T) => string,
  removed: (removal: Omit<Removal, 'what'>) => void = () => undefined,
): readonly Located<T>[] {
  const kept = new Map<string, Located<T>[]>();
  for (const { layer, rows } of scopes) {
    const fresh = new Map<string, Located<T>[]>();
    for (const row of pick(rows) ?? [])
      fresh.set(key(row), [...(fresh.get(key(row)) ?? []), locate(row, layers, layer)]);
    for (const [word, list] of fresh) {
      const removing = list.find(({ row }) => (row as Removing).remove !== undefined) as Located<Removing> | undefined;
      if (removing === undefined) kept.set(word, list);
      else {
        const took = (kept.get(word) ?? []).map(({ row }) => row);
        removed({ located: removing, rule: removing.row.remove ?? '', word, took, alone: list.length === 1 });
        kept.delete(word);
      }
    }
  }
  return [...kept.values()].flat();
}

function tableView(
  layers: readonly Layer[],
  scopes: readonly Scope[],
  domain: TableDomain,
  fold: Fold,
  removals: Removal[],
): TableView {
  const tables = scopes.map(({ layer, rows }) => ({ layer, table: rows.words?.[domain] as WordTable | undefined }));
  const last = <T>(pick: (table: WordTable) => T | undefined, place: (table: WordTable, value: T) => object) => {
    const found = tables.findLast(({ table }) => table !== undefined && pick(table) !== undefined);
    if (!found?.table) return null;
    const row = pick(found.table) as T;
    return { ...locate(place(found.table, row), layers, found.layer), row };
  };
  return {
    rows: laid(
      layers,
      scopes,
      (rows) => (rows.words?.[domain] as WordTable | undefined)?.rows,
      (row) => fold(row.native),
      (removal) => removals.push({ ...removal, what: domain }),
    ),
    unknown: last(
      (table) => table.unknown,
      (_, value) => value,
    ),
    none: last(
      (table) => table.none,
      (_, value) => value,
    ),
    same: last(
      (table) => table.same,
      (table) => table,
    ),
    absent: last(
      (table) => table.absent,
      (table) => table,
    ),
  };
}

/** The class and those it is like, farthest first. A circle ends where it closes; the laws name it. */
function familyOf(layers: readonly Layer[], native: string): readonly string[] {
  const family = [native];
  for (;;) {
    const like = layers
      .map(({ yaml }) => ownRows(yaml, family[0] ?? native)?.like)
      .findLast((name) => name !== undefined);
    if (like === undefined || family.includes(like)) return family;
    family.unshift(like);
  }
}

function ownRows(yaml: MappingYaml, native: string): ClassRows | undefined {
  return yaml.classes !== undefined && Object.hasOwn(yaml.classes, native) ? yaml.classes[native] : undefined;
}

function shared({ status, statuses, fields, words }: MappingYaml): ClassRows {
  return { status, statuses, fields, words } as ClassRows;
}
