import type { Entry } from './entry.js';
import type { Ticket } from './ticket.js';

/**
 * Whose move it is: the requester's once support has spoken last in public, support's otherwise and while nobody spoke.
 * Never pushed: a form's «Répondu» is a turn, not a status.
 */
export function turnOf(
  ticket: Pick<Ticket, 'requester' | 'status'>,
  entries: readonly Entry[],
): 'requester' | 'support' {
  const last = entries.filter((entry) => entry.kind === 'comment' && entry.audience === 'public').at(-1);
  if (!last?.author || !ticket.requester) return 'support';
  const same =
    (last.author.email !== null && last.author.email === ticket.requester.email) ||
    (last.author.login !== null && last.author.login === ticket.requester.login) ||
    (last.author.name !== null && last.author.name === ticket.requester.name && !last.author.cut);
  return same ? 'support' : 'requester';
}
