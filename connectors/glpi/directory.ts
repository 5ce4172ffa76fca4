import type { NativePerson, PersonSource } from '@passerelle/connector';
import { userColumns, type Names } from './reading/names.js';
import { decoded } from './wire/decode.js';
import { cells, searchRows, text, type Row } from './wire/lists.js';
import type { Server } from './wire/server.js';

/** Users and groups, those who left too. The search engine knows no full names, so everybody is read and looked through here. */
export function openDirectory(server: Server, names: Names): PersonSource {
  return {
    async persons(hints, signal) {
      const wanted = hints.filter(({ email, login, employeeNumber, name }) =>
        [email, login, employeeNumber, name].some((part) => fold(part) !== ''),
      );
      if (wanted.length === 0) return [];
      const sought = (part: 'email' | 'login' | 'employeeNumber' | 'name'): ReadonlySet<string> =>
        new Set(wanted.map((hint) => fold(hint[part])).filter((one) => one !== ''));
      const [emails, logins, numbers, fullNames] = [
        sought('email'),
        sought('login'),
        sought('employeeNumber'),
        sought('name'),
      ];
      const encoding = await server.encoding(signal);
      const found = new Map<string, NativePerson>();
      for (let from = 0; ;) {
        const page = await searchRows(server, {
          of: 'User',
          criteria: [],
          columns: userColumns,
          sort: 2,
          from,
          limit: server.config.pageSize,
          signal,
        });
        for (const row of page.rows) {
          const plain = (column: string): string => decoded(text(row, column), encoding).trim();
          const turned = [plain('34'), plain('9')].filter((part) => part !== '').join(' ');
          const person = personOf(row, plain);
          const fits =
            cells(row, 5).some((email) => emails.has(fold(email))) ||
            logins.has(fold(person.login)) ||
            numbers.has(fold(person.employeeNumber)) ||
            fullNames.has(fold(person.name)) ||
            fullNames.has(fold(turned));
          if (fits) found.set(person.id, person);
        }
        from += page.rows.length;
        if (page.rows.length === 0 || from >= page.total) return [...found.values()];
      }
    },
    /** Places only: a ticket that is moved to another entity changes who may see it, which is no word for us to say. */
    async places(kind, hints, signal) {
      if (kind !== 'site' || hints.length === 0) return [];
      const catalogue = await names.catalogue('Location', signal);
      return catalogue.rows.map((row) => {
        const id = text(row, 'id');
        return { id, name: catalogue.name(id) ?? text(row, 'name'), active: true };
      });
    },
    async groups(wanted, signal) {
      if (wanted.length === 0) return [];
      const sought = new Set(wanted.map(fold));
      const catalogue = await names.groups(signal);
      return catalogue.rows.flatMap((row) => {
        const id = text(row, 'id');
        const complete = catalogue.name(id) ?? '';
        const short = decoded(text(row, 'name'), 'numeric');
        return sought.has(fold(complete)) || sought.has(fold(short)) ? [{ id, name: complete, active: true }] : [];
      });
    },
  };
}

function personOf(row: Row, plain: (column: string) => string): NativePerson {
  const login = plain('1');
  return {
    id: text(row, '2'),
    name: [plain('9'), plain('34')].filter((part) => part !== '').join(' ') || login,
    email: cells(row, 5)[0] ?? null,
    login,
    employeeNumber: plain('22') || null,
    active: text(row, '8') === '1',
  };
}

/** As MariaDB's collation compares: without case, accents and outer blanks. */
function fold(text: string | null): string {
  return (text ?? '').trim().normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}
