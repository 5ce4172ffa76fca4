import type { Action, Me, TimelineLine, WholeTicket } from '@passerelle/api';

type Line = Omit<TimelineLine, 'kind' | 'audience' | 'text'>;

/** An id that no server gives: such a line was not answered yet. */
export const foreseen = 'foreseen';

/**
 * The ticket as it will look if every tool agrees: shown at once, marked as awaiting, and replaced by the server's
 * answer. Nothing is guessed that the act does not say itself.
 */
export function foresee(
  ticket: WholeTicket,
  action: Action,
  me: Pick<Me, 'name' | 'email' | 'login'>,
  at: string,
): WholeTicket {
  const author = { key: foreseen, name: me.name, email: me.email, login: me.login, employeeNumber: null, cut: false };
  const blank: Line = {
    id: foreseen,
    author,
    at,
    origin: { connection: '', number: null },
    copies: [],
    awaiting: ticket.connections,
    task: null,
    solution: null,
    verdict: null,
    approval: null,
    refusedBy: null,
  };
  const say = (line: Pick<TimelineLine, 'kind' | 'audience' | 'text'> & Partial<Line>): WholeTicket => ({
    ...ticket,
    travel: 'awaiting',
    timeline: [...ticket.timeline, { ...blank, ...line }],
  });
  const turn = (change: Partial<WholeTicket>): WholeTicket => ({ ...ticket, travel: 'awaiting', ...change });
  switch (action.kind) {
    case 'take':
      return turn({ agent: { key: foreseen, name: me.name }, people: { ...ticket.people, assignee: author } });
    case 'comment':
      return say({ kind: 'comment', audience: 'public', text: action.text });
    case 'work_note':
      return say({ kind: 'work_note', audience: 'internal', text: action.text });
    case 'solution':
      return say({
        kind: 'solution',
        audience: 'public',
        text: action.text,
        solution: { outcome: action.outcome ?? 'solved', code: action.code ?? null },
      });
    case 'pending':
      return {
        ...(action.text ? say({ kind: 'comment', audience: 'public', text: action.text }) : turn({})),
        status: 'pending',
        pendingReason: action.reason,
      };
    case 'start':
      return turn({ status: 'in_progress', pendingReason: null });
    case 'recategorise':
      return turn({ category: action.category });
    case 'assign':
    case 'task':
    case 'verdict':
    case 'approve':
    case 'reopen':
    case 'cancel':
    case 'change':
      return turn({});
  }
}
