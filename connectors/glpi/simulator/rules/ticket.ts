import { cut, plain } from '../encoding.js';
import { cellsOf, flag, type Input } from '../input.js';
import { Denied, rightsText } from '../refusal.js';
import { activeEntities, central, isRequester, rightsOf } from '../rights.js';
import { alter, keep, num, purge, second, str, where, type Row, type Session, type State } from '../state.js';
import { addActor, bearActors, changeActors } from './actors.js';
import { log } from './log.js';
import { notify } from './mail.js';
import { bump, hasAssignee, moveTo, status, take } from './status.js';

const matrix = ['11222', '12233', '22344', '23445', '23455'];

export function priorityOf(urgency: number, impact: number): number {
  return Number(matrix[urgency - 1]?.[impact - 1] ?? 3);
}

const level = (value: number): number => (value >= 1 && value <= 5 ? value : 3);

export function bearTicket(state: State, session: Session, input: Input): Row | Denied {
  const cells = cellsOf(state, session, 'Ticket', input);
  if (cells instanceof Denied) return cells;
  const entity = 'entities_id' in cells ? num(cells, 'entities_id') : session.entity;
  if (!activeEntities(state, session).has(entity)) return new Denied(rightsText);
  const urgency = level('urgency' in cells ? num(cells, 'urgency') : 3);
  const impact = level('impact' in cells ? num(cells, 'impact') : 3);
  const title = plain(str(cells, 'name')).trim() === '' ? titleFrom(str(cells, 'content')) : str(cells, 'name');
  const filled: Row = {
    ...cells,
    entities_id: entity,
    name: title,
    urgency,
    impact,
    priority: 'priority' in cells ? num(cells, 'priority') : priorityOf(urgency, impact),
    users_id_recipient: 'users_id_recipient' in cells ? num(cells, 'users_id_recipient') : session.userId,
    users_id_lastupdater: session.userId,
    date_mod: second(state),
  };
  const born = typeof filled['date'] === 'number' ? filled['date'] : second(state);
  const asked = 'status' in cells ? num(cells, 'status') : status.incoming;
  if (asked === status.solved || asked === status.closed) filled['solvedate'] = born;
  if (asked === status.closed) filled['closedate'] = born;
  if (asked === status.waiting) filled['begin_waiting_date'] = born;
  const groups: number[] = [];
  const ties: [string, number][] = [];
  const does = {
    assign: (id: number) => void groups.push(id),
    tie: (itemtype: string, id: number) => void ties.push([itemtype, id]),
  };
  for (const rule of state.rules) rule(filled, does);
  const ticket = keep(state, 'Ticket', filled);
  if (str(ticket, 'name') === '') ticket['name'] = '';
  log(state, session, num(ticket, 'id'), 0, '', '', { itemtype: '', action: 20 });
  bearActors(state, session, ticket, input);
  for (const [itemtype, items_id] of ties)
    keep(state, 'Item_Ticket', { itemtype, items_id, tickets_id: num(ticket, 'id') });
  for (const id of groups) addActor(state, session, ticket, 'Group', 'assign', id);
  for (const [itemtype, ids] of Object.entries((input['items_id'] ?? {}) as Record<string, unknown[]>))
    for (const id of ids) keep(state, 'Item_Ticket', { itemtype, items_id: Number(id), tickets_id: num(ticket, 'id') });
  notify(state, { event: 'new', ticket, text: str(ticket, 'content'), hushed: flag(input, '_disablenotif') });
  return ticket;
}

/** The beginning of the content, without markup. */
function titleFrom(content: string): string {
  return cut(
    plain(content)
      .replace(/<[^>]*>/g, ' ')
      .trim()
      .split('\n')[0] ?? '',
    70,
  ).trim();
}

export function titleTold(ticket: Readonly<Row>): string {
  return str(ticket, 'name') || `Ticket - ID ${num(ticket, 'id')}`;
}

export function changeTicket(state: State, session: Session, ticket: Row, input: Input): Denied | null {
  const cells = cellsOf(state, session, 'Ticket', input);
  if (cells instanceof Denied) return cells;
  const closed = num(ticket, 'status') === status.closed;
  const reopens = 'status' in cells && num(cells, 'status') !== status.closed;
  if (closed && !reopens && !('is_deleted' in cells)) return new Denied('');
  if (!central(session)) {
    const own =
      isRequester(state, session.userId, num(ticket, 'id')) || num(ticket, 'users_id_recipient') === session.userId;
    if (!own || ('status' in cells && state.quirks.answerReopens)) return new Denied('');
  }
  if ('entities_id' in cells && !activeEntities(state, session).has(num(cells, 'entities_id')))
    return new Denied(rightsText);
  for (const name of state.quirks.mandatory)
    if (name in cells && (cells[name] === 0 || cells[name] === ''))
      return new Denied(`Les champs obligatoires ne sont pas définis : ${name}`);
  const { status: asked, date_mod: _stamped, ...rest } = cells;
  if ('closedate' in rest && asked !== undefined) delete rest['closedate'];
  for (const name of ['urgency', 'impact']) if (name in rest) rest[name] = level(num(rest, name));
  const weighed = ('urgency' in rest || 'impact' in rest) && !('priority' in rest);
  const before: Row = { ...ticket };
  let changed = changeActors(state, session, ticket, input);
  if (typeof asked === 'number' && asked !== num(ticket, 'status')) {
    moveTo(state, session, ticket, asked);
    if (asked === status.solved)
      notify(state, { event: 'solved', ticket, text: 'Résolu', hushed: flag(input, '_disablenotif') });
    if (asked === status.closed)
      notify(state, { event: 'closed', ticket, text: 'Clos', hushed: flag(input, '_disablenotif') });
    changed = true;
  }
  changed = alter(state, 'Ticket', ticket, rest) || changed;
  if (weighed) alter(state, 'Ticket', ticket, { priority: priorityOf(num(ticket, 'urgency'), num(ticket, 'impact')) });
  if (typeof ticket['solvedate'] === 'number' && ('solvedate' in rest || 'date' in rest))
    ticket['solve_delay_stat'] = Math.max(0, Math.round((ticket['solvedate'] - num(ticket, 'date')) / 1000));
  if (!changed) return null;
  if (num(before, 'status') === num(ticket, 'status'))
    for (const [option, name] of [
      [1, 'name'],
      [10, 'urgency'],
      [7, 'itilcategories_id'],
      [21, 'content'],
    ] as const)
      if (before[name] !== ticket[name])
        log(state, session, num(ticket, 'id'), option, before[name] ?? '', ticket[name] ?? '');
  take(state, ticket, central(session) && 'status' in cells && hasAssignee(state, num(ticket, 'id')));
  bump(state, session, ticket);
  return null;
}

/** DELETE: into the trash, or away with everything that hangs on it. */
export function removeTicket(state: State, session: Session, ticket: Row, forever: boolean): Denied | null {
  if (rightsOf(session).interface === 'helpdesk') return new Denied(rightsText);
  const id = num(ticket, 'id');
  if (!forever) {
    if (alter(state, 'Ticket', ticket, { is_deleted: 1 })) bump(state, session, ticket);
    return null;
  }
  for (const [name, { rows }] of state.shelves)
    for (const row of rows.values()) {
      const own = row['tickets_id'] === id || (row['itemtype'] === 'Ticket' && row['items_id'] === id);
      const link = row['tickets_id_1'] === id || row['tickets_id_2'] === id;
      if (name !== 'Ticket' && name !== 'Log' && (own || link)) purge(state, name, num(row, 'id'));
    }
  purge(state, 'Ticket', id);
  return null;
}

export function linkedTickets(state: State, ticketId: number): Row[] {
  return [
    ...where(state, 'Ticket_Ticket', { tickets_id_1: ticketId }),
    ...where(state, 'Ticket_Ticket', { tickets_id_2: ticketId }),
  ];
}
