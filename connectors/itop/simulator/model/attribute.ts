/** What an attribute of the data model is, as far as the REST services tell them apart. */
export type AttributeKind =
  | 'string'
  | 'text'
  | 'html'
  | 'caselog'
  | 'enum'
  | 'key'
  | 'objectkey'
  | 'field'
  | 'datetime'
  | 'integer'
  | 'duration'
  | 'stopwatch'
  | 'deadline'
  | 'passed'
  | 'over'
  | 'links'
  | 'blob'
  | 'meta'
  | 'password';

export interface Attribute {
  readonly code: string;
  readonly kind: AttributeKind;
  readonly en: string;
  readonly fr: string;
  /** NOT NULL in the database: what REST enforces at creation. */
  readonly mandatory?: boolean;
  /** Of an enum: whether it may be empty. */
  readonly nullable?: boolean;
  readonly default?: string;
  /** Characters of a string, bytes of a text. */
  readonly max?: number;
  readonly values?: readonly string[];
  /** Class of a key. */
  readonly target?: string;
  /** A key whose reply names the real class too (`_finalclass_recall`), with what it says while nothing is set. */
  readonly recall?: string;
  /** A key whose target can be obsolete. */
  readonly flag?: boolean;
  /** A field seen through a key: the key and the attribute of its target. */
  readonly via?: readonly [key: string, attribute: string];
  /** A link set: the class of its rows, and their key that points back. */
  readonly rows?: readonly [rowClass: string, back: string];
  /** Part of a stopwatch. */
  readonly of?: string;
}

type Options = Omit<Attribute, 'code' | 'kind' | 'en' | 'fr'>;

function maker(kind: AttributeKind, fixed: Options = {}) {
  return (code: string, en: string, fr = en, options: Options = {}): Attribute => ({
    code,
    kind,
    en,
    fr,
    ...fixed,
    ...options,
  });
}

export const string = maker('string', { max: 255 });
export const text = maker('text', { max: 65_535 });
export const html = maker('html', { max: 65_535 });
export const caselog = maker('caselog');
export const choice = maker('enum');
export const datetime = maker('datetime');
export const integer = maker('integer');
export const duration = maker('duration');
export const stopwatch = maker('stopwatch');
export const blob = maker('blob');
export const objectkey = maker('objectkey');
export const password = maker('password');

export function key(code: string, target: string, en: string, fr = en, options: Options = {}): Attribute {
  return { code, kind: 'key', en, fr, target, ...options };
}

export function field(code: string, through: string, attribute: string, en = code, fr = en): Attribute {
  return { code, kind: 'field', en, fr, via: [through, attribute] };
}

export function links(code: string, rowClass: string, back: string, en: string, fr = en): Attribute {
  return { code, kind: 'links', en, fr, rows: [rowClass, back] };
}

export function part(code: string, kind: 'deadline' | 'passed' | 'over', of: string): Attribute {
  return { code, kind, en: code, fr: code, of };
}
