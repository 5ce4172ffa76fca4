import type { NativeFields, NativeValue } from '@passerelle/connector';
import { journalColumns, type Layouts } from '../columns.js';
import { readInstant, writeInstant } from '../instant.js';
import { isReference } from './flatten.js';

/** Longest value that a column keeps, in UTF-16 units; null where the dictionary is not known or states none. */
export type Lengths = (nativeClass: string, field: string) => number | null;

/** What ServiceNow keeps of a value: line ends, outer blanks, empty as null, cut texts, whole seconds, references by id. */
export function normalise(
  layouts: Layouts,
  lengths: Lengths,
  nativeClass: string,
  field: string,
  value: NativeValue,
): NativeValue {
  if (value === null) return null;
  if (typeof value === 'string') {
    if (layouts(nativeClass).columns[field] === 'instant') return instantOf(value);
    const text = journalColumns.has(field) ? normalText(value) : plainText(value);
    // The length of a journal column is that of its input field, not of an entry.
    const cut = journalColumns.has(field) ? text : shorten(text, lengths(nativeClass, field));
    return cut === '' ? null : cut;
  }
  if (isReference(value)) return value.id === null ? value : { id: value.id, name: null };
  if (value.length === 0) return null;
  return value.map((one) => (typeof one === 'string' || one.id === null ? one : { id: one.id, name: null }));
}

/** The text of an entry. `[code]` would be rendered as HTML in the journal, so it is kept from being a tag. */
export function normalText(text: string): string {
  return plainText(text).replace(/\[(\/?code)\]/gi, '[\u200b$1]');
}

export function plainText(text: string): string {
  return text.replace(/\r\n?/g, '\n').trim();
}

function instantOf(value: string): string | null {
  if (value === '') return null;
  const raw = writeInstant(value);
  return (raw === null ? readInstant(value) : readInstant(raw)) ?? value;
}

/** Longer texts are cut without a word. A character of two units is not cut in half. */
function shorten(text: string, most: number | null): string {
  if (most === null || text.length <= most) return text;
  return text
    .slice(0, most)
    .replace(/[\ud800-\udbff]$/, '')
    .trim();
}

/** Whether two values are the same once ServiceNow has kept them. */
export function same(a: NativeValue, b: NativeValue): boolean {
  return stable(a) === stable(b);
}

function stable(value: NativeValue): string {
  if (value === null || value === '') return '';
  if (typeof value === 'string') return value;
  if (isReference(value)) return value.id ?? value.email ?? value.name ?? '';
  return value.map((one) => stable(one)).join(',');
}

export function pick(fields: NativeFields, names: readonly string[]): NativeFields {
  return Object.fromEntries(Object.entries(fields).filter(([name]) => names.includes(name)));
}
