import type { NativeReference } from '@passerelle/connector';
import { decoded } from '../wire/decode.js';
import { allRows, cells, searchRows, text, type Row } from '../wire/lists.js';
import type { Server } from '../wire/server.js';

/** Names of people, groups and other records, asked for once an hour at most. */
export interface Names {
  /** Fetches those that are not known yet. */
  learnUsers(ids: Iterable<string>, signal?: AbortSignal): Promise<void>;
  user(id: string): NativeReference;
  /** The number of the one whom login or address name; null where it is nobody, or more than one. */
  find(hint: NativeReference, signal?: AbortSignal): Promise<number | null>;
  /** By their complete names, as the search engine shows them. */
  groups(signal?: AbortSignal): Promise<Catalogue>;
  /** Categories, places, entities, sources: `ITILCategory`, `Location`, `Entity`, `RequestType`… */
  catalogue(itemtype: string, signal?: AbortSignal): Promise<Catalogue>;
  /** Names of linked items. */
  learnItems(itemtype: string, ids: readonly string[], signal?: AbortSignal): Promise<void>;
  item(itemtype: string, id: string): NativeReference;
}

export interface Catalogue {
  name(id: string): string | null;
  /** Everything of that complete name. */
  ids(name: string): readonly string[];
  readonly rows: readonly Row[];
}

const hour = 3_600_000;
/** Criteria that fit into an address of 8 kB. */
const together = 40;
export const userColumns = [1, 2, 34, 9, 5, 8, 22];

export function openNames(server: Server): Names {
  const users = new Map<string, NativeReference>();
  const items = new Map<string, string | null>();
  const catalogues = new Map<string, { readonly at: number; readonly known: Promise<Catalogue> }>();
  let learnt = 0;

  const forget = (): void => {
    if (server.clock.now().getTime() - learnt <= hour) return;
    users.clear();
    items.clear();
    learnt = server.clock.now().getTime();
  };
  const catalogue = (itemtype: string, signal?: AbortSignal): Promise<Catalogue> => {
    const fresh = catalogues.get(itemtype);
    if (fresh && server.clock.now().getTime() - fresh.at <= hour) return fresh.known;
    const known = readCatalogue(server, itemtype, signal);
    catalogues.set(itemtype, { at: server.clock.now().getTime(), known });
    known.catch(() => catalogues.delete(itemtype));
    return known;
  };
  return {
    async learnUsers(ids, signal) {
      forget();
      const missing = [...new Set(ids)].filter((id) => id !== '' && id !== '0' && !users.has(id));
      if (missing.length > together * 3) {
        for (const row of await everyUser(server, signal)) remember(users, row, await server.encoding(signal));
      } else {
        for (let from = 0; from < missing.length; from += together) {
          const part = missing.slice(from, from + together);
          for (const row of await rowsByIds(server, 'User', part, userColumns, signal))
            remember(users, row, await server.encoding(signal));
        }
      }
      for (const id of missing) if (!users.has(id)) users.set(id, { id, name: null });
    },
    user: (id) => users.get(id) ?? { id, name: null },
    async find(hint, signal) {
      const sought = hint.login ? { field: 1, value: hint.login } : hint.email ? { field: 5, value: hint.email } : null;
      if (sought === null) return null;
      const criteria = [{ ...sought, value: `^${sought.value}$`, searchtype: 'contains' as const }];
      const { rows } = await searchRows(server, {
        of: 'User',
        criteria,
        columns: userColumns,
        sort: 2,
        from: 0,
        limit: 3,
        signal,
      });
      return rows.length === 1 ? Number(text(rows[0] ?? {}, '2')) : null;
    },
    groups: (signal) => catalogue('Group', signal),
    catalogue,
    async learnItems(itemtype, ids, signal) {
      forget();
      const missing = [...new Set(ids)].filter((id) => !items.has(`${itemtype}:${id}`));
      try {
        for (let from = 0; from < missing.length; from += together)
          for (const row of await rowsByIds(server, itemtype, missing.slice(from, from + together), [1, 2], signal))
            items.set(`${itemtype}:${text(row, '2')}`, decoded(text(row, '1'), await server.encoding(signal)));
      } catch (error) {
        // A profile may link what it may not list; the number still says which it is.
        if (
          !(error instanceof Error) ||
          !['unauthorized', 'unsupported', 'rejected'].includes((error as { kind?: string }).kind ?? '')
        )
          throw error;
      }
      for (const id of missing) if (!items.has(`${itemtype}:${id}`)) items.set(`${itemtype}:${id}`, null);
    },
    item: (itemtype, id) => ({ id: `${itemtype}:${id}`, name: items.get(`${itemtype}:${id}`) ?? null }),
  };
}

export async function rowsByIds(
  server: Server,
  of: string,
  ids: readonly string[],
  columns: readonly number[],
  signal?: AbortSignal,
): Promise<readonly Row[]> {
  if (ids.length === 0) return [];
  const criteria = ids.map((value, at) => ({
    field: 2,
    searchtype: 'equals' as const,
    value,
    ...(at > 0 ? { link: 'OR' as const } : {}),
  }));
  const { rows } = await searchRows(server, { of, criteria, columns, sort: 2, from: 0, limit: ids.length, signal });
  // What does not understand a criterion gives every row.
  return rows.filter((row) => ids.includes(text(row, '2')));
}

async function everyUser(server: Server, signal?: AbortSignal): Promise<readonly Row[]> {
  const rows: Row[] = [];
  for (;;) {
    const page = await searchRows(server, {
      of: 'User',
      criteria: [],
      columns: userColumns,
      sort: 2,
      from: rows.length,
      limit: server.config.pageSize,
      signal,
    });
    rows.push(...page.rows);
    if (page.rows.length === 0 || rows.length >= page.total) return rows;
  }
}

function remember(users: Map<string, NativeReference>, row: Row, encoding: Parameters<typeof decoded>[1]): void {
  const id = text(row, '2');
  const part = (column: string): string => decoded(text(row, column), encoding).trim();
  const login = part('1');
  const name = [part('9'), part('34')].filter((one) => one !== '').join(' ') || login;
  users.set(id, { id, name, email: cells(row, 5)[0] ?? null, login, employeeNumber: part('22') || null });
}

async function readCatalogue(server: Server, itemtype: string, signal?: AbortSignal): Promise<Catalogue> {
  const encoding = await server.encoding(signal);
  const rows = await allRows(server, itemtype, signal);
  const names = new Map(
    rows.map((row) => [text(row, 'id'), decoded(text(row, 'completename') || text(row, 'name'), encoding)]),
  );
  const ids = new Map<string, string[]>();
  for (const [id, name] of names) ids.set(name, [...(ids.get(name) ?? []), id]);
  return { rows, name: (id) => names.get(id) ?? null, ids: (name) => ids.get(name) ?? [] };
}
