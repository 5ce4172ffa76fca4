import type { Surroundings } from '@passerelle/connector';
import type { Beside } from './beside/beside.js';
import type { Config } from './config.js';
import { gatherBeside } from './gather.js';
import type { Export } from './survey.js';

/** What stands beside the list of an export, gathered once for all who ask for it. */
export type BesideKeeper = (found: Export, signal?: AbortSignal) => Promise<Beside | null>;

interface Gathered {
  readonly of: string;
  readonly beside: Promise<Beside | null>;
  /** Of whoever asked first; the others wait for the same. */
  readonly signal: AbortSignal | undefined;
}

export function besideKeeper({ connection, config, zone }: Surroundings<Config>): BesideKeeper {
  let gathered: Gathered | null = null;
  const gather = (found: Export, signal: AbortSignal | undefined): Gathered => {
    const beside = gatherBeside(connection, found, config, zone, signal);
    const mine: Gathered = { of: found.fingerprint, beside, signal };
    beside.catch(() => {
      if (gathered === mine) gathered = null;
    });
    return mine;
  };
  return async (found, signal) => {
    for (;;) {
      gathered = gathered?.of === found.fingerprint ? gathered : gather(found, signal);
      const waited = gathered;
      try {
        return await waited.beside;
      } catch (error) {
        // Whoever asked first does not want it any more; that is no reason for us to go without.
        if (waited.signal === signal || waited.signal?.aborted !== true || error !== waited.signal.reason) throw error;
      }
    }
  };
}
