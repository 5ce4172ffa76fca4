import type { NativeCode, NativeReference, NativeValue } from '@passerelle/connector';
import { withoutCreateMark } from '../reading/mark.js';
import { trimmed } from '../reading/text.js';

/** One line, or the tool takes the sender for a robot. */
export function flat(text: string): string {
  return trimmed(text.replace(/[\r\n\t]+/g, ' '));
}

const lines = new Set(['subject', 'category', 'status', 'priority']);

/** What the tool keeps of a value: lines flat, texts with plain line ends and without outer blanks, people by name and e-mail. */
export function normal(_class: NativeCode, field: string, value: NativeValue): NativeValue {
  if (value === null) return null;
  if (typeof value === 'string') {
    if (lines.has(field)) return flat(value) || null;
    return trimmed(withoutCreateMark(value.replace(/\r\n?/g, '\n'))) || null;
  }
  if (Array.isArray(value)) return value as NativeValue;
  const reference = value as NativeReference;
  if (field !== 'requester') return reference.id === null ? reference : { id: reference.id, name: null };
  const name = reference.name === null ? null : flat(reference.name);
  return { id: null, name, email: reference.email?.trim().toLowerCase() || null };
}

export function same(field: string, one: NativeValue | undefined, two: NativeValue | undefined): boolean {
  return JSON.stringify(normal('', field, one ?? null)) === JSON.stringify(normal('', field, two ?? null));
}
