import { createHash } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import type { Clock, Secret } from '@passerelle/connector';
import { claimOf, isSigned, proofOf, type HookStyle } from './signature.js';

export interface Hook {
  readonly style: HookStyle;
  /** Two while one takes the place of the other. */
  readonly secrets: readonly Secret[];
}

/** `look`: a delivery that was not seen yet. `seen`: the sender tries again what arrived. */
export type Verdict = 'look' | 'seen' | 'refused';

export interface Gate {
  judge(connection: string, headers: IncomingHttpHeaders, body: Buffer): Verdict;
  /** The answer to a sender's challenge; null where none is owed. */
  prove(connection: string, token: string): string | null;
}

/** Standard Webhooks 1.0: a signature is worth this many milliseconds around its instant. */
export const worth = 5 * 60_000;

/** Deliveries remembered for each connection. One that was forgotten and comes again costs one look and changes nothing. */
const remembered = 20_000;

/**
 * Who may say «look». A delivery counts once: by its name within the minutes that its signature is worth, or, where the
 * sender signs when it queues (GLPI 11) and its retries are old by nature, by the signature alone, whatever its age.
 */
export function openGate(hooks: ReadonlyMap<string, Hook>, clock: Clock): Gate {
  const seen = new Map([...hooks.keys()].map((connection) => [connection, new Map<string, number>()]));
  return {
    judge(connection, headers, body) {
      const hook = hooks.get(connection);
      const before = seen.get(connection);
      const claim = hook && claimOf(hook.style, headers, body);
      if (!hook || !before || !claim || !isSigned(claim, hook.secrets)) return 'refused';
      const now = clock.now().getTime();
      if (hook.style === 'standard') {
        if (Math.abs(now - claim.at) > worth) return 'refused';
        // A name outlives every instant at which its signature is still worth something.
        for (const [name, at] of before) {
          if (now - at <= 2 * worth) break;
          before.delete(name);
        }
      }
      const name = createHash('sha256').update(claim.id).digest('base64');
      if (before.has(name)) return 'seen';
      if (before.size >= remembered) before.delete(before.keys().next().value ?? '');
      before.set(name, now);
      return 'look';
    },
    prove(connection, token) {
      const hook = hooks.get(connection);
      const [secret] = hook?.secrets ?? [];
      return hook?.style === 'glpi' && secret ? proofOf(secret, token) : null;
    },
  };
}
