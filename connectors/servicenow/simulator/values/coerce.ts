import type { Actor } from '../access/actor.js';
import type { Column } from '../dictionary/column.js';
import type { Database } from '../store/database.js';
import { cell, idOf } from '../store/row.js';
import { parseStamp, readDate, readInstant, stamp } from './instants.js';

/** What a JSON value becomes as text: an object is stored as a Java map prints itself. */
export function asText(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (Array.isArray(value)) return `[${value.map(asText).join(', ')}]`;
  if (typeof value === 'object') {
    return `{${Object.entries(value)
      .map(([key, one]) => `${key}=${asText(one)}`)
      .join(', ')}}`;
  }
  return typeof value === 'string' ? value : JSON.stringify(value);
}

export interface Reading {
  readonly database: Database;
  readonly actor: Actor;
  /** sysparm_input_display_value: names are resolved and dates read in the user's zone. */
  readonly displayed: boolean;
}

/** A sent value as it is stored in a column. Nothing is refused: what does not fit is emptied or cut, without a word. */
export function coerce(reading: Reading, column: Column, sent: unknown): string {
  const text = asText(sent);
  switch (column.kind) {
    case 'boolean':
      return text === 'true' || text === '1' ? 'true' : 'false';
    case 'integer':
    case 'decimal':
    case 'currency':
      return number(column, text);
    case 'glide_date_time':
    case 'due_date':
      return reading.displayed ? readInstant(text, reading.actor) : storedInstant(text);
    case 'glide_date':
      return reading.displayed ? readDate(text, reading.actor) : storedInstant(text).slice(0, 10);
    case 'glide_duration':
    case 'timer':
      return storedInstant(text);
    case 'reference':
    case 'domain_id':
      return (reading.displayed ? resolve(reading, column, text) : text).slice(0, column.length);
    case 'glide_list':
      return (reading.displayed ? resolveList(reading, column, text) : text).slice(0, column.length);
    case 'string':
    case 'html':
    case 'conditions':
    case 'email':
    case 'url':
    case 'journal_input':
    case 'journal_list':
    case 'domain_path':
    case 'sys_class_name':
    case 'GUID':
      return text.slice(0, column.length);
    case 'password2':
      return text === '' ? '' : `${Buffer.from(text).toString('base64').slice(0, 200)}:cipher`;
  }
}

function number(column: Column, text: string): string {
  const value = text.trim();
  if (value === '' || Number.isNaN(Number(value))) return '';
  return column.kind === 'integer' ? String(Math.trunc(Number(value))) : value;
}

/** A bare date is completed with midnight; what is no date becomes empty (recorded of requested_date). */
function storedInstant(text: string): string {
  const ms = parseStamp(text);
  return ms === null ? '' : stamp(ms);
}

function resolve(reading: Reading, column: Column, text: string): string {
  const wanted = text.trim();
  const shape = reading.database.dictionary.shape(column.reference ?? '');
  if (wanted === '' || !shape) return wanted;
  const known = reading.database.find(shape.name, wanted);
  if (known) return idOf(known);
  const display = shape.table.display;
  const rows = reading.database.shelf(shape).indexed(display)
    ? reading.database.where(shape.name, display, wanted)
    : reading.database.all(shape.name).filter((row) => cell(row, display).toLowerCase() === wanted.toLowerCase());
  // An unresolvable name ends as an empty reference, never as an error.
  return rows[0] ? idOf(rows[0]) : '';
}

function resolveList(reading: Reading, column: Column, text: string): string {
  return text
    .split(',')
    .map((name) => resolve(reading, column, name))
    .filter((id) => id !== '')
    .join(',');
}
