import type { DoorTally, HttpRequest } from './door.js';

export interface Ledger {
  readonly sent: (effect: HttpRequest['effect']) => void;
  readonly refused: () => void;
  readonly retried: () => void;
  readonly told: (headers: Readonly<Record<string, string>>) => void;
  readonly read: () => DoorTally;
}

export function ledger(): Ledger {
  let reads = 0;
  let writes = 0;
  let limited = 0;
  let retried = 0;
  let quota: DoorTally['quota'];
  return {
    sent: (effect) => void (effect === 'read' ? (reads += 1) : (writes += 1)),
    refused: () => void (limited += 1),
    retried: () => void (retried += 1),
    told(headers) {
      const limit = headers['x-ratelimit-limit'];
      const remaining = headers['x-ratelimit-remaining'];
      if (limit === undefined && remaining === undefined) return;
      quota = { limit: limit ?? null, remaining: remaining ?? null, reset: headers['x-ratelimit-reset'] ?? null };
    },
    read: () => ({ calls: reads + writes, reads, writes, limited, retried, ...(quota && { quota }) }),
  };
}
