import { z } from 'zod';

/**
 * What server-sent events say: that something is new, never what. `event` is the kind, `data` this as JSON. Whoever
 * hears asks again for what is on the screen.
 */
export const LiveEvent = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('hello') }),
  /** Tickets that changed; null where they are too many to name. */
  z.object({ kind: z.literal('tickets'), ids: z.array(z.string()).nullable() }),
  z.object({ kind: z.literal('presence'), ticket: z.string() }),
  z.object({ kind: z.literal('action'), ticket: z.string(), action: z.string() }),
  /** Runs, connections, quarantine, conflicts, dead letters or pauses changed. */
  z.object({ kind: z.literal('operations') }),
  z.object({ kind: z.literal('migration'), route: z.string() }),
]);
export type LiveEvent = z.infer<typeof LiveEvent>;
