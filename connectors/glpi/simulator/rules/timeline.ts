import { cellsOf, flag, type Input } from '../input.js';
import { Denied, rightsText } from '../refusal.js';
import { central, isRequester, seesTicket } from '../rights.js';
import { alter, keep, num, purge, rowOf, second, str, where, type Row, type Session, type State } from '../state.js';
import { meantIn } from '../zone-time.js';
import { notify } from './mail.js';
import { autocloseDelay, bump, hasAssignee, judge, moveTo, openSolution, status, take } from './status.js';

function parentOf(state: State, session: Session, id: unknown): Row | null {
  const ticket = rowOf(state, 'Ticket', Number(id));
  return ticket && seesTicket(state, session, ticket) ? ticket : null;
}

export function bearFollowup(state: State, session: Session, input: Input): Row | Denied {
  const ticket = input['itemtype'] === 'Ticket' ? parentOf(state, session, input['items_id']) : null;
  if (!ticket) return new Denied(rightsText);
  const id = num(ticket, 'id');
  const at = num(ticket, 'status');
  if (!central(session) && at === status.closed) return new Denied(rightsText);
  const cells = cellsOf(state, session, 'ITILFollowup', input);
  if (cells instanceof Denied) return cells;
  const closes = flag(input, 'add_close');
  const reopens = flag(input, 'add_reopen');
  const said = str(cells, 'content').trim() !== '';
  if (!said && reopens) return new Denied('If you want to reopen this item, you must specify a reason');
  if (!said && !closes) return new Denied('Vous ne pouvez pas ajouter de suivi sans description');
  const row = keep(state, 'ITILFollowup', {
    users_id: session.userId,
    timeline_position: state.quirks.timelinePosition,
    date_mod: second(state),
    ...cells,
    itemtype: 'Ticket',
  });
  take(state, ticket, central(session));
  bump(state, session, ticket);
  notify(state, {
    event: 'followup',
    ticket,
    text: str(row, 'content'),
    inside: num(row, 'is_private') === 1,
    hushed: flag(input, '_disablenotif'),
  });
  const open = hasAssignee(state, id) ? status.assigned : status.incoming;
  if (closes && at === status.solved) {
    judge(state, session, id, 3);
    moveTo(state, session, ticket, status.closed);
    notify(state, { event: 'closed', ticket, text: 'Clos', hushed: flag(input, '_disablenotif') });
  } else if (reopens && (at === status.solved || at === status.closed)) {
    judge(state, session, id, 4);
    moveTo(state, session, ticket, open);
  } else if (state.quirks.pendingKey && 'pending' in input && at !== status.closed) {
    if (flag(input, 'pending')) moveTo(state, session, ticket, status.waiting);
    else if (at === status.waiting || at === status.solved) moveTo(state, session, ticket, open);
  } else if (state.quirks.answerReopens && !flag(input, '_no_reopen') && isRequester(state, session.userId, id)) {
    // Who is logged in decides, whatever `users_id` says.
    if (at === status.solved) {
      judge(state, session, id, 4);
      moveTo(state, session, ticket, open);
    } else if (at === status.waiting) moveTo(state, session, ticket, open);
  }
  return row;
}

export function bearTask(state: State, session: Session, input: Input): { row: Row; message: string } | Denied {
  const ticket = parentOf(state, session, input['tickets_id']);
  if (!ticket || num(ticket, 'status') === status.closed || !central(session)) return new Denied(rightsText);
  const cells = cellsOf(state, session, 'TicketTask', input);
  if (cells instanceof Denied) return cells;
  if (str(cells, 'content').trim() === '') return new Denied('Vous ne pouvez pas ajouter une tâche sans description');
  const plan = planOf(session, input);
  const row = keep(state, 'TicketTask', {
    uuid: `${state.random.hex(8)}-${state.random.hex(4)}-4${state.random.hex(3)}-8${state.random.hex(3)}-${state.random.hex(12)}`,
    users_id: session.userId,
    timeline_position: state.quirks.timelinePosition,
    date_mod: second(state),
    ...cells,
    ...plan,
  });
  summed(state, ticket);
  take(state, ticket, true);
  bump(state, session, ticket);
  planned(state, session, ticket, row);
  notify(state, {
    event: 'task',
    ticket,
    text: str(row, 'content'),
    inside: num(row, 'is_private') === 1,
    hushed: flag(input, '_disablenotif'),
  });
  const { begin, end } = row;
  const overlaps =
    typeof begin === 'number' &&
    typeof end === 'number' &&
    where(state, 'TicketTask', { users_id_tech: num(row, 'users_id_tech') }).some(
      (other) => other !== row && num(other, 'begin') < end && num(other, 'end') > begin,
    );
  return { row, message: overlaps ? `L'utilisateur est occupé sur la plage de temps sélectionnée` : '' };
}

function planOf(session: Session, input: Input): Row {
  const plan = input['plan'] as Input | undefined;
  const begin = plan && meantIn(session.zone, String(plan['begin']));
  const end = plan && meantIn(session.zone, String(plan['end']));
  if (typeof begin !== 'number' || typeof end !== 'number') return {};
  return { begin, end, actiontime: Math.round((end - begin) / 1000) };
}

function planned(state: State, session: Session, ticket: Row, task: Readonly<Row>): void {
  const at = num(ticket, 'status');
  if (typeof task['begin'] === 'number' && (at === status.incoming || at === status.assigned))
    moveTo(state, session, ticket, status.planned);
}

function summed(state: State, ticket: Row): void {
  const tasks = where(state, 'TicketTask', { tickets_id: num(ticket, 'id') });
  alter(state, 'Ticket', ticket, { actiontime: tasks.reduce((sum, task) => sum + num(task, 'actiontime'), 0) });
}

export function bearSolution(state: State, session: Session, input: Input): Row | Denied {
  const ticket = input['itemtype'] === 'Ticket' ? parentOf(state, session, input['items_id']) : null;
  if (!ticket || !central(session) || num(ticket, 'status') === status.closed) return new Denied(rightsText);
  if (num(ticket, 'status') === status.solved)
    return new Denied("Cet item est déjà résolu, quelqu'un a-t-il ajouté une solution ?");
  const cells = cellsOf(state, session, 'ITILSolution', input);
  if (cells instanceof Denied) return cells;
  return solve(
    state,
    session,
    ticket,
    { users_id: session.userId, date_mod: second(state), ...cells, itemtype: 'Ticket' },
    flag(input, '_disablenotif'),
  );
}

function solve(state: State, session: Session, ticket: Row, cells: Row, hushed: boolean): Row {
  const row = keep(state, 'ITILSolution', { status: 2, ...cells, items_id: num(ticket, 'id') });
  take(state, ticket, true);
  const atOnce = autocloseDelay(state, num(ticket, 'entities_id')) === 0;
  if (atOnce) alter(state, 'ITILSolution', row, { status: 3 });
  moveTo(state, session, ticket, atOnce ? status.closed : status.solved);
  bump(state, session, ticket);
  notify(state, { event: 'solved', ticket, text: str(row, 'content'), hushed });
  for (const link of where(state, 'Ticket_Ticket', { tickets_id_2: num(ticket, 'id'), link: 2 })) {
    const twin = rowOf(state, 'Ticket', num(link, 'tickets_id_1'));
    if (twin && num(twin, 'status') < status.solved) solve(state, session, twin, { ...cells }, hushed);
  }
  return row;
}

/** An edit of a follow-up, task or solution. */
export function changeEntry(state: State, session: Session, itemtype: string, row: Row, input: Input): Denied | null {
  const cells = cellsOf(state, session, itemtype, input);
  if (cells instanceof Denied) return cells;
  if (!central(session) && num(row, 'users_id') !== session.userId) return new Denied(rightsText);
  const changes: Row = { ...cells, ...(itemtype === 'TicketTask' ? planOf(session, input) : {}) };
  if (!alter(state, itemtype, row, changes)) return null;
  alter(state, itemtype, row, { users_id_editor: session.userId, date_mod: second(state) });
  // The text of a solution moves nothing but the solution.
  if (itemtype === 'ITILSolution') return null;
  const ticket = rowOf(state, 'Ticket', num(row, itemtype === 'TicketTask' ? 'tickets_id' : 'items_id'));
  if (!ticket) return null;
  if (itemtype === 'TicketTask') {
    summed(state, ticket);
    planned(state, session, ticket, row);
  }
  bump(state, session, ticket);
  return null;
}

export function removeEntry(state: State, session: Session, itemtype: string, row: Readonly<Row>): Denied | null {
  if (!central(session)) return new Denied(rightsText);
  purge(state, itemtype, num(row, 'id'));
  const ticket = rowOf(state, 'Ticket', num(row, itemtype === 'TicketTask' ? 'tickets_id' : 'items_id'));
  if (!ticket) return null;
  if (itemtype === 'TicketTask') summed(state, ticket);
  bump(state, session, ticket);
  return null;
}

/** The cron `closeticket`: the solution stays as it was. */
export function closeSolved(state: State): number {
  let closed = 0;
  for (const ticket of state.shelves.get('Ticket')?.rows.values() ?? []) {
    if (num(ticket, 'status') !== status.solved || num(ticket, 'is_deleted') === 1) continue;
    const delay = autocloseDelay(state, num(ticket, 'entities_id'));
    if (delay < 0 || num(ticket, 'solvedate') + delay * 86_400_000 > second(state)) continue;
    moveTo(state, null, ticket, status.closed);
    notify(state, { event: 'closed', ticket, text: 'Clos' });
    closed += 1;
  }
  return closed;
}

export { openSolution };
