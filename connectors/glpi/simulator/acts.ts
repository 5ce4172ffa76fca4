import type { Input } from './input.js';
import { Denied } from './refusal.js';
import { postActor } from './rules/actors.js';
import { bearLink } from './rules/around.js';
import { attachDocument, bearDocument, upload } from './rules/documents.js';
import { bearTicket, changeTicket } from './rules/ticket.js';
import { bearFollowup, bearSolution, bearTask, changeEntry } from './rules/timeline.js';
import { answerValidation, bearValidation } from './rules/around.js';
import { openSession } from './sessions.js';
import { num, rowOf, str, where, type Row, type Session, type State } from './state.js';

/** Somebody at work in the tool's own screens. Refusals are thrown. */
export interface Person {
  open(input: Input): Row;
  change(ticket: number, input: Input): void;
  followup(ticket: number, text: string, more?: Input): Row;
  task(ticket: number, text: string, more?: Input): Row;
  /** Changes a task. */
  edit(task: number, input: Input): void;
  solve(ticket: number, text: string): Row;
  /** The requester's answer to a solution. */
  accept(ticket: number, text?: string): Row;
  refuse(ticket: number, reason: string): Row;
  ask(ticket: number, approver: number, text: string): Row;
  /** An approver's answer: 3 accepted, 4 refused. */
  answer(validation: number, status: number, comment: string): void;
  attach(ticket: number, name: string, content: Buffer, to?: { readonly itemtype: string; readonly id: number }): Row;
  assign(ticket: number, user: number): Row;
  tie(ticket: number, itemtype: string, id: number): Row;
  /**
   * «Fusionner comme suivi» (`Ticket::merge` of 10.0): its description and its follow-ups become follow-ups of the other, which name it
   * in `sourceitems_id`; the two are linked, and it goes into the trash.
   */
  merge(ticket: number, into: number): void;
}

export interface Acts {
  as(login: string): Person;
}

export function createActs(state: State): Acts {
  return {
    as(login) {
      const userId = num(where(state, 'User', { name: login })[0], 'id');
      const session = ((): Session => {
        const opened = openSession(state, userId, `screens-${login}`);
        if (!opened) throw new Error(`simulator: nobody named ${login} may log in`);
        return opened;
      })();
      return personOf(state, session);
    },
  };
}

function personOf(state: State, session: Session): Person {
  const followup = (items_id: number, content: string, more: Input = {}): Row =>
    made(bearFollowup(state, session, { itemtype: 'Ticket', items_id, content, ...more }));
  return {
    open: (input) => made(bearTicket(state, session, input)),
    change: (id, input) => {
      const ticket = rowOf(state, 'Ticket', id);
      if (!ticket) throw new Error(`simulator: no ticket ${id}`);
      const denied = changeTicket(state, session, ticket, input);
      if (denied) throw new Error(`simulator: refused, ${denied.message}`);
    },
    followup,
    task: (tickets_id, content, more = {}) => {
      const born = bearTask(state, session, { tickets_id, content, ...more });
      return made(born instanceof Denied ? born : born.row);
    },
    edit: (id, input) => {
      const denied = changeEntry(state, session, 'TicketTask', rowOf(state, 'TicketTask', id) ?? {}, input);
      if (denied) throw new Error(`simulator: refused, ${denied.message}`);
    },
    solve: (items_id, content) => made(bearSolution(state, session, { itemtype: 'Ticket', items_id, content })),
    accept: (id, text = '') => followup(id, text, { add_close: 1 }),
    refuse: (id, reason) => followup(id, reason, { add_reopen: 1 }),
    ask: (tickets_id, users_id_validate, comment_submission) =>
      made(bearValidation(state, session, { tickets_id, users_id_validate, comment_submission })),
    answer: (id, status, comment_validation) => {
      const row = rowOf(state, 'TicketValidation', id);
      if (!row) throw new Error(`simulator: no approval ${id}`);
      const denied = answerValidation(state, session, row, { status, comment_validation });
      if (denied) throw new Error(`simulator: refused, ${denied.message}`);
    },
    attach: (ticket, name, content, to = { itemtype: 'Ticket', id: ticket }) => {
      const { cells } = upload(state, {
        name: 'filename[0]',
        filename: name,
        type: 'application/octet-stream',
        content,
      });
      const row = bearDocument(state, session, { name }, cells);
      attachDocument(state, session, num(row, 'id'), to.itemtype, to.id);
      return row;
    },
    assign: (tickets_id, users_id) => made(postActor(state, session, 'Ticket_User', { tickets_id, users_id, type: 2 })),
    tie: (tickets_id, itemtype, items_id) =>
      made(bearLink(state, session, 'Item_Ticket', { tickets_id, itemtype, items_id })),
    merge: (id, into) => {
      const ticket = rowOf(state, 'Ticket', id);
      if (!ticket) throw new Error(`simulator: no ticket ${id}`);
      const moved = (content: string, date: unknown, more: Input): void => {
        const row = followup(into, content, more);
        Object.assign(row, { sourceitems_id: id, date, date_creation: date });
      };
      moved(`${str(ticket, 'name')}<br /><br />${str(ticket, 'content')}`, ticket['date_creation'], {});
      for (const row of where(state, 'ITILFollowup', { itemtype: 'Ticket', items_id: id }))
        moved(str(row, 'content'), row['date'], { is_private: num(row, 'is_private') });
      made(bearLink(state, session, 'Ticket_Ticket', { tickets_id_1: id, tickets_id_2: into, link: 3 }));
      const denied = changeTicket(state, session, ticket, { is_deleted: 1 });
      if (denied) throw new Error(`simulator: refused, ${denied.message}`);
    },
  };
}

function made(row: Row | Denied): Row {
  if (row instanceof Denied) throw new Error(`simulator: refused, ${row.message}`);
  return row;
}
