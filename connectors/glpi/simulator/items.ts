import { createHash } from 'node:crypto';
import type { ToolResponse } from '@passerelle/connector/testing';
import { said } from './input.js';
import { list, truthy, word, type Params } from './php.js';
import { paged, rangeOf } from './range.js';
import { answer, refused } from './refusal.js';
import { mayRead, seesRow } from './rights.js';
import { like } from './search.js';
import { num, rowOf, shelf, str, where, type Row, type Session, type State } from './state.js';
import { shownIn } from './zone-time.js';

/** A row as JSON of a session: instants in its zone. */
export function told(
  state: State,
  session: Session,
  itemtype: string,
  row: Readonly<Row>,
  params: Params = {},
): Record<string, unknown> {
  const body: Record<string, unknown> = {};
  for (const { name, kind } of shelf(state, itemtype).columns) {
    const value = row[name] ?? null;
    body[name] = kind === 'instant' && typeof value === 'number' ? shownIn(session.zone, value) : value;
  }
  if (truthy(params, 'expand_dropdowns'))
    for (const [name, value] of Object.entries(body))
      if (typeof value === 'number') body[name] = nameOf(state, name, value) ?? value;
  const names = list(params, 'add_keys_names').map(String);
  if (names.length > 0)
    body['_keys_names'] = Object.fromEntries(
      names.map((name) => [name, nameOf(state, name, num(row, name)) ?? str(row, 'name')]),
    );
  if (truthy(params, 'with_documents')) body['_documents'] = documentsOf(state, session, itemtype, num(row, 'id'));
  if (truthy(params, 'with_tickets'))
    body['_tickets'] = where(state, 'Item_Ticket', { itemtype, items_id: num(row, 'id') }).flatMap((link) => {
      const ticket = rowOf(state, 'Ticket', num(link, 'tickets_id'));
      return ticket ? [told(state, session, 'Ticket', ticket)] : [];
    });
  if (truthy(params, 'get_hateoas', true)) {
    const links = linksOf(state, itemtype, row);
    if (links.length > 0) body['links'] = links;
  }
  return body;
}

/** What a foreign key points at, by the table that its name tells. */
const targets: Readonly<Record<string, string>> = {
  entities_id: 'Entity',
  itilcategories_id: 'ITILCategory',
  locations_id: 'Location',
  requesttypes_id: 'RequestType',
  groups_id: 'Group',
  documents_id: 'Document',
  computers_id: 'Computer',
  tickets_id: 'Ticket',
};

function targetOf(name: string): string | null {
  return name.startsWith('users_id') ? 'User' : (targets[name] ?? null);
}

function nameOf(state: State, column: string, id: number): string | null {
  const target = targetOf(column);
  const row = target === null ? null : rowOf(state, target, id);
  return row ? str(row, 'completename') || str(row, 'name') : null;
}

const parts: Readonly<Record<string, readonly string[]>> = {
  Ticket: [
    'Document_Item',
    'TicketTask',
    'TicketValidation',
    'TicketCost',
    'Problem_Ticket',
    'Change_Ticket',
    'Item_Ticket',
    'ITILSolution',
    'ITILFollowup',
    'Ticket_User',
    'Group_Ticket',
    'Supplier_Ticket',
  ],
  ITILFollowup: ['Document_Item'],
  Computer: ['Document_Item', 'Item_Ticket'],
};

function linksOf(state: State, itemtype: string, row: Readonly<Row>): readonly { rel: string; href: string }[] {
  const { baseUrl } = state.quirks;
  const ups = Object.entries(row).flatMap(([name, value]) => {
    const target = targetOf(name);
    return target !== null && typeof value === 'number' && (value > 0 || target === 'Entity')
      ? [{ rel: target, href: `${baseUrl}/${target}/${value}` }]
      : [];
  });
  const downs = (parts[itemtype] ?? []).map((rel) => ({
    rel,
    href: `${baseUrl}/${itemtype}/${num(row, 'id')}/${rel}/`,
  }));
  return [...ups, ...downs];
}

function documentsOf(state: State, session: Session, itemtype: string, id: number): readonly unknown[] {
  const parents: [string, number][] = [[itemtype, id]];
  if (itemtype === 'Ticket') {
    for (const row of where(state, 'ITILFollowup', { itemtype: 'Ticket', items_id: id }))
      parents.push(['ITILFollowup', num(row, 'id')]);
    for (const row of where(state, 'TicketTask', { tickets_id: id })) parents.push(['TicketTask', num(row, 'id')]);
  }
  return parents
    .flatMap(([type, items_id]) => where(state, 'Document_Item', { itemtype: type, items_id }))
    .flatMap((link) => {
      const document = rowOf(state, 'Document', num(link, 'documents_id'));
      if (!document) return [];
      const entity = rowOf(state, 'Entity', num(document, 'entities_id'));
      return [
        {
          assocID: link['id'],
          assocdate: shownIn(session.zone, num(link, 'date_mod')),
          entityID: num(document, 'entities_id'),
          entity: str(entity, 'completename'),
          headings: null,
          ...told(state, session, 'Document', document, { get_hateoas: 'false' }),
        },
      ];
    });
}

export function getItem(state: State, session: Session, itemtype: string, id: number, params: Params): ToolResponse {
  const row = rowOf(state, itemtype, id);
  if (!mayRead(session, itemtype)) return refused(state, 'ERROR_RIGHT_MISSING');
  if (!row) return refused(state, 'ERROR_ITEM_NOT_FOUND');
  if (!seesRow(state, session, itemtype, row, true)) return refused(state, 'ERROR_RIGHT_MISSING');
  const body = told(state, session, itemtype, row, params);
  const changed = row['date_mod'];
  const headers = typeof changed === 'number' ? { 'last-modified': new Date(changed).toUTCString() } : {};
  if (truthy(params, 'get_sha1'))
    return answer(200, createHash('sha1').update(JSON.stringify(body)).digest('hex'), headers);
  return answer(200, body, headers);
}

export function getMany(state: State, session: Session, params: Params): ToolResponse {
  const rows: unknown[] = [];
  for (const one of list(params, 'items')) {
    if (typeof one === 'string') continue;
    const got = getItem(state, session, word(one, 'itemtype'), Number(word(one, 'items_id')), params);
    if (got.status !== 200) return got;
    rows.push(JSON.parse(String(got.body)));
  }
  return answer(200, rows);
}

/** Itemtypes that hang on tickets and are listed across all of them. */
const hanging = new Set([
  'ITILFollowup',
  'TicketTask',
  'ITILSolution',
  'TicketValidation',
  'Document_Item',
  'Item_Ticket',
  'Ticket_Ticket',
  'Ticket_User',
  'Group_Ticket',
]);

export function listItems(state: State, session: Session, itemtype: string, params: Params): ToolResponse {
  if (!mayRead(session, itemtype) || (state.quirks.closedLists && hanging.has(itemtype)))
    return refused(state, 'ERROR_RIGHT_MISSING');
  return listed(state, session, itemtype, [...shelf(state, itemtype).rows.values()], params);
}

export function listParts(
  state: State,
  session: Session,
  parent: string,
  id: number,
  itemtype: string,
  params: Params,
): ToolResponse {
  const row = rowOf(state, parent, id);
  if (!row) return refused(state, 'ERROR_ITEM_NOT_FOUND');
  if (!seesRow(state, session, parent, row)) return refused(state, 'ERROR_RIGHT_MISSING');
  return listed(state, session, itemtype, partsIn(state, parent, id, itemtype), params);
}

export function partsIn(state: State, parent: string, id: number, itemtype: string): Row[] {
  const { columns } = shelf(state, itemtype);
  const has = (name: string): boolean => columns.some((one) => one.name === name);
  if (itemtype === 'Ticket_Ticket')
    return [...where(state, itemtype, { tickets_id_1: id }), ...where(state, itemtype, { tickets_id_2: id })];
  if (parent === 'Ticket' && has('tickets_id')) return where(state, itemtype, { tickets_id: id });
  const key = {
    Computer: 'computers_id',
    User: 'users_id',
    Document: 'documents_id',
    Group: 'groups_id',
    PluginFormcreatorFormAnswer: 'plugin_formcreator_formanswers_id',
  }[parent];
  if (key !== undefined && has(key)) return where(state, itemtype, { [key]: id });
  if (has('itemtype')) return where(state, itemtype, { itemtype: parent, items_id: id });
  return [];
}

function listed(state: State, session: Session, itemtype: string, all: readonly Row[], params: Params): ToolResponse {
  const { columns } = shelf(state, itemtype);
  const deleted = truthy(params, 'is_deleted') ? 1 : 0;
  const trash = columns.some(({ name }) => name === 'is_deleted');
  const texts = Object.entries(typeof params['searchText'] === 'object' ? params['searchText'] : {});
  const rows = all.filter(
    (row) =>
      (!trash || num(row, 'is_deleted') === deleted) &&
      seesRow(state, session, itemtype, row) &&
      texts.every(([name, sought]) => like(str(row, name), said(sought))),
  );
  const sort = word(params, 'sort') || 'id';
  if (!columns.some(({ name }) => name === sort))
    return refused(state, 'ERROR', `sort param is not a field of ${itemtype}`);
  const order = (word(params, 'order') || 'ASC').toUpperCase();
  if (order !== 'ASC' && order !== 'DESC') return refused(state, 'ERROR', 'order must be DESC or ASC');
  rows.sort((a, b) => {
    const [one, two] = [a[sort] ?? null, b[sort] ?? null];
    const rank =
      typeof one === 'number' && typeof two === 'number'
        ? one - two
        : String(one ?? '') < String(two ?? '')
          ? -1
          : one === two
            ? 0
            : 1;
    return order === 'DESC' ? -rank : rank;
  });
  const range = rangeOf(state, params, rows.length, 'list');
  if (range === 'bad') return refused(state, 'ERROR', 'range must be in format : [start-end] with integers');
  if (range === 'beyond') return refused(state, 'ERROR_RANGE_EXCEED_TOTAL');
  const part = rows.slice(range.from, range.from + range.rows);
  const only = truthy(params, 'only_id');
  const body = part.map((row) => {
    const whole = told(state, session, itemtype, row, params);
    return only ? { id: whole['id'], ...(whole['links'] ? { links: whole['links'] } : {}) } : whole;
  });
  return paged(answer(200, body), itemtype, rows.length, part.length, range.told);
}
