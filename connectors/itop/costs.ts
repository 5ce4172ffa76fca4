import type { CallCosts } from '@passerelle/connector';
import type { Config } from './config.js';

/**
 * What a ticket costs: a question whether it is there, its creation, the look before and after its entries and one update
 * for each; two calls for each attachment. Every call is a call of its own: iTop has no batches.
 */
export function costsOf({ pace, flavour }: Pick<Config, 'pace' | 'flavour'>): CallCosts {
  const perSecond = [pace.perSecond, pace.perHour === undefined ? undefined : pace.perHour / 3600].filter(
    (one) => one !== undefined,
  );
  const searches = flavour === 'itil' ? 2 : 1;
  return {
    of(ticket) {
      const entries = ticket.public + ticket.internal;
      return searches + 1 + (entries > 0 ? 1 + entries + Math.ceil(entries / 8) : 0) + 2 * ticket.attachments;
    },
    perSecond: perSecond.length > 0 ? Math.min(...perSecond) : null,
  };
}
