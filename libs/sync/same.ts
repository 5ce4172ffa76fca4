import type { NativeValue, TicketSink } from '@passerelle/connector';
import { stable } from './identity.js';

/** Whether a tool keeps both values as the same one: in its normal form, and a reference is the record that it names. */
export function isSame(
  sink: Pick<TicketSink, 'normal'> | undefined,
  nativeClass: string,
  field: string,
  a: NativeValue | undefined,
  b: NativeValue | undefined,
): boolean {
  const normal = (value: NativeValue): NativeValue => (sink ? sink.normal(nativeClass, field, value) : value);
  return stable(comparable(normal(a ?? null))) === stable(comparable(normal(b ?? null)));
}

/** A reference is the record that it names, whatever it is called on the way. */
function comparable(value: NativeValue): unknown {
  if (value === null || typeof value === 'string') return value === '' ? null : value;
  if (Array.isArray(value)) return value.map((item: NativeValue) => comparable(item));
  const reference = value as { readonly id: string | null; readonly name: string | null };
  return reference.id ?? reference.name;
}
