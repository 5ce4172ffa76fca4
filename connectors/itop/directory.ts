import {
  Fault,
  type NativeGroup,
  type NativePerson,
  type NativePlace,
  type PersonHint,
  type PersonSource,
} from '@passerelle/connector';
import type { Account } from './account.js';
import { textIn, type ItopObject } from './wire/envelope.js';
import { get, getMany } from './wire/get.js';
import { among, likely, quoted } from './wire/oql.js';
import type { Server } from './wire/server.js';

const columns = ['id', 'friendlyname', 'email', 'employee_number', 'status'];
const closed: ReadonlySet<Fault['kind']> = new Set(['unauthorized', 'unsupported', 'rejected']);
/** Values of one question. */
const most = 200;

/** People and teams. A login belongs to an account, which only administrators may read: for others it finds nobody. */
export function openDirectory(server: Server, account: Account): PersonSource {
  const selected = async (
    className: string,
    code: string,
    values: readonly string[],
    fields: readonly string[],
    signal?: AbortSignal,
  ): Promise<readonly ItopObject[]> => {
    const found: ItopObject[] = [];
    for (let from = 0; from < values.length; from += most) {
      const oql = `SELECT ${className} WHERE ${among(code, values.slice(from, from + most))}`;
      found.push(...(await get(server, { class: className, oql, fields }, { signal })).objects);
    }
    return found;
  };

  const { standIn, organisation, site } = server.config;
  const siteField = organisation.sites?.field ?? '';
  const siteClass = Object.values(site).flatMap((one) => one.fields[siteField]?.target ?? [])[0] ?? 'Location';
  return {
    ...(standIn !== undefined && { standIn }),
    async persons(hints, signal) {
      const parts = [
        ['email', distinct(hints, ({ email }) => email)],
        ['employee_number', distinct(hints, ({ employeeNumber }) => employeeNumber)],
        ['friendlyname', distinct(hints, ({ name }) => name)],
      ] as const;
      const found = new Map<string, ItopObject>();
      for (const [code, values] of parts)
        for (const each of await selected('Person', code, values, columns, signal)) found.set(each.key, each);
      const logins = distinct(hints, ({ login }) => login);
      const administrator = await account.administrator(signal);
      if (logins.length > 0 && administrator) {
        const users = await selected('User', 'login', logins, ['contactid'], signal);
        const persons = users.map(({ fields }) => Number(textIn(fields, 'contactid'))).filter((id) => id > 0);
        for (const each of await getMany(server, 'Person', persons, columns, { signal })) found.set(each.key, each);
      }
      const numbers = [...found.keys()].map(Number);
      const users = administrator
        ? await getMany(server, 'User', numbers, ['contactid', 'login'], { column: 'contactid', signal })
        : [];
      const loginOf = new Map(users.map(({ fields }) => [textIn(fields, 'contactid'), textIn(fields, 'login')]));
      return [...found.values()].map((each) => personOf(each, loginOf.get(each.key) ?? null));
    },
    async places(kind, hints, signal) {
      const target = kind === 'organisation' ? 'Organization' : siteClass;
      const names = [...new Set(hints.map(({ name }) => name.trim()).filter((name) => name !== ''))];
      if (names.length === 0) return [];
      const coded = kind === 'organisation';
      const codes = [...new Set(hints.flatMap((hint) => hint.codes))];
      const fields = ['id', 'name', 'status', ...(coded ? ['code'] : [])];
      const found = new Map<string, ItopObject>();
      const keep = (all: readonly ItopObject[]): void => all.forEach((each) => void found.set(each.key, each));
      try {
        keep(await selected(target, 'name', names, fields, signal));
        if (coded) keep(await selected(target, 'code', codes, fields, signal));
        for (const code of codes) {
          const oql = `SELECT ${target} WHERE name LIKE ${quoted(`%${likely(code)}%`)}`;
          keep((await get(server, { class: target, oql, fields }, { signal })).objects);
        }
      } catch (error) {
        if (!(error instanceof Fault) || !closed.has(error.kind)) throw error;
        server.warn(`${server.connection}: ${target} may not be read, so ${kind}s stay text: ${error.message}`);
      }
      return [...found.values()].map((each): NativePlace => {
        const code = coded ? textIn(each.fields, 'code') : '';
        return {
          id: each.key,
          name: textIn(each.fields, 'name'),
          ...(code !== '' && { codes: [code] }),
          active: textIn(each.fields, 'status') !== 'inactive',
        };
      });
    },
    async groups(names, signal) {
      const wanted = [...new Set(names.map((name) => name.trim()).filter((name) => name !== ''))];
      const found = await selected('Team', 'name', wanted, ['id', 'name', 'status'], signal);
      return found.map(({ key, fields }): NativeGroup => ({
        id: key,
        name: textIn(fields, 'name'),
        active: textIn(fields, 'status') !== 'inactive',
      }));
    },
  };
}

function distinct(hints: readonly PersonHint[], part: (hint: PersonHint) => string | null): readonly string[] {
  const values = hints.flatMap((hint) => part(hint)?.trim() ?? []).filter((value) => value !== '');
  return [...new Set(values)];
}

function personOf({ key, fields }: ItopObject, login: string | null): NativePerson {
  return {
    id: key,
    name: textIn(fields, 'friendlyname'),
    email: textIn(fields, 'email') || null,
    login,
    employeeNumber: textIn(fields, 'employee_number') || null,
    active: textIn(fields, 'status') !== 'inactive',
  };
}
