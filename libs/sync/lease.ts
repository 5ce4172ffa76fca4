import { Halt, type Flow } from './flow.js';
import { FencedOut, type Fence } from './ports/store.js';

/** The right to write to the target, kept fresh for as long as the run lasts. */
export interface FenceKeeper {
  readonly fence: Fence;
  /** Renews when a third of the time is gone; throws FencedOut when somebody else has taken over. Call before each send. */
  hold(): Promise<void>;
  release(): Promise<void>;
}

export async function takeLease(flow: Flow): Promise<FenceKeeper> {
  const { store, clock, holder, limits, mouth } = flow;
  const fence = await store.lease(mouth.connection, holder, clock.now().toISOString(), limits.lease);
  if (fence === null) {
    const lease = await store.leaseOf(mouth.connection);
    const until = lease ? ` until ${lease.until} (${lease.holder})` : '';
    throw new Halt(
      'busy',
      `${mouth.connection}: another run writes to this connection${until}; wait for it to end, or stop it`,
    );
  }
  let renewed = clock.now().getTime();
  return {
    fence,
    hold: async () => {
      const now = clock.now();
      if (now.getTime() - renewed < limits.lease / 3) return;
      const again = await store.lease(mouth.connection, holder, now.toISOString(), limits.lease);
      if (again?.epoch !== fence.epoch) throw new FencedOut(mouth.connection);
      renewed = now.getTime();
    },
    release: () => store.release(fence, holder),
  };
}
