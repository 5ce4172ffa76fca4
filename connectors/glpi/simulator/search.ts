import type { ToolResponse } from '@passerelle/connector/testing';
import { said } from './input.js';
import { plain } from './encoding.js';
import { options, type Option } from './options.js';
import { list, truthy, word, type Params } from './php.js';
import { paged, rangeOf } from './range.js';
import { answer, refused } from './refusal.js';
import { below, mayRead, seesRow } from './rights.js';
import { listOf, num, rowOf, second, shelf, where, type Cell, type Row, type Session, type State } from './state.js';
import { shownIn, soughtIn } from './zone-time.js';

const displayed: Readonly<Record<string, readonly number[]>> = {
  Ticket: [2, 1, 80, 12, 19, 15, 3, 4, 5, 7, 18],
  Computer: [1, 80, 5, 19],
  User: [1, 2, 34, 9, 5],
};

type Test = (row: Row) => boolean;

/** `GET /search/<Itemtype>`. */
export function search(state: State, session: Session, itemtype: string, params: Params): ToolResponse {
  if (!mayRead(session, itemtype)) return refused(state, 'ERROR_RIGHT_MISSING');
  const known = options[itemtype] ?? [];
  const wanted: Option[] = [];
  const test = allOf(state, session, known, list(params, 'criteria'), wanted);
  if (test === 'meta') return refused(state, 'ERROR_SQL', 'Unexpected SQL Error : Unknown column');
  if (typeof test === 'string') return refused(state, 'ERROR', test);
  const forced = list(params, 'forcedisplay').map(Number);
  const asked = forced.length > 0 ? forced : (displayed[itemtype] ?? [1, 2]);
  const always = itemtype === 'Ticket' ? [2, 1, 80] : [1, 80];
  const first =
    forced.includes(2) || itemtype !== 'Ticket' || forced.length === 0 || wanted.some(({ id }) => id === 2)
      ? always
      : always.slice(1);
  const ids = [
    ...new Set([
      ...(itemtype === 'Ticket' ? [2, 1, 80] : first),
      ...asked,
      ...wanted.filter((one) => !one.nosearch).map(({ id }) => id),
    ]),
  ];
  const shownIds = ids.filter((id) => itemtype !== 'Ticket' || !state.quirks.hiddenColumns.includes(id));
  const columns = shownIds.flatMap(
    (id) => known.find((one) => one.id === id && !one.nosearch) ?? wanted.find((one) => one.id === id) ?? [],
  );
  const deleted = truthy(params, 'is_deleted') ? 1 : 0;
  const rows: Row[] = [];
  for (const row of shelf(state, itemtype).rows.values())
    if (num(row, 'is_deleted') === deleted && seesRow(state, session, itemtype, row) && test(row)) rows.push(row);
  const sort =
    params['sort'] === undefined
      ? null
      : Number(typeof params['sort'] === 'string' ? params['sort'] : Object.values(params['sort'])[0]);
  const descending = /desc/i.test(word(params, 'order') || said(list(params, 'order')[0]));
  ordered(
    state,
    session,
    rows,
    known.find(({ id }) => id === (sort ?? 1)),
    descending,
  );
  const range = rangeOf(state, params, rows.length, 'search');
  if (typeof range === 'string')
    return range === 'beyond'
      ? refused(state, 'ERROR_RANGE_EXCEED_TOTAL')
      : refused(state, 'ERROR', 'range must be in format : [start-end] with integers');
  const part = rows.slice(range.from, range.from + range.rows);
  const uid = truthy(params, 'uid_cols');
  const data = part.map((row) =>
    Object.fromEntries(columns.map((one) => [uid ? one.uid : String(one.id), shownCell(state, session, row, one)])),
  );
  const body = {
    totalcount: rows.length,
    count: part.length,
    sort: state.quirks.sortIsList ? [sort ?? '1'] : (sort ?? '1'),
    order: state.quirks.sortIsList ? [descending ? 'DESC' : 'ASC'] : descending ? 'DESC' : 'ASC',
    ...(data.length > 0
      ? {
          data: truthy(params, 'withindexes')
            ? Object.fromEntries(data.map((one, at) => [String(part[at]?.['id']), one]))
            : data,
        }
      : {}),
    ...(truthy(params, 'giveItems')
      ? {
          data_html: data.map((one) =>
            Object.fromEntries(Object.entries(one).map(([id, cell]) => [id, `<span>${String(cell)}</span>`])),
          ),
        }
      : {}),
    'content-range': rows.length === 0 ? '0--1/0' : range.told,
  };
  return paged(answer(200, body), itemtype, rows.length, part.length, range.told);
}

export function shownCell(state: State, session: Session, row: Row, { cells, kind }: Option): unknown {
  const shown = cells(state, row, session).map((cell) =>
    kind === 'instant' && typeof cell === 'number' ? shownIn(session.zone, cell) : cell,
  );
  if (shown.length === 0) return null;
  return shown.length === 1 ? shown[0] : shown;
}

function ordered(state: State, session: Session, rows: Row[], by: Option | undefined, descending: boolean): void {
  if (!by) return;
  const key = new Map(rows.map((row) => [row, by.cells(state, row, session)[0] ?? null]));
  const rank = (a: Cell, b: Cell): number => {
    if (typeof a === 'number' && typeof b === 'number') return a - b;
    const [one, two] = [String(a ?? '').toLowerCase(), String(b ?? '').toLowerCase()];
    return one < two ? -1 : one > two ? 1 : 0;
  };
  rows.sort((a, b) => (descending ? -1 : 1) * rank(key.get(a) ?? null, key.get(b) ?? null));
}

/** All criteria together; a text says what is wrong with them. */
function allOf(
  state: State,
  session: Session,
  known: readonly Option[],
  criteria: readonly (string | Params)[],
  wanted: Option[],
): Test | string {
  let whole: Test | null = null;
  for (const one of criteria) {
    if (typeof one === 'string') return 'Critère de recherche mal formé';
    const nested = list(one, 'criteria');
    const test =
      nested.length > 0 ? allOf(state, session, known, nested, wanted) : testOf(state, session, known, one, wanted);
    if (typeof test === 'string') return test;
    const [link = 'AND', not] = (word(one, 'link') || 'AND').split(' ');
    const side: Test = not === 'NOT' ? (row) => !test(row) : test;
    whole = whole === null ? side : joined(whole, side, link);
  }
  return whole ?? (() => true);
}

function joined(one: Test, two: Test, link: string | undefined): Test {
  return link === 'OR' ? (row) => one(row) || two(row) : (row) => one(row) && two(row);
}

function testOf(
  state: State,
  session: Session,
  known: readonly Option[],
  one: Params,
  wanted: Option[],
): Test | string {
  const field = Number(word(one, 'field'));
  const searchtype = word(one, 'searchtype');
  const value = word(one, 'value');
  if (one['searchtype'] === undefined) return 'Critère de recherche mal formé';
  if (truthy(one, 'meta')) return metaOf(state, session, word(one, 'itemtype'), field, searchtype, value, wanted);
  const option = known.find(({ id }) => id === field);
  if (!option || option.nosearch) return 'Identifiant de champ incorrect dans le critère de recherche';
  wanted.push(option);
  return fits(state, session, option, searchtype, value);
}

/** Tickets by the machines that they are tied to. */
function metaOf(
  state: State,
  session: Session,
  itemtype: string,
  field: number,
  searchtype: string,
  value: string,
  wanted: Option[],
): Test | string {
  if (state.quirks.metaIsBadSql) return 'meta';
  const option = options[itemtype]?.find(({ id }) => id === field);
  if (!option) return 'Identifiant de champ incorrect dans le critère de recherche';
  const machines = (row: Row): Row[] =>
    where(state, 'Item_Ticket', { tickets_id: num(row, 'id'), itemtype }).flatMap((link) =>
      listOf(rowOf(state, itemtype, num(link, 'items_id'))),
    );
  wanted.push({ ...option, cells: (_state, row) => machines(row).flatMap((one) => option.cells(state, one, session)) });
  const test = fits(state, session, option, searchtype, value);
  return (row) => machines(row).some(test);
}

const open: Readonly<Record<string, readonly number[]>> = {
  notold: [1, 2, 3, 4],
  notclosed: [1, 2, 3, 4, 5],
  process: [2, 3],
  old: [5, 6],
  waiting: [4],
};

function fits(state: State, session: Session, option: Option, searchtype: string, value: string): Test {
  const { cells, keys, kind, field } = option;
  const values = (row: Row): readonly Cell[] => cells(state, row, session);
  if (kind === 'instant') {
    const at = soughtIn(session.zone, value, second(state));
    if (searchtype === 'morethan')
      return (row) => values(row).some((cell) => typeof cell === 'number' && at !== null && cell > at);
    if (searchtype === 'lessthan')
      return (row) => values(row).some((cell) => typeof cell === 'number' && at !== null && cell < at);
    if (searchtype === 'equals') return (row) => values(row).includes(at);
    if (searchtype === 'notequals') return (row) => values(row).every((cell) => cell !== at);
    return (row) => values(row).some((cell) => typeof cell === 'number' && like(shownIn(session.zone, cell), value));
  }
  if (searchtype === 'empty') return (row) => values(row).every((cell) => cell === null || cell === '' || cell === 0);
  if (field === 'status' && (searchtype === 'equals' || searchtype === 'notequals')) {
    const group = value === 'all' ? null : (open[value] ?? [Number(value)]);
    const inside: Test = (row) =>
      group?.includes(num(row, 'status')) ?? [1, 2, 3, 4, 5, 6].includes(num(row, 'status'));
    return searchtype === 'equals' ? inside : (row) => !inside(row);
  }
  if (searchtype === 'equals' || searchtype === 'notequals') {
    const inside: Test = (row) => (keys ?? cells)(state, row, session).some((cell) => String(cell ?? '') === value);
    return searchtype === 'equals' ? inside : (row) => !inside(row);
  }
  if (searchtype === 'under') {
    const entities = below(state, Number(value));
    return (row) => (keys ?? cells)(state, row, session).some((cell) => entities.has(Number(cell)));
  }
  if (kind === 'number' && (searchtype === 'morethan' || searchtype === 'lessthan'))
    return (row) =>
      values(row).some((cell) =>
        searchtype === 'morethan' ? Number(cell) > Number(value) : Number(cell) < Number(value),
      );
  const inside: Test =
    kind === 'number' || kind === 'choice'
      ? (row) => values(row).some((cell) => String(cell) === value)
      : (row) => values(row).some((cell) => like(String(cell ?? ''), value));
  return searchtype === 'notcontains' ? (row) => !inside(row) : inside;
}

/** LIKE as GLPI makes it: anywhere, unless `^` or `$` hold it; without case or accents. */
export function like(text: string, sought: string): boolean {
  const fold = (given: string): string => given.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
  const from = sought.startsWith('^');
  const to = sought.endsWith('$');
  const middle = fold(plain(sought.slice(from ? 1 : 0, to ? -1 : undefined)));
  const whole = fold(plain(text));
  if (from && to) return whole === middle;
  return from ? whole.startsWith(middle) : to ? whole.endsWith(middle) : whole.includes(middle);
}

export function listSearchOptions(itemtype: string): Readonly<Record<string, unknown>> {
  const told: Record<string, unknown> = { common: { name: 'Caractéristiques' } };
  for (const { id, name, table, field, datatype, uid, nosearch, kind } of options[itemtype] ?? [])
    told[String(id)] = {
      name,
      table,
      field,
      datatype,
      nosearch: nosearch ?? false,
      nodisplay: nosearch ?? false,
      available_searchtypes: searchtypes[kind],
      uid,
    };
  return told;
}

const searchtypes = {
  text: ['contains', 'notcontains'],
  number: ['contains', 'notcontains'],
  instant: ['equals', 'notequals', 'lessthan', 'morethan', 'contains'],
  choice: ['equals', 'notequals'],
  name: ['contains', 'notcontains', 'equals', 'notequals'],
  user: ['contains', 'notcontains', 'equals', 'notequals'],
} as const;
