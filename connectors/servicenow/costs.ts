import type { CallCosts } from '@passerelle/connector';
import type { Config } from './config.js';

/** Tickets that share a read-back where each request travels by itself. */
const apart = 20;

/**
 * What a ticket costs: its creation with the first entry, a PATCH for every other, each a share of a batch where batches
 * are allowed; a share of the question that reads entries back; and one upload for each attachment. A demande that gets a
 * sc_request of its own costs one request more, which a forecast without the class cannot know.
 */
export function costsOf({ batch, pace }: Pick<Config, 'batch' | 'pace'>): CallCosts {
  const perSecond = [pace.perSecond, pace.perHour === undefined ? undefined : pace.perHour / 3600].filter(
    (one) => one !== undefined,
  );
  return {
    of(ticket) {
      const entries = ticket.public + ticket.internal;
      const requests = 1 + Math.max(0, entries - 1);
      const size = batch ? batch.size : apart;
      return (batch ? requests / size : requests) + (entries > 0 ? 1 / size : 0) + ticket.attachments;
    },
    perSecond: perSecond.length > 0 ? Math.min(...perSecond) : null,
  };
}
