import type { Dropped, NativeFields, NativeValue } from '@passerelle/connector';
import { fieldsOf } from '../schema.js';
import { raw, type Row } from '../wire/row.js';
import { normalise, same } from './normal.js';
import type { Writer } from './step.js';

export interface Comparison {
  readonly says: NativeFields;
  readonly dropped: readonly Dropped[];
}

/**
 * The answer to a write against what was sent. ServiceNow drops unknown columns, columns without write access, choices
 * outside their list and parts of long texts at 200 and without a word (product documentation, glide.rest.choice.*).
 */
export function compare(
  row: Row,
  sent: NativeFields,
  nativeClass: string,
  { layouts, lengths }: Pick<Writer, 'layouts' | 'lengths'>,
): Comparison {
  const { columns } = layouts(nativeClass);
  const others = Object.keys(sent).filter((name) => !Object.hasOwn(columns, name));
  const says = fieldsOf(
    row,
    others.length === 0
      ? columns
      : { ...columns, ...Object.fromEntries(others.map((name) => [name, 'text' as const])) },
  );
  const normal = (name: string, value: NativeValue): NativeValue =>
    normalise(layouts, lengths, nativeClass, name, value);
  const dropped = Object.entries(sent).flatMap(([field, value]): Dropped[] => {
    const kept = raw(row, field) === undefined ? null : (says[field] ?? null);
    return same(value, kept) || same(normal(field, value), normal(field, kept)) || sameFlag(value, kept)
      ? []
      : [{ field, sent: value, kept }];
  });
  return { says, dropped };
}

/** Booleans come back as words, whatever they were sent as. */
function sameFlag(sent: NativeValue, kept: NativeValue): boolean {
  return (kept === 'true' && sent === '1') || (kept === 'false' && (sent === '0' || sent === null));
}
