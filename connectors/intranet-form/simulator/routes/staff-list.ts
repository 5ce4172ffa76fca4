import type { ToolResponse } from '@passerelle/connector/testing';
import { holds } from '../acts/manage.js';
import { listPage } from '../pages/staff-list.js';
import type { Ticket, Tool, User } from '../state.js';
import { typed } from '../text.js';
import { field, html, type Call } from '../wire/call.js';
import { may, type StaffCall } from './staff-call.js';

/** What an agent is shown: only the categories that they hold, and nobody says that there are others. */
export function shownTo(tool: Tool, user: User): readonly Ticket[] {
  return [...tool.tables.tickets.values()].filter(
    ({ category, owner }) =>
      holds(user, category) &&
      may(user, 'can_view_tickets') &&
      (owner === user.id || may(user, owner === 0 ? 'can_view_unassigned' : 'can_view_ass_others')),
  );
}

/** By ticked statuses, priorities and owners; an empty group of boxes is all of it. */
export function ticked(call: Call, tickets: readonly Ticket[], user: User): readonly Ticket[] {
  const { query } = call;
  const chosen = (letter: string): ReadonlySet<string> =>
    new Set([...query.keys()].filter((name) => new RegExp(`^${letter}\\d+$`).test(name)).map((name) => name.slice(1)));
  const statuses = chosen('s');
  const priorities = chosen('p');
  const category = query.get('category') ?? '0';
  const whose = (['s_my', 's_ot', 's_un'] as const).filter((name) => query.get(name) === '1');
  const side = ({ owner }: Ticket): string => (owner === 0 ? 's_un' : owner === user.id ? 's_my' : 's_ot');
  return tickets.filter(
    (ticket) =>
      (statuses.size === 0 || statuses.has(String(ticket.status))) &&
      (priorities.size === 0 || priorities.has(String(ticket.priority))) &&
      (category === '0' || category === '' || category === String(ticket.category)) &&
      (whose.length === 0 || whose.some((name) => name === side(ticket))),
  );
}

export function sorted(call: Call, tickets: readonly Ticket[]): readonly Ticket[] {
  const by = field(call, 'sort');
  const direction = field(call, 'asc') === '1' ? 1 : -1;
  const of = (ticket: Ticket): number | string =>
    by === 'lastchange' ? ticket.lastchange : by === 'dt' ? ticket.dt : by === 'trackid' ? ticket.trackid : ticket.id;
  const compare = (a: number | string, b: number | string): number => (a < b ? -1 : a > b ? 1 : 0);
  return tickets.toSorted((a, b) => direction * compare(of(a), of(b)) || a.id - b.id);
}

function answered(tool: Tool, call: StaffCall, tickets: readonly Ticket[]): ToolResponse {
  const all = sorted(call, tickets);
  const limit = Math.max(1, Number(field(call, 'limit')) || 20);
  const pages = Math.max(1, Math.ceil(all.length / limit));
  const page = Math.min(pages, Math.max(1, Number(field(call, 'page')) || 1));
  return html(
    listPage(tool, call.session, { tickets: all.slice((page - 1) * limit, page * limit), total: all.length, pages }),
  );
}

export function list(tool: Tool, call: StaffCall): ToolResponse {
  return answered(tool, call, ticked(call, shownTo(tool, call.user), call.user));
}

export function find(tool: Tool, call: StaffCall): ToolResponse {
  const sought = field(call, 'q').trim().toLowerCase();
  const what = field(call, 'what');
  const holdsIt = (stored: string): boolean => typed(stored).toLowerCase().includes(sought);
  const { replies, notes } = tool.tables;
  const found = (ticket: Ticket): boolean => {
    switch (what) {
      case 'trackid':
        return ticket.trackid.toLowerCase() === sought || ticket.merged.toLowerCase().includes(`#${sought}#`);
      case 'seqid':
        return String(ticket.id) === sought;
      case 'name':
        return holdsIt(ticket.name);
      case 'email':
        return holdsIt(ticket.email);
      case 'subject':
        return holdsIt(ticket.subject);
      case 'message':
        return (
          holdsIt(ticket.message) ||
          [...replies.values()].some((reply) => reply.replyto === ticket.id && holdsIt(reply.message))
        );
      case 'notes':
        return [...notes.values()].some((note) => note.ticket === ticket.id && holdsIt(note.message));
      default: {
        const n = /^custom(\d+)$/.exec(what)?.[1];
        return n !== undefined && holdsIt(ticket.custom.get(Number(n)) ?? '');
      }
    }
  };
  const tickets = sought === '' ? [] : shownTo(tool, call.user).filter(found);
  return answered(tool, call, tickets);
}
