import type { NativeFields, NativeReference, NativeValue, Told } from '@passerelle/connector';
import { journalColumns, type Columns } from '../columns.js';
import { writeInstant } from '../instant.js';

export interface Flattened {
  /** Column to database value, as the Table API takes it. */
  readonly body: Readonly<Record<string, string>>;
  /** Columns whose value names nobody: nothing is sent for them, since any text would be stored as a reference. */
  readonly unsendable: readonly string[];
}

/**
 * Values as text. References become bare sys_ids: an object would be stored as the Java text of itself, cut at 32
 * characters, and a name as a reference to nothing (recorded of sc_request in 2022).
 */
export function flatten(fields: NativeFields, columns: Columns): Flattened {
  const body: Record<string, string> = {};
  const unsendable: string[] = [];
  for (const [name, value] of Object.entries(fields)) {
    const flat = textOf(value, columns[name]);
    if (flat === null) unsendable.push(name);
    else body[name] = flat;
  }
  return { body, unsendable };
}

/** Journals are written by entries, each with its audience: never as a field that nobody looks at. null: none is among them. */
export function journalAmong(fields: NativeFields): Told | null {
  const journal = Object.keys(fields).find((name) => journalColumns.has(name));
  if (journal === undefined) return null;
  return {
    fr: `${journal} est un journal ; écrivez des lignes, chacune avec sa visibilité`,
    en: `${journal} is a journal; write entries, each with its audience`,
  };
}

export function textOf(value: NativeValue, kind?: Columns[string]): string | null {
  if (value === null) return '';
  if (typeof value === 'string') return kind === 'instant' ? (writeInstant(value) ?? value) : value;
  if (isReference(value)) return value.id;
  const members = value.map((one) => (typeof one === 'string' ? one : (one.id ?? one.email ?? null)));
  return members.every((one) => one !== null) ? members.join(',') : null;
}

export function isReference(value: NativeValue): value is NativeReference {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}
