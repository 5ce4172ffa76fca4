import type { NativeGroup, NativePerson, PersonHint, PersonSource } from '@passerelle/connector';
import { everyRow, type Survey } from './wire/every.js';
import type { Instance } from './wire/instance.js';
import { above, all, ascending, expressible, oneOf } from './wire/query.js';
import { text, type Row } from './wire/row.js';

const userFields = ['sys_id', 'name', 'email', 'user_name', 'employee_number', 'active'];

/** What of a hint is looked for in which column. */
const columns = [
  ['email', (hint: PersonHint) => hint.email],
  ['user_name', (hint: PersonHint) => hint.login],
  ['employee_number', (hint: PersonHint) => hint.employeeNumber],
  ['name', (hint: PersonHint) => hint.name],
] as const;

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
