import { cellsOf, type Input } from '../input.js';
import { Denied, rightsText } from '../refusal.js';
import { central } from '../rights.js';
import {
  alter,
  keep,
  listOf,
  num,
  purge,
  rowOf,
  second,
  str,
  where,
  type Row,
  type Session,
  type State,
} from '../state.js';
import { notify } from './mail.js';
import { bump } from './status.js';

/** Links of tickets to machines, documents, articles and each other: one of each, and the ticket moves. */
export function bearLink(state: State, session: Session, itemtype: string, input: Input): Row | Denied {
  const cells = cellsOf(state, session, itemtype, input);
  if (cells instanceof Denied) return cells;
  const same = sameOf(itemtype, cells);
  const twice = where(state, itemtype, same).length > 0 || (itemtype === 'Ticket_Ticket' && turned(state, cells));
  if (twice || (cells['tickets_id_1'] === cells['tickets_id_2'] && itemtype === 'Ticket_Ticket')) return new Denied('');
  const row = keep(state, itemtype, {
    ...cells,
    ...('users_id' in cells ? {} : { users_id: session.userId }),
    ...(itemtype === 'Document_Item'
      ? { timeline_position: cells['itemtype'] === 'Ticket' ? state.quirks.timelinePosition : 0 }
      : {}),
  });
  for (const ticket of movedBy(state, itemtype, row)) bump(state, session, ticket);
  return row;
}

function sameOf(itemtype: string, cells: Readonly<Row>): Row {
  const names =
    itemtype === 'Ticket_Ticket'
      ? ['tickets_id_1', 'tickets_id_2']
      : ['documents_id', 'knowbaseitems_id', 'itemtype', 'items_id', 'tickets_id'];
  return Object.fromEntries(names.flatMap((name) => (cells[name] === undefined ? [] : [[name, cells[name] ?? null]])));
}

function turned(state: State, cells: Readonly<Row>): boolean {
  return (
    where(state, 'Ticket_Ticket', {
      tickets_id_1: cells['tickets_id_2'] ?? null,
      tickets_id_2: cells['tickets_id_1'] ?? null,
    }).length > 0
  );
}

/** A document on a follow-up and an article of the knowledge base move nothing. */
function movedBy(state: State, itemtype: string, row: Readonly<Row>): Row[] {
  if (itemtype === 'KnowbaseItem_Item') return [];
  const ids =
    itemtype === 'Ticket_Ticket'
      ? [num(row, 'tickets_id_1'), num(row, 'tickets_id_2')]
      : itemtype === 'Item_Ticket'
        ? [num(row, 'tickets_id')]
        : row['itemtype'] === 'Ticket'
          ? [num(row, 'items_id')]
          : [];
  return ids.flatMap((id) => listOf(rowOf(state, 'Ticket', id)));
}

export function removeLink(state: State, session: Session, itemtype: string, row: Readonly<Row>): void {
  purge(state, itemtype, num(row, 'id'));
  for (const ticket of movedBy(state, itemtype, row)) bump(state, session, ticket);
}

export function bearValidation(state: State, session: Session, input: Input): Row | Denied {
  const ticket = rowOf(state, 'Ticket', Number(input['tickets_id']));
  if (!ticket || !central(session)) return new Denied(rightsText);
  const cells = cellsOf(state, session, 'TicketValidation', input);
  if (cells instanceof Denied) return cells;
  const approver = state.quirks.validationTargets
    ? num(cells, 'items_id_target') || num(cells, 'users_id_validate')
    : num(cells, 'users_id_validate');
  const row = keep(state, 'TicketValidation', {
    users_id: session.userId,
    entities_id: num(ticket, 'entities_id'),
    ...cells,
    status: 2,
    ...(state.quirks.validationTargets ? { itemtype_target: 'User', items_id_target: approver } : {}),
    users_id_validate: approver,
  });
  alter(state, 'Ticket', ticket, { global_validation: 2 });
  bump(state, session, ticket);
  notify(state, { event: 'validation', ticket, text: str(row, 'comment_submission'), inside: true, also: [approver] });
  return row;
}

export function answerValidation(state: State, session: Session, row: Row, input: Input): Denied | null {
  const cells = cellsOf(state, session, 'TicketValidation', input);
  if (cells instanceof Denied) return cells;
  const verdict = num(cells, 'status');
  if (verdict === 4 && str(cells, 'comment_validation').trim() === '')
    return new Denied("En cas de refus d'approbation, vous devez indiquer un motif.");
  if (state.quirks.approvalsStick) return null;
  if (verdict === 3 || verdict === 4) cells['validation_date'] = second(state);
  if (!alter(state, 'TicketValidation', row, cells)) return null;
  const ticket = rowOf(state, 'Ticket', num(row, 'tickets_id'));
  if (!ticket) return null;
  if (verdict > 0) alter(state, 'Ticket', ticket, { global_validation: verdict });
  bump(state, session, ticket);
  return null;
}
