import {
  asIs,
  type NativeFields,
  type NativeReference,
  type NativeTicket,
  type NativeValue,
  type Told,
} from '@passerelle/connector';
import { personal, type ColumnKind, type Columns, type Layouts } from './columns.js';
import { nativeId, versionOf } from './id.js';
import { readInstant } from './instant.js';
import { correlationDisplay } from './mark.js';
import { linked, raw, shown, text, type Row } from './wire/row.js';

/** A ticket without its journal and attachments, which other tables hold. */
export type TicketHead = Omit<NativeTicket, 'entries' | 'attachments'>;

/** What of a row cannot be understood. */
export interface Flaw {
  readonly number: string | null;
  readonly expected: Told;
  readonly came: Told;
}

export type Understood = { readonly head: TicketHead } | { readonly flaw: Flaw };

export interface Reading {
  /** The table that was asked; rows of a class below it say so themselves. */
  readonly table: string;
  readonly layouts: Layouts;
  /** Without a slash at the end. */
  readonly url: string;
  /** The user who stands for people without an account, where the site has one. */
  readonly standIn?: string | undefined;
}

/** A record of `sysparm_display_value=all` in the words of the contract. */
export function understand(row: Row, { table, layouts, url, standIn }: Reading): Understood {
  const number = text(row, 'number') || null;
  const sysId = text(row, 'sys_id');
  const updated = text(row, 'sys_updated_on');
  const changedAt = readInstant(updated);
  const nativeClass = text(row, 'sys_class_name') || table;
  if (sysId === '' || changedAt === null) {
    const expected = {
      fr: 'un sys_id et la date du dernier changement',
      en: 'a sys_id and the instant of the last change',
    };
    const came = sysId === '' ? { fr: 'aucun sys_id', en: 'none' } : asIs(`sys_updated_on «${updated}»`);
    return { flaw: { number, expected, came } };
  }
  const fields: Record<string, NativeValue> = {};
  for (const [name, kind] of Object.entries(layouts(nativeClass).columns)) {
    const given = raw(row, name);
    if (given === undefined) continue;
    const value = valueOf(row, name, kind, given);
    if (value === undefined) {
      const expected = { fr: `une date et une heure dans ${name}`, en: `a date and time in ${name}` };
      return { flaw: { number, expected, came: asIs(`«${text(row, name).slice(0, 60)}»`) } };
    }
    fields[name] = kind === 'user' && given === standIn ? { ...(value as NativeReference), standIn: true } : value;
  }
  return {
    head: {
      id: nativeId({ table: nativeClass, sysId }),
      class: nativeClass,
      number,
      version: versionOf(text(row, 'sys_mod_count'), updated),
      changedAt,
      url: addressOf(url, nativeClass, sysId),
      createdBy: text(row, 'correlation_display') === correlationDisplay ? text(row, 'correlation_id') || null : null,
      fields,
    },
  };
}

export function addressOf(url: string, table: string, sysId: string): string {
  return `${url}/${table}.do?sys_id=${encodeURIComponent(sysId)}`;
}

/** What the tool says in the columns of a class, as far as this row has them; unreadable instants are left out. */
export function fieldsOf(row: Row, columns: Columns): NativeFields {
  const fields: Record<string, NativeValue> = {};
  for (const name in columns) {
    const given = raw(row, name);
    const value = given === undefined ? undefined : valueOf(row, name, columns[name] ?? 'text', given);
    if (value !== undefined) fields[name] = value;
  }
  return fields;
}

function valueOf(row: Row, name: string, kind: ColumnKind, value: string): NativeValue | undefined {
  if (value === '') return null;
  switch (kind) {
    case 'text':
      return linked(row, name) ? { id: value, name: shown(row, name) || null } : value;
    case 'instant':
      return readInstant(value) ?? undefined;
    case 'reference':
      return { id: value, name: shown(row, name) || null };
    case 'user':
      return person(row, name, value);
    case 'list':
      return members(value, shown(row, name) ?? '');
    case 'login':
      return { id: null, name: null, login: value };
  }
}

function person(row: Row, name: string, id: string): NativeReference {
  const reference: Record<string, string | null> = {};
  for (const [column, part] of Object.entries(personal)) {
    const value = raw(row, `${name}.${column}`);
    if (value !== undefined) reference[part] = value || null;
  }
  return { id, name: shown(row, name) || null, ...reference };
}

/** Lists hold sys_ids, and watch lists bare addresses too. Names stand in the same order, unless one of them holds a comma. */
function members(value: string, display: string): NativeValue {
  const ids = value.split(',').map((id) => id.trim());
  const names = display.split(',').map((name) => name.trim());
  return ids
    .filter((id) => id !== '')
    .map((id, index): NativeReference => {
      const name = names.length === ids.length ? names[index] || null : null;
      return id.includes('@') ? { id: null, name, email: id } : { id, name };
    });
}
