import { Fault } from '@passerelle/connector';
import { get } from './wire/get.js';
import type { Server } from './wire/server.js';

/** What the account may do beyond the ordinary, found out once. */
export interface Account {
  /** Only administrators may read accounts and the history, say whose an entry is, and delete tickets. */
  readonly administrator: (signal?: AbortSignal) => Promise<boolean>;
}

export function openAccount(server: Server): Account {
  let known: boolean | null = null;
  return {
    async administrator(signal) {
      if (known !== null) return known;
      try {
        await get(server, { class: 'User', oql: 'SELECT User WHERE id = 0', fields: ['id'] }, { signal });
        known = true;
      } catch (error) {
        if (!(error instanceof Fault) || error.kind !== 'unauthorized') throw error;
        // Wrong credentials are told in the same way, and must not be remembered as an answer.
        if (/Invalid login/.test(error.message)) throw error;
        known = false;
      }
      return known;
    },
  };
}
