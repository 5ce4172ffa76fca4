import type { Action, PersonWish } from '@passerelle/api';
import type { Account } from '@passerelle/store';
import type { Deed, DeedLine } from '@passerelle/sync';
import type { Attachment, Group, Person, Ticket, TicketFields } from '@passerelle/ticket';

export type DeedFile = Pick<Attachment, 'name' | 'mime' | 'size' | 'sha256' | 'audience'>;

export interface Doer {
  readonly account: Account;
  readonly id: string;
  readonly now: string;
  readonly files: readonly DeedFile[];
}

type Said = { readonly said: Partial<TicketFields>; readonly lines: readonly DeedLine[] };

/** What somebody's action means for the ticket as it stands: fields as they are to be, and lines. Pure. */
export function deedOf(action: Action, ticket: Ticket, { account, id, now, files }: Doer): Deed {
  const me = personOf(account);
  return { id, by: me, why: `desk:${account.id} ${action.kind}`, files, ...saidOf(action, ticket, me, now) };
}

const publicLine = (kind: DeedLine['kind'], text: string, more: Partial<DeedLine> = {}): DeedLine => ({
  kind,
  audience: 'public',
  text,
  ...more,
});
const maybe = (kind: DeedLine['kind'], text: string | undefined): readonly DeedLine[] =>
  text === undefined || text.trim() === '' ? [] : [publicLine(kind, text)];
const nothingEnded = { outcome: null, resolved: null, closed: null } as const;

function saidOf(action: Action, ticket: Ticket, me: Person, now: string): Said {
  switch (action.kind) {
    case 'take':
      return { said: { assignee: me, ...begun(ticket, me), ...(ticket.taken === null && { taken: now }) }, lines: [] };
    case 'assign':
      return assigned(action, ticket);
    case 'comment':
      return { said: {}, lines: [publicLine('comment', action.text)] };
    case 'work_note':
      return { said: {}, lines: [{ kind: 'work_note', audience: 'internal', text: action.text }] };
    case 'task': {
      const { state, category, plannedFrom, plannedTo, forecast, spent } = action;
      const technician = action.technician && personOf(action.technician);
      const task = { state, category, technician, plannedFrom, plannedTo, forecast, spent };
      return { said: {}, lines: [{ kind: 'task', audience: 'internal', text: action.text, task }] };
    }
    case 'start':
      return { said: { status: 'in_progress', pendingReason: null }, lines: [] };
    case 'pending':
      return { said: { status: 'pending', pendingReason: action.reason }, lines: maybe('comment', action.text) };
    case 'solution': {
      const { text, outcome, code } = action;
      const resolution = { code, text, verdict: null, reason: null };
      const said = { status: 'resolved', pendingReason: null, outcome, resolution, resolved: now } as const;
      return { said, lines: [publicLine('solution', text, { solution: { outcome, code } })] };
    }
    case 'verdict':
      return judged(action, ticket, now);
    case 'approve': {
      const state = action.approved ? 'approved' : 'rejected';
      const approval = { state, approver: me, reason: action.reason || null } as const;
      return { said: { approval: state }, lines: [publicLine('approval', action.reason, { approval })] };
    }
    case 'reopen':
      return {
        said: { ...nothingEnded, ...again(ticket), pendingReason: null },
        lines: maybe('comment', action.reason),
      };
    case 'cancel':
      return {
        said: { status: 'cancelled', outcome: action.outcome, pendingReason: null, closed: now },
        lines: maybe('comment', action.reason),
      };
    case 'recategorise': {
      const { category, service, subService } = action;
      return {
        said: { category, ...(service !== undefined && { service }), ...(subService !== undefined && { subService }) },
        lines: [],
      };
    }
    case 'change': {
      const { kind: _, ...given } = action;
      return { said: Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)), lines: [] };
    }
  }
}

/** Somebody has it: what nobody had is assigned, what is under way stays so. */
function begun({ status }: Ticket, agent: Person | null): Partial<TicketFields> {
  return agent !== null && (status === 'new' || status === 'queued') ? { status: 'assigned' } : {};
}

function assigned(action: Extract<Action, { kind: 'assign' }>, ticket: Ticket): Said {
  const { team, agent, why } = action;
  const group: Group | null = team === undefined ? ticket.group : team === null ? null : { name: team, codes: [] };
  const moves = team !== undefined && team !== (ticket.group?.name ?? null);
  // Whoever had it in the old team does not have it in the new one.
  const assignee = agent === undefined ? (moves ? null : ticket.assignee) : agent && personOf(agent);
  const status =
    assignee !== null
      ? begun(ticket, assignee)
      : ticket.status === 'assigned' || ticket.status === 'new' || ticket.status === 'queued'
        ? ({ status: group === null ? 'new' : 'queued' } as const)
        : {};
  const line: DeedLine = { kind: 'handover', audience: 'internal', text: why ?? '' };
  return {
    said: { group, assignee, ...status, ...(ticket.firstGroup === null && group !== null && { firstGroup: group }) },
    lines: why === undefined || why.trim() === '' ? [] : [line],
  };
}

function judged({ accepted, reason }: Extract<Action, { kind: 'verdict' }>, ticket: Ticket, now: string): Said {
  const resolution = {
    code: ticket.resolution?.code ?? null,
    text: ticket.resolution?.text ?? null,
    verdict: accepted ? 'accepted' : 'refused',
    reason: reason || null,
  } as const;
  const verdict = { accepted, reason: reason || null };
  return {
    said: accepted ? { status: 'closed', closed: now, resolution } : { ...nothingEnded, ...again(ticket), resolution },
    lines: [publicLine('verdict', reason, { verdict })],
  };
}

/** Where a ticket stands that is worked on again. */
function again({ assignee, group }: Ticket): Pick<TicketFields, 'status'> {
  return { status: assignee !== null ? 'in_progress' : group !== null ? 'queued' : 'new' };
}

/** Somebody of ours, as tools know them: by address, else by login, else by name. */
export function personOf(from: Account | PersonWish): Person {
  const { name, email, login } = from;
  const employeeNumber = 'employeeNumber' in from ? from.employeeNumber : null;
  const known =
    'persons' in from ? from.persons.find((key) => key.startsWith('login:'))?.slice('login:'.length) : login;
  return { name, email, login: known ?? null, employeeNumber, cut: false };
}
