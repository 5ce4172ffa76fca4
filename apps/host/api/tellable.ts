import type { Act } from '@passerelle/sync';
import type { SeenTicket } from './seen-ticket.js';

/**
 * Whether what a tool answered to a command may be shown to whom the ticket was read for: a refusal quotes what was sent.
 * What only one site knows has no audience, and unknown is internal.
 */
export function isTellable(act: Act, { entries, attachments, withheld }: SeenTicket, internal: boolean): boolean {
  if (internal) return true;
  switch (act.kind) {
    case 'append':
    case 'amend':
    case 'retract':
      return entries.some(({ id }) => id === act.entry);
    case 'attach':
      return attachments.some(({ id }) => id === act.attachment);
    case 'update':
      return !act.fields.includes('custom');
    case 'create':
      return !withheld;
  }
}
