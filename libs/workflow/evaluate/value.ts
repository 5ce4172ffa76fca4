import type { Group, Person, Ticket } from '@passerelle/ticket';
import type { FieldPath } from '../rule.js';

/** What stands in a field or in a part of one; null for nothing: no value, an empty list, a blank text. */
export function valueAt(ticket: Ticket, { field, part }: FieldPath): unknown {
  const whole: unknown = ticket[field];
  if (part === null) return nothing(whole) ? null : whole;
  if (typeof whole !== 'object' || whole === null || !Object.hasOwn(whole, part)) return null;
  const inside = (whole as Readonly<Record<string, unknown>>)[part];
  return nothing(inside) ? null : inside;
}

function nothing(value: unknown): boolean {
  if (value === null || value === undefined) return true;
  if (typeof value === 'string') return value.trim() === '';
  return Array.isArray(value) && value.length === 0;
}

/** For people: how a value reads in a trace. */
export function shown(value: unknown): string {
  if (value === null || value === undefined) return 'nothing';
  if (isNamed(value)) return `«${value.name ?? '?'}»`;
  if (Array.isArray(value)) return `${value.length} of them`;
  if (typeof value === 'object') return 'something';
  const text = String(value as string | number | boolean);
  return `«${text.length > 60 ? `${text.slice(0, 59)}…` : text}»`;
}

export function isGroup(value: unknown): value is Group {
  return typeof value === 'object' && value !== null && 'codes' in value;
}

export function isPerson(value: unknown): value is Person {
  return typeof value === 'object' && value !== null && 'login' in value && 'cut' in value;
}

function isNamed(value: unknown): value is Group | Person {
  return isGroup(value) || isPerson(value);
}

/** Equal as JSON, whatever the order of members. */
export function isSame(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const names = Object.keys(a);
  return (
    names.length === Object.keys(b).length &&
    names.every(
      (name) =>
        Object.hasOwn(b, name) &&
        isSame((a as Readonly<Record<string, unknown>>)[name], (b as Readonly<Record<string, unknown>>)[name]),
    )
  );
}
