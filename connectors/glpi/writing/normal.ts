import type { NativeReference, NativeValue } from '@passerelle/connector';
import type { Config } from '../config.js';
import { isJournal } from '../journals.js';
import { unmarked } from '../mark.js';
import { instants, people, solutionField, teams } from '../reading/columns.js';
import { shownAsHtml } from '../wire/decode.js';

const lists: ReadonlySet<string> = new Set([...people, ...teams, 'items']);
const dates: ReadonlySet<string> = new Set(instants);

/** What GLPI keeps of a value that it accepts. */
export function normalise({ texts }: Pick<Config, 'texts'>, field: string, value: NativeValue): NativeValue {
  if (lists.has(field)) return membersOf(value);
  if (value === null || value === '') return null;
  if (typeof value !== 'string')
    return Array.isArray(value) ? value : ((value as NativeReference).name ?? (value as NativeReference).id);
  if (field === 'name') return Array.from(value).slice(0, 255).join('').trim() || null;
  if (field === 'content' || field === solutionField) return shown(unmarked(value).text.trim()) || null;
  if (dates.has(field)) return value.replace(/\.\d+Z$/, '.000Z');
  return isJournal(field) ? shown(value) : value;

  function shown(text: string): string {
    return texts === 'html' ? shownAsHtml(text) : text;
  }
}

/** Who it is, whatever the order: numbers, or addresses of those who have none. */
function membersOf(value: NativeValue): NativeValue {
  const all =
    value === null
      ? []
      : Array.isArray(value)
        ? (value as readonly (string | NativeReference)[])
        : [value as string | NativeReference];
  const known = all
    .map((one) => (typeof one === 'string' ? one : (one.id ?? one.email ?? one.name ?? '')))
    .filter((one) => one !== '');
  return known.length === 0 ? null : [...new Set(known)].toSorted();
}

export function same(config: Pick<Config, 'texts'>, field: string, a: NativeValue, b: NativeValue): boolean {
  return JSON.stringify(normalise(config, field, a)) === JSON.stringify(normalise(config, field, b));
}
