import type { CallCosts, Reaction, Reactions } from '@passerelle/connector';
import type { Config } from './config.js';
import type { Server } from './wire/server.js';

// Notifications of a fresh install that write to people about tickets, by their French names.

const mails: readonly (readonly [name: string, on: Reaction['on']])[] = [
  ['Nouveau ticket', 'create'],
  ['Nouveau suivi', 'comment'],
  ['Nouveau suivi privé (techniciens)', 'work_note'],
  ['Nouvelle tâche', 'work_note'],
  ['Ticket résolu', 'resolve'],
  ['Clôture du ticket', 'close'],
  ['Mise à jour d’un ticket', 'update'],
];

export function openReactions(server: Server): Reactions {
  return {
    async list(signal) {
      const old = (await server.encoding(signal)) === 'legacy';
      const { silent } = server.config;
      return (['incident', 'request'] as const).flatMap((nativeClass) =>
        mails
          // 9.5 mails requesters of a new ticket whatever it is told.
          .filter(([, on]) => !silent || (old && on === 'create'))
          .map(([name, on]): Reaction => ({
            kind: 'mail',
            name,
            class: nativeClass,
            on,
            ...(old ? {} : { hushed: true as const }),
          })),
      );
    },
  };
}

/** A ticket is looked for, written and read back; its entries are written and read back: each a share of a call of many. */
export function costsOf({ batch, pace }: Pick<Config, 'batch' | 'pace'>): CallCosts {
  const limits = [pace.perSecond, pace.perHour === undefined ? undefined : pace.perHour / 3600].filter(
    (one) => one !== undefined,
  );
  return {
    of(ticket) {
      const entries = ticket.public + ticket.internal;
      return 3 / batch + (entries * 2) / batch + ticket.attachments * 2;
    },
    perSecond: limits.length > 0 ? Math.min(...limits) : null,
  };
}
