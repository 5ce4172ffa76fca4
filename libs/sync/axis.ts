import type { TicketField } from '@passerelle/ticket';

/*
 * Fields that mean one thing together. A tool that loses the argument about the status must not win the one about the
 * reason for waiting, or the ticket would end up in a state that nobody chose.
 */
const axes: Readonly<Partial<Record<TicketField, TicketField>>> = {
  pendingReason: 'status',
  outcome: 'status',
  resolution: 'status',
  taken: 'status',
  resolved: 'status',
  closed: 'status',
  impact: 'priority',
  urgency: 'priority',
  subService: 'service',
};

/** The field at the head of the axis that a field belongs to: its own where it stands alone. */
export function axisOf(field: TicketField): TicketField {
  return axes[field] ?? field;
}

/**
 * Stamped by each tool on its own, so no two tools ever agree about them: they are heard with the move that they belong
 * to, and never told as news of their own.
 */
export const stamps: ReadonlySet<TicketField> = new Set([
  'created',
  'updated',
  'taken',
  'resolved',
  'closed',
  'reassignedCount',
]);
