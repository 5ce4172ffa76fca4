/** `internal_type` of sys_dictionary, as far as the simulated tables use it. */
export type ColumnKind =
  | 'string'
  | 'html'
  | 'conditions'
  | 'email'
  | 'url'
  | 'integer'
  | 'decimal'
  | 'currency'
  | 'boolean'
  | 'glide_date_time'
  | 'glide_date'
  | 'due_date'
  | 'glide_duration'
  | 'timer'
  | 'reference'
  | 'glide_list'
  | 'journal_input'
  | 'journal_list'
  | 'password2'
  | 'domain_id'
  | 'domain_path'
  | 'sys_class_name'
  | 'GUID';

export interface Label {
  readonly en: string;
  readonly fr: string;
}

export interface Column {
  readonly name: string;
  readonly kind: ColumnKind;
  /** Longest value kept, in characters; longer ones are cut silently. */
  readonly length: number;
  readonly label: Label;
  /** The table a reference or list points to. */
  readonly reference?: string;
  /** 1 list with "-- None --", 2 suggestion (any value), 3 list without none: the values of sys_dictionary.choice. */
  readonly choice?: 1 | 2 | 3;
  /** The column whose value a choice must fit. */
  readonly dependent?: string;
  readonly default?: string;
  readonly readOnly?: true;
  readonly mandatory?: true;
  /** Columns that only the 2016 documentation samples have, or only later releases. */
  readonly release?: 'geneva' | 'recent';
}

type Extra = Partial<Omit<Column, 'name' | 'kind' | 'label'>>;

const lengths: Readonly<Record<ColumnKind, number>> = {
  string: 40,
  html: 65_536,
  conditions: 4000,
  email: 100,
  url: 1024,
  integer: 40,
  decimal: 15,
  currency: 20,
  boolean: 40,
  glide_date_time: 40,
  glide_date: 40,
  due_date: 40,
  glide_duration: 40,
  timer: 40,
  reference: 32,
  glide_list: 4000,
  journal_input: 4000,
  journal_list: 4000,
  password2: 255,
  domain_id: 32,
  domain_path: 255,
  sys_class_name: 80,
  GUID: 32,
};

export function column(kind: ColumnKind, name: string, en: string, fr: string, extra: Extra = {}): Column {
  return { name, kind, label: { en, fr }, length: lengths[kind], ...extra };
}
export function text(name: string, length: number, en: string, fr: string, extra: Extra = {}): Column {
  return column('string', name, en, fr, { length, ...extra });
}
export function reference(name: string, table: string, en: string, fr: string, extra: Extra = {}): Column {
  return column('reference', name, en, fr, { reference: table, ...extra });
}
export function list(name: string, table: string, en: string, fr: string, extra: Extra = {}): Column {
  return column('glide_list', name, en, fr, { reference: table, ...extra });
}
export function flag(name: string, en: string, fr: string, value: 'true' | 'false' = 'false'): Column {
  return column('boolean', name, en, fr, { default: value });
}
export function instant(name: string, en: string, fr: string, extra: Extra = {}): Column {
  return column('glide_date_time', name, en, fr, extra);
}
export function count(name: string, en: string, fr: string, extra: Extra = {}): Column {
  return column('integer', name, en, fr, extra);
}
/** A string column with a choice list. */
export function word(name: string, en: string, fr: string, extra: Extra = {}): Column {
  return column('string', name, en, fr, { choice: 1, ...extra });
}
/** An integer column with a choice list. */
export function level(name: string, en: string, fr: string, extra: Extra = {}): Column {
  return column('integer', name, en, fr, { choice: 3, ...extra });
}
