import type { NativeFields, NativeReference, NativeValue } from '@passerelle/connector';
import { isInstant, type Asset, type Instant, type Person } from '@passerelle/ticket';

type One = string | NativeReference;

/** null and the empty text are nothing; undefined is a field that the tool did not speak of. */
export function isEmpty(value: NativeValue | undefined): boolean {
  if (value === undefined || value === null || value === '') return true;
  if (typeof value === 'string') return false;
  if (Array.isArray(value)) return value.every((one: One) => isEmpty(one));
  const { id, name, email, login } = value as NativeReference;
  return [id, name, email, login].every((part) => (part ?? '') === '');
}

export function fieldOf(fields: NativeFields, name: string): NativeValue | undefined {
  return Object.hasOwn(fields, name) ? fields[name] : undefined;
}

export function each(value: NativeValue): readonly One[] {
  const all: readonly One[] = value === null ? [] : Array.isArray(value) ? (value as readonly One[]) : [value as One];
  return all.filter((one) => !isEmpty(one));
}

/** As one piece of text; a reference is its name, or else its id. */
export function textOf(value: NativeValue): string | null {
  if (value === null || typeof value === 'string') return value;
  const names = each(value).map(nameOf);
  return names.length === 0 ? null : names.join(', ');
}

export function nameOf(one: One): string {
  return typeof one === 'string' ? one : (one.name ?? one.id ?? '');
}

const cutName = /\.\.\.|…/;

/** A name with dots in it is cut even where the tool's connector did not say so: it must never be matched. */
export function personOf(one: One): Person {
  const reference: NativeReference = typeof one === 'string' ? { id: null, name: one } : one;
  const { id, name, email = null, login = null, employeeNumber = null, cut = false } = reference;
  const nameless = name === null && email === null && login === null && employeeNumber === null;
  return {
    name: nameless ? id : name,
    email,
    login,
    employeeNumber,
    cut: cut || (name !== null && cutName.test(name)),
  };
}

export function personFrom(value: NativeValue): Person | null {
  const [first] = each(value);
  return first === undefined ? null : personOf(first);
}

export function assetOf(one: One, machineOf?: (id: string) => Asset | null): Asset {
  const known = typeof one === 'object' && one.id !== null ? machineOf?.(one.id) : null;
  if (known) return known;
  return { name: nameOf(one), serial: null, uuid: null };
}

export function tagsOf(value: NativeValue, separator: string): readonly string[] {
  const tags = typeof value === 'string' ? value.split(separator) : each(value).map(nameOf);
  return tags.map((tag) => tag.trim()).filter((tag) => tag !== '');
}

export function instantOf(value: NativeValue): Instant | null {
  const text = textOf(value);
  return isInstant(text) ? text : null;
}

export function numberOf(value: NativeValue): number | null {
  const text = textOf(value)?.trim() ?? '';
  const number = text === '' ? Number.NaN : Number(text);
  return Number.isFinite(number) ? number : null;
}
