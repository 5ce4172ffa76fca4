import type { TicketRow } from '@passerelle/api';

const ended: ReadonlySet<string> = new Set(['resolved', 'closed', 'cancelled']);

export function isEnded({ status }: Pick<TicketRow, 'status'>): boolean {
  return ended.has(status);
}

export function isLate(row: Pick<TicketRow, 'status' | 'due'>, now: number): boolean {
  return row.due !== null && !isEnded(row) && Date.parse(row.due) < now;
}

/** The list of a ticket and all that stand under it, ended ones too. */
export function ofFamily(lead: string): string {
  return `/tickets?own=1&lead=${encodeURIComponent(lead)}&sort=updated`;
}
