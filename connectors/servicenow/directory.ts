import {
  Fault,
  type NativeGroup,
  type NativePerson,
  type NativePlace,
  type PersonHint,
  type PersonSource,
} from '@passerelle/connector';
import { everyRow, type Survey } from './wire/every.js';
import type { Instance } from './wire/instance.js';
import { above, all, ascending, contains, expressible, oneOf } from './wire/query.js';
import { text, type Row } from './wire/row.js';

const userFields = ['sys_id', 'name', 'email', 'user_name', 'employee_number', 'active'];

/** What of a hint is looked for in which column. */
const columns = [
  ['email', (hint: PersonHint) => hint.email],
  ['user_name', (hint: PersonHint) => hint.login],
  ['employee_number', (hint: PersonHint) => hint.employeeNumber],
  ['name', (hint: PersonHint) => hint.name],
] as const;

const tables = { organisation: 'core_company', site: 'cmn_location' } as const;
const closed: ReadonlySet<Fault['kind']> = new Set(['unauthorized', 'unsupported', 'rejected']);

/** Users and groups of the instance, inactive ones too: references to them are taken, so people must be told. */
export function openDirectory(instance: Instance): PersonSource {
  const { standIn } = instance.config;
  return {
    ...(standIn !== undefined && { standIn }),
    async persons(hints, signal) {
      const wanted = columns.map(([column, part]) => ({ column, values: distinct(hints.map(part)) }));
      const asked = wanted.filter(({ values }) => values.size > 0);
      const found = await everyRow(
        instance,
        asked.map(({ column, values }) => survey('sys_user', column, [...values.values()], userFields)),
        signal,
      );
      const persons = new Map<string, NativePerson>();
      for (const [index, { rows }] of found.entries()) {
        const { column, values } = asked[index] ?? { column: 'name', values: new Map<string, string>() };
        // A column that the account may not filter by is dropped from the question, and then everybody comes.
        for (const row of rows)
          if (values.has(plain(text(row, column)))) persons.set(text(row, 'sys_id'), personOf(row));
      }
      return [...persons.values()];
    },
    async places(kind, hints, signal) {
      const table = tables[kind];
      const named = distinct(hints.map(({ name }) => name));
      if (named.size === 0) return [];
      const fields = ['sys_id', 'name'];
      const parts = new Set(hints.flatMap(({ name, codes }) => [...codes, ...longestWord(name)]).filter(expressible));
      try {
        const found = await everyRow(
          instance,
          [
            survey(table, 'name', [...named.values()], fields),
            ...[...parts].map((part) => holding(table, part, fields)),
          ],
          signal,
        );
        const places = new Map(found.flatMap(({ rows }) => rows.map((row) => [text(row, 'sys_id'), row] as const)));
        return [...places].map(([id, row]): NativePlace => ({ id, name: text(row, 'name'), active: true }));
      } catch (error) {
        if (!(error instanceof Fault) || !closed.has(error.kind)) throw error;
        instance.warn(`${instance.connection}: ${table} may not be read, so ${kind}s stay text: ${error.message}`);
        return [];
      }
    },
    async groups(names, signal) {
      const wanted = distinct(names);
      if (wanted.size === 0) return [];
      const [found] = await everyRow(
        instance,
        [survey('sys_user_group', 'name', [...wanted.values()], ['sys_id', 'name', 'active'])],
        signal,
      );
      const groups = new Map<string, NativeGroup>();
      for (const row of found?.rows ?? []) {
        if (!wanted.has(plain(text(row, 'name')))) continue;
        const id = text(row, 'sys_id');
        groups.set(id, { id, name: text(row, 'name'), active: text(row, 'active') !== 'false' });
      }
      return [...groups.values()];
    },
  };
}

/** Of a name the longest word without accents: whatever else is written differently, that one is in both. */
function longestWord(name: string): readonly string[] {
  const words = name.match(/(?<!\p{L}|\p{N})[A-Za-z0-9]{4,}(?!\p{L}|\p{N})/gu) ?? [];
  return words.toSorted((a, b) => b.length - a.length).slice(0, 1);
}

/** Rows whose name holds a code or a word. */
function holding(table: string, part: string, fields: readonly string[]): Survey {
  return {
    ids: [part],
    ask: (_, after) => ({
      of: table,
      query: all(contains('name', part), ...(after === null ? [] : [above('sys_id', after)]), ascending('sys_id')),
      fields,
      limit: 1000,
    }),
  };
}

function survey(table: string, column: string, values: readonly string[], fields: readonly string[]): Survey {
  return {
    ids: values,
    ask: (chunk, after) => ({
      of: table,
      query: all(oneOf(column, chunk), ...(after === null ? [] : [above('sys_id', after)]), ascending('sys_id')),
      fields,
      limit: 1000,
    }),
  };
}

function personOf(row: Row): NativePerson {
  return {
    id: text(row, 'sys_id'),
    name: text(row, 'name'),
    email: text(row, 'email') || null,
    login: text(row, 'user_name') || null,
    employeeNumber: text(row, 'employee_number') || null,
    active: text(row, 'active') !== 'false',
  };
}

/** Each value once, by what it is compared with. */
function distinct(values: readonly (string | null)[]): Map<string, string> {
  const found = new Map<string, string>();
  for (const value of values) {
    const trimmed = value?.trim() ?? '';
    if (expressible(trimmed)) found.set(plain(trimmed), trimmed);
  }
  return found;
}

/** As the collation of the database compares: without case, accents and outer blanks. */
function plain(value: string): string {
  return value.trim().normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}
