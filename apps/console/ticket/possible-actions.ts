import { actionKinds, type ActionKind, type WholeTicket } from '@passerelle/api';

const over = new Set(['resolved', 'closed', 'cancelled']);

/** What makes sense where the ticket stands. The tools have the last word; this only keeps the menu short. */
export function possibleActions({
  status,
  approval,
}: Pick<WholeTicket, 'status' | 'approval'>): ReadonlySet<ActionKind> {
  const isOver = over.has(status);
  const without = new Set<ActionKind>();
  if (isOver) for (const kind of ['take', 'start', 'pending', 'solution', 'cancel', 'task'] as const) without.add(kind);
  if (status === 'in_progress' || status === 'new') without.add('start');
  if (status !== 'resolved') without.add('verdict');
  if (!isOver) without.add('reopen');
  if (approval !== 'requested') without.add('approve');
  return new Set(actionKinds.filter((kind) => !without.has(kind)));
}
