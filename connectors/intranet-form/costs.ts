import type { CallCosts } from '@passerelle/connector';
import type { Config, Modes } from './config.js';

/** Calls of one ticket: its mark is looked for, the form is opened and sent, and each post is a page, a form and a page. */
export function costsOf({ pace }: Config, { write }: Modes): CallCosts {
  const perSecond = [pace.perSecond ?? null, pace.perHour === undefined ? null : pace.perHour / 3600].filter(
    (limit) => limit !== null,
  );
  const create = write === 'staff' ? 4 : 2;
  return {
    of: (ticket) => create + 3 * (ticket.public + ticket.internal + ticket.attachments),
    perSecond: perSecond.length === 0 ? null : Math.min(...perSecond),
  };
}
