import { num, rowOf, where, type Row, type Session, type State } from './state.js';

// Rights are bit masks of the profile, named as in GLPI's profile form.

export interface Rights {
  readonly id: number;
  readonly name: string;
  readonly interface: 'central' | 'helpdesk';
  readonly ticket: number;
  readonly followup: number;
  readonly task: number;
  readonly ticketvalidation: number;
  readonly document: number;
  readonly user: number;
  readonly group: number;
  readonly computer: number;
  readonly config: number;
}

export const bits = { read: 1, update: 2, readAll: 1024, seePrivate: 8192 } as const;

export const rightsOfProfile: readonly Rights[] = [
  {
    id: 1,
    name: 'Self-Service',
    interface: 'helpdesk',
    ticket: 131077,
    followup: 5,
    task: 1,
    ticketvalidation: 0,
    document: 0,
    user: 0,
    group: 0,
    computer: 0,
    config: 0,
  },
  {
    id: 4,
    name: 'Super-Admin',
    interface: 'central',
    ticket: 261151,
    followup: 15383,
    task: 13329,
    ticketvalidation: 15376,
    document: 127,
    user: 7327,
    group: 119,
    computer: 127,
    config: 3,
  },
  {
    id: 6,
    name: 'Technician',
    interface: 'central',
    ticket: 168967,
    followup: 13319,
    task: 13329,
    ticketvalidation: 15376,
    document: 127,
    user: 1055,
    group: 33,
    computer: 127,
    config: 0,
  },
  // A central profile as sites give it out for tools: everything but private follow-ups and tasks.
  {
    id: 9,
    name: 'Sans privé',
    interface: 'central',
    ticket: 261151,
    followup: 7191,
    task: 5137,
    ticketvalidation: 0,
    document: 127,
    user: 7327,
    group: 119,
    computer: 127,
    config: 0,
  },
];

export function rightsOf(session: Session): Rights {
  return rightsOfProfile.find(({ id }) => id === session.profileId) ?? rightsOfProfile[0]!;
}

export function central(session: Session): boolean {
  return rightsOf(session).interface === 'central';
}

/** The entity and all below it. */
export function below(state: State, entity: number): ReadonlySet<number> {
  const found = new Set([entity]);
  for (let grew = true; grew;) {
    grew = false;
    for (const row of state.shelves.get('Entity')?.rows.values() ?? []) {
      const id = num(row, 'id');
      if (found.has(id) || id === 0 || !found.has(num(row, 'entities_id'))) continue;
      found.add(id);
      grew = true;
    }
  }
  return found;
}

/** Entities that the user's profile opens. */
export function openEntities(state: State, session: Session): ReadonlySet<number> {
  const own = state.grants.filter(
    ({ userId, profileId }) => userId === session.userId && profileId === session.profileId,
  );
  return new Set(own.flatMap(({ entity }) => [...below(state, entity)]));
}

/** Entities that lists and writes of the session are held to. */
export function activeEntities(state: State, session: Session): ReadonlySet<number> {
  const key = `${session.entity} ${session.recursive} ${state.shelves.get('Entity')?.version}`;
  if (session.reach?.key !== key) {
    const entities = session.recursive ? below(state, session.entity) : new Set([session.entity]);
    session.reach = { key, entities };
  }
  return session.reach.entities;
}

export function seesTicket(state: State, session: Session, ticket: Readonly<Row>): boolean {
  if ((rightsOf(session).ticket & bits.readAll) !== 0)
    return activeEntities(state, session).has(num(ticket, 'entities_id'));
  const id = num(ticket, 'id');
  const own = where(state, 'Ticket_User', { tickets_id: id, users_id: session.userId });
  if (own.some((row) => num(row, 'type') !== 2)) return true;
  if (num(ticket, 'users_id_recipient') === session.userId) return true;
  const groups = new Set(where(state, 'Group_User', { users_id: session.userId }).map((row) => num(row, 'groups_id')));
  return where(state, 'Group_Ticket', { tickets_id: id }).some((row) => groups.has(num(row, 'groups_id')));
}

export function isRequester(state: State, userId: number, ticketId: number): boolean {
  return where(state, 'Ticket_User', { tickets_id: ticketId, users_id: userId, type: 1 }).length > 0;
}

const inventory = new Set(['Computer', 'PluginOcsinventoryngOcslink', 'Agent', 'PluginOcsinventoryngOcsServer']);

/** Whether the profile may look at the itemtype at all. */
export function mayRead(session: Session, itemtype: string): boolean {
  const rights = rightsOf(session);
  if (inventory.has(itemtype)) return (rights.computer & bits.read) !== 0;
  if (itemtype === 'User' || itemtype === 'UserEmail') return (rights.user & bits.read) !== 0;
  if (itemtype === 'Group') return (rights.group & bits.read) !== 0;
  if (itemtype === 'APIClient') return (rights.config & bits.read) !== 0;
  if (itemtype === 'TicketValidation') return rights.ticketvalidation !== 0;
  return true;
}

/** The ticket that a row belongs to; null where it belongs to none. */
export function ticketOf(state: State, itemtype: string, row: Readonly<Row>): Row | null {
  if (itemtype === 'Ticket') return rowOf(state, 'Ticket', num(row, 'id'));
  if (row['tickets_id'] !== undefined) return rowOf(state, 'Ticket', num(row, 'tickets_id'));
  if (row['itemtype'] === 'Ticket') return rowOf(state, 'Ticket', num(row, 'items_id'));
  if (itemtype === 'Document_Item') {
    const parent = rowOf(state, String(row['itemtype']), num(row, 'items_id'));
    return parent && parent !== row ? ticketOf(state, String(row['itemtype']), parent) : null;
  }
  return null;
}

/**
 * Whether the privacy of a line lets it be shown. The search engine asks it too: its joins of follow-ups and tasks leave out
 * what is private (GLPI, ITILFollowup::rawSearchOptionsToAdd).
 */
export function seesLine(session: Session, itemtype: string, row: Readonly<Row>, own = true): boolean {
  const timeline = itemtype === 'ITILFollowup' || itemtype === 'TicketTask';
  if (!timeline || num(row, 'is_private') === 0) return true;
  const mask = itemtype === 'TicketTask' ? rightsOf(session).task : rightsOf(session).followup;
  return (mask & bits.seePrivate) !== 0 || (own && num(row, 'users_id') === session.userId);
}

/** Whether a row of a timeline is shown; private ones in lists only to those who may see them. */
export function seesRow(state: State, session: Session, itemtype: string, row: Readonly<Row>, byId = false): boolean {
  if (!seesLine(session, itemtype, row, byId)) return false;
  if (itemtype === 'Document_Item' && (row['itemtype'] === 'ITILFollowup' || row['itemtype'] === 'TicketTask')) {
    const parent = rowOf(state, String(row['itemtype']), num(row, 'items_id'));
    if (parent && !seesRow(state, session, String(row['itemtype']), parent)) return false;
  }
  const ticket = itemtype === 'Ticket' ? row : ticketOf(state, itemtype, row);
  if (ticket) return seesTicket(state, session, ticket);
  if (itemtype === 'Computer') return activeEntities(state, session).has(num(row, 'entities_id'));
  return true;
}
