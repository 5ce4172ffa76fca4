import { alter, num, rowOf, second, where, type Row, type Session, type State } from '../state.js';
import { log } from './log.js';

export const status = { incoming: 1, assigned: 2, planned: 3, waiting: 4, solved: 5, closed: 6 } as const;

/** Moves the ticket's date_mod, as nearly everything about a ticket does. */
export function bump(state: State, session: Session | null, ticket: Row): void {
  alter(state, 'Ticket', ticket, {
    date_mod: second(state),
    ...(session ? { users_id_lastupdater: session.userId } : {}),
  });
}

export function hasAssignee(state: State, ticketId: number): boolean {
  return (
    where(state, 'Ticket_User', { tickets_id: ticketId, type: 2 }).length > 0 ||
    where(state, 'Group_Ticket', { tickets_id: ticketId, type: 2 }).length > 0
  );
}

/** Everything that a status drags along: dates, delays, the wait. Any number is taken. */
export function moveTo(state: State, session: Session | null, ticket: Row, to: number): void {
  const from = num(ticket, 'status');
  if (from === to) return;
  const now = second(state);
  const cells: Row = { status: to };
  const halted = (code: number): boolean => code === status.waiting || code === status.solved || code === status.closed;
  const began = ticket['begin_waiting_date'];
  if (halted(to) && typeof began !== 'number') cells['begin_waiting_date'] = now;
  if (!halted(to) && typeof began === 'number') {
    cells['waiting_duration'] = num(ticket, 'waiting_duration') + Math.round((now - began) / 1000);
    cells['begin_waiting_date'] = null;
  }
  const delay = (upTo: number): number =>
    Math.max(0, Math.round((upTo - num(ticket, 'date')) / 1000) - num(ticket, 'waiting_duration'));
  if (to === status.solved || to === status.closed) {
    const solved = typeof ticket['solvedate'] === 'number' ? ticket['solvedate'] : now;
    cells['solvedate'] = solved;
    cells['solve_delay_stat'] = delay(solved);
  }
  if (to === status.solved) cells['closedate'] = null;
  if (to === status.closed) {
    cells['closedate'] = now;
    cells['close_delay_stat'] = delay(now);
  }
  if (to !== status.solved && to !== status.closed)
    Object.assign(cells, { solvedate: null, closedate: null, solve_delay_stat: 0, close_delay_stat: 0 });
  alter(state, 'Ticket', ticket, cells);
  if (session) log(state, session, num(ticket, 'id'), 12, from, to);
  bump(state, session, ticket);
}

/** The first act of somebody who treats tickets is when it is taken into account. */
export function take(state: State, ticket: Row, byTechnician: boolean): void {
  const taken = ticket['takeintoaccountdate'] ?? null;
  if (num(ticket, 'status') === status.closed) return;
  if (!byTechnician || num(ticket, 'takeintoaccount_delay_stat') > 0 || taken !== null) return;
  const now = second(state);
  alter(state, 'Ticket', ticket, {
    takeintoaccount_delay_stat: Math.max(1, Math.round((now - num(ticket, 'date')) / 1000)),
    ...('takeintoaccountdate' in ticket ? { takeintoaccountdate: now } : {}),
  });
}

/** The solution that waits for an answer. */
export function openSolution(state: State, ticketId: number): Row | null {
  return where(state, 'ITILSolution', { itemtype: 'Ticket', items_id: ticketId, status: 2 }).at(-1) ?? null;
}

export function judge(state: State, session: Session, ticketId: number, verdict: 3 | 4): void {
  const solution = openSolution(state, ticketId);
  if (!solution) return;
  alter(state, 'ITILSolution', solution, {
    status: verdict,
    date_approval: second(state),
    users_id_approval: session.userId,
  });
}

/** Days after which a solved ticket closes: -10 never, 0 at once. Entities inherit by -2. */
export function autocloseDelay(state: State, entity: number): number {
  for (let at: Row | null = rowOf(state, 'Entity', entity); at; at = rowOf(state, 'Entity', num(at, 'entities_id'))) {
    const delay = num(at, 'autoclose_delay');
    if (delay !== -2) return delay;
    if (num(at, 'id') === 0) break;
  }
  return -10;
}
