import { Fault } from '@passerelle/connector';
import { z } from 'zod';
import { codeOf, type Server } from './server.js';

/** A row of the API as it is kept: columns to values. */
export const Row = z.record(
  z.string(),
  z.union([z.string(), z.number(), z.boolean(), z.null(), z.array(z.unknown()), z.record(z.string(), z.unknown())]),
);
export type Row = z.output<typeof Row>;

export interface Listed {
  readonly rows: readonly Row[];
  /** Rows in the whole list. */
  readonly total: number;
}

export interface ListQuery {
  /** `Ticket`, or `Ticket/15/ITILFollowup`. */
  readonly of: string;
  readonly from: number;
  readonly limit: number;
  readonly sort?: string;
  readonly descending?: boolean;
  readonly more?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal | undefined;
}

/** A page of a list. Rows are counted: the header's end is wrong without a range, and never trusted (GLPI issue 11912). */
export async function listRows(
  server: Server,
  { of, from, limit, sort = 'id', descending, more, signal }: ListQuery,
): Promise<Listed> {
  const query = {
    range: `${from}-${from + limit - 1}`,
    sort,
    order: descending ? 'DESC' : 'ASC',
    get_hateoas: 'false',
    ...more,
  };
  try {
    const { status, headers, json } = await server.ask(
      { method: 'GET', path: of, query, effect: 'read', signal },
      z.array(Row),
    );
    const total = Number(
      /\/(\d+)$/.exec(headers['content-range'] ?? '')?.[1] ?? (status === 200 ? json.length + from : Number.NaN),
    );
    return { rows: json, total: whole(server, of, json.length, total, from, limit) };
  } catch (error) {
    // Rows went away meanwhile: there is nothing behind the end.
    if (codeOf(error) === 'ERROR_RANGE_EXCEED_TOTAL') return { rows: [], total: 0 };
    throw error;
  }
}

/** All rows of a list that nobody expects to be long. */
export async function allRows(
  server: Server,
  of: string,
  signal?: AbortSignal,
  more: Readonly<Record<string, string>> = {},
): Promise<readonly Row[]> {
  const rows: Row[] = [];
  for (;;) {
    const page = await listRows(server, { of, from: rows.length, limit: server.config.pageSize, more, signal });
    rows.push(...page.rows);
    if (page.rows.length === 0 || rows.length >= page.total) return rows;
  }
}

export interface Criterion {
  readonly field: number;
  readonly searchtype: 'equals' | 'morethan' | 'lessthan' | 'contains';
  readonly value: string;
  readonly link?: 'AND' | 'OR';
}

export interface SearchQuery {
  readonly of: string;
  readonly criteria: readonly Criterion[];
  readonly columns: readonly number[];
  readonly sort: number;
  readonly from: number;
  readonly limit: number;
  readonly signal?: AbortSignal | undefined;
}

const Found = z.object({ totalcount: z.number(), count: z.number(), data: z.array(Row).optional() });

/** A page of the search engine. Nothing found means no `data` at all. */
export async function searchRows(
  server: Server,
  { of, criteria, columns, sort, from, limit, signal }: SearchQuery,
): Promise<Listed> {
  const query: Record<string, string> = {};
  for (const [at, { field, searchtype, value, link }] of criteria.entries()) {
    if (at > 0 || link) query[`criteria[${at}][link]`] = link ?? 'AND';
    query[`criteria[${at}][field]`] = String(field);
    query[`criteria[${at}][searchtype]`] = searchtype;
    query[`criteria[${at}][value]`] = value;
  }
  for (const [at, column] of columns.entries()) query[`forcedisplay[${at}]`] = String(column);
  Object.assign(query, { sort: String(sort), order: 'ASC', range: `${from}-${from + limit - 1}` });
  try {
    const { json } = await server.ask({ method: 'GET', path: `search/${of}`, query, effect: 'read', signal }, Found);
    const rows = json.data ?? [];
    return { rows, total: whole(server, of, rows.length, json.totalcount, from, limit) };
  } catch (error) {
    if (codeOf(error) === 'ERROR_RANGE_EXCEED_TOTAL') return { rows: [], total: 0 };
    throw error;
  }
}

/** The total, once as many rows came as it promises. */
function whole(server: Server, of: string, came: number, total: number, from: number, limit: number): number {
  const expected = Math.max(0, Math.min(limit, total - from));
  if (Number.isNaN(total) || came < expected)
    throw server.fault('malformed', {
      fr: `GET ${of} : attendu ${expected} lignes à partir de la ligne ${from}, reçu ${came} ; la lecture sera refaite plus tard`,
      en: `GET ${of}: expected ${expected} rows from row ${from}, came ${came}; it is read again later`,
    });
  return total;
}

/** A row by its number; null when there is none. */
export async function rowById(server: Server, itemtype: string, id: number, signal?: AbortSignal): Promise<Row | null> {
  try {
    return (
      await server.ask(
        { method: 'GET', path: `${itemtype}/${id}`, query: { get_hateoas: 'false' }, effect: 'read', signal },
        Row,
      )
    ).json;
  } catch (error) {
    if (error instanceof Fault && error.kind === 'gone') return null;
    throw error;
  }
}

export function text(row: Row, name: string): string {
  const value = row[name];
  return typeof value === 'string' ? value : typeof value === 'number' ? String(value) : '';
}

export function number(row: Row, name: string): number {
  return Number(text(row, name)) || 0;
}

/** Cells of the search engine hold nothing, one value, or several. */
export function cells(row: Row, column: number): readonly string[] {
  const value = row[String(column)];
  const all = Array.isArray(value) ? value : value === null || value === undefined ? [] : [value];
  return all.map(String).filter((one) => one !== '');
}
