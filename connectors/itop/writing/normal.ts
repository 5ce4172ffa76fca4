import type { NativeReference, NativeValue } from '@passerelle/connector';
import type { Fields } from '../field-kinds.js';
import { placeOf } from '../id.js';
import { isLog } from '../reading/log.js';
import { normalHtml } from './html.js';

/** What iTop keeps of a value: whole seconds, references by id, empty as null, HTML as it parses it. */
export function normalise(layout: Fields, field: string, value: NativeValue): NativeValue {
  if (value === null) return null;
  const kind = isLog(field) ? 'html' : layout[field]?.kind;
  if (typeof value === 'string') return text(kind, value);
  if (isReference(value)) return value.id === null ? value : { id: value.id, name: null };
  if (value.length === 0) return null;
  return value.map((one) => (typeof one === 'string' || one.id === null ? one : { id: one.id, name: null }));
}

function text(kind: Fields[string]['kind'] | undefined, value: string): string | null {
  if (kind === 'html') return normalHtml(value) || null;
  if (kind === 'instant') return value.replace(/\.\d{1,9}Z$/, '.000Z') || null;
  return value.toWellFormed().replace(/\r\n?/g, '\n') || null;
}

export function isReference(value: NativeValue | undefined): value is NativeReference {
  return value !== null && value !== undefined && typeof value === 'object' && !Array.isArray(value);
}

/** Somebody or something that is told by name: what its number will be, iTop says. */
export function isNamed(layout: Fields, field: string, value: NativeValue): boolean {
  if (isReference(value)) return value.id === null;
  return (
    layout[field]?.kind === 'reference' && typeof value === 'string' && !/^\d+$/.test(value) && placeOf(value) === null
  );
}

/** Whether two values are one to iTop. */
export function same(layout: Fields, field: string, a: NativeValue, b: NativeValue): boolean {
  return stable(normalise(layout, field, a)) === stable(normalise(layout, field, b));
}

function stable(value: NativeValue): string {
  if (value === null) return '';
  if (typeof value === 'string') return value;
  if (isReference(value)) return value.id ?? value.email ?? value.name ?? '';
  return value
    .map((one) => stable(one))
    .toSorted()
    .join(',');
}
