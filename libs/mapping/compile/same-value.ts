import type { NativeValue } from '@passerelle/connector';
import type { Person } from '@passerelle/ticket';

/** Whether two native values are one as far as a mapping can tell: a reference is the record that it names. */
export function sameNative(a: NativeValue | undefined, b: NativeValue | undefined): boolean {
  return JSON.stringify(comparable(a ?? null)) === JSON.stringify(comparable(b ?? null));
}

function comparable(value: NativeValue): unknown {
  if (value === null || typeof value === 'string') return value === null ? null : tidy(value) || null;
  if (Array.isArray(value)) {
    const items = value.map((item: NativeValue) => JSON.stringify(comparable(item))).sort();
    return items.length === 0 ? null : items;
  }
  const { id, name } = value as { readonly id: string | null; readonly name: string | null };
  return id ?? name;
}

/** Whether two canonical values mean the same thing to whoever reads them. */
export function sameValue(a: unknown, b: unknown): boolean {
  if (isNothing(a) || isNothing(b)) return isNothing(a) && isNothing(b);
  if (typeof a === 'string' && typeof b === 'string') return tidy(a) === tidy(b);
  if (Array.isArray(a) && Array.isArray(b)) return sameList(a, b);
  if (isPerson(a) && isPerson(b)) return samePerson(a, b);
  if (isRecord(a) && isRecord(b)) {
    // Codes of a group are read off its name, and what a tool does not know of an asset is not another asset.
    if ('name' in a && 'name' in b) return sameValue(a['name'], b['name']);
    return [...new Set([...Object.keys(a), ...Object.keys(b)])].every((key) => sameValue(a[key], b[key]));
  }
  return a === b;
}

/** Tools fold line ends and outer blanks each in their way: a text is the same text whatever of those it has. */
export function tidy(text: string): string {
  return text.normalize('NFC').replaceAll('\r\n', '\n').replaceAll('\r', '\n').trim();
}

/** One account known by its mail, login or number on both sides; else a name, unless something speaks against it. */
function samePerson(a: Person, b: Person): boolean {
  const keys = ['email', 'login', 'employeeNumber'] as const;
  const pairs = keys.flatMap((key) => {
    const [one, other] = [a[key], b[key]];
    return one === null || other === null ? [] : [one.toLowerCase() === other.toLowerCase()];
  });
  if (pairs.length > 0) return pairs.every(Boolean);
  return a.name !== null && b.name !== null && tidy(a.name) === tidy(b.name) && a.cut === b.cut;
}

function sameList(a: readonly unknown[], b: readonly unknown[]): boolean {
  if (a.length !== b.length) return false;
  const left = [...b];
  return a.every((one) => {
    const at = left.findIndex((other) => sameValue(one, other));
    if (at >= 0) left.splice(at, 1);
    return at >= 0;
  });
}

function isNothing(value: unknown): boolean {
  if (value === null || value === undefined || value === '') return true;
  if (typeof value === 'string') return tidy(value) === '';
  return Array.isArray(value) && value.length === 0;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isPerson(value: unknown): value is Person {
  return isRecord(value) && 'cut' in value;
}
