import type { Instant } from '@passerelle/ticket';
import type { Fence, Lease } from '../ports/store.js';

interface Kept {
  readonly epoch: number;
  readonly holder: string | null;
  readonly until: Instant;
}

export interface Leases {
  epochOf(connection: string): number | undefined;
  take(connection: string, holder: string, now: Instant, ms: number): Fence | null;
  release(fence: Fence, holder: string): void;
  of(connection: string): Lease | null;
}

export function leases(): Leases {
  const kept = new Map<string, Kept>();
  return {
    epochOf: (connection) => kept.get(connection)?.epoch,
    take(connection, holder, now, ms) {
      const lease = kept.get(connection);
      const same = lease?.holder === holder;
      if (lease && lease.holder !== null && !same && lease.until > now) return null;
      const epoch = same ? lease.epoch : (lease?.epoch ?? 0) + 1;
      kept.set(connection, { epoch, holder, until: new Date(Date.parse(now) + ms).toISOString() });
      return Object.freeze({ connection, epoch });
    },
    release({ connection, epoch }, holder) {
      const lease = kept.get(connection);
      if (lease?.epoch === epoch && lease.holder === holder) kept.set(connection, { ...lease, holder: null });
    },
    of(connection) {
      const lease = kept.get(connection);
      if (!lease || lease.holder === null) return null;
      return { fence: { connection, epoch: lease.epoch }, holder: lease.holder, until: lease.until };
    },
  };
}
