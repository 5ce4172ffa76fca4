/** How a value of an attribute is told and taken: `reference` is an external key, `references` a set of them. */
export const fieldKinds = ['line', 'text', 'html', 'code', 'instant', 'number', 'reference'] as const;
export type FieldKind = (typeof fieldKinds)[number];

export interface Field {
  readonly kind: FieldKind;
  readonly label: string;
  /** Of a reference: the class that it points at. */
  readonly target?: string;
  /** Of a code: value to label. */
  readonly choices?: Readonly<Record<string, string>>;
  readonly mandatory?: boolean;
  /** Characters of a line, bytes of a text. */
  readonly max?: number;
  /** Worked out by iTop: a value that is sent is refused, or dropped without a word. */
  readonly readonly?: boolean;
}

export type Fields = Readonly<Record<string, Field>>;
