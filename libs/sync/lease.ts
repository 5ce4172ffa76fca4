import { asIs } from '@passerelle/connector';
import { Halt, type Run } from './flow.js';
import { FencedOut, type Fence } from './ports/store.js';

/** The right to speak with tools, kept fresh for as long as the run lasts. */
export interface FenceKeeper {
  readonly fences: readonly Fence[];
  /** Renews when a third of the time is gone; throws FencedOut when somebody else has taken over. Call before each send. */
  hold(): Promise<void>;
  release(): Promise<void>;
}

/**
 * Whoever listens to a connection or writes to it holds its lease: one run at a time over all hosts, so that what is read
 * is never older than what was written. All of them or none.
 */
export async function takeLeases(flow: Run, connections: readonly string[]): Promise<FenceKeeper> {
  const { store, clock, holder, limits } = flow;
  const wanted = [...new Set(connections)].sort();
  const fences: Fence[] = [];
  const release = async (): Promise<void> => {
    for (const fence of fences) await store.release(fence, holder);
  };
  for (const connection of wanted) {
    const fence = await store.lease(connection, holder, clock.now().toISOString(), limits.lease);
    if (fence === null) {
      await release();
      const lease = await store.leaseOf(connection);
      const until = lease
        ? { fr: ` jusqu’à ${lease.until} (${lease.holder})`, en: ` until ${lease.until} (${lease.holder})` }
        : asIs('');
      throw new Halt('busy', {
        fr: `${connection} : un autre passage est à l’œuvre sur cette connexion${until.fr} ; attendez sa fin, ou arrêtez-le`,
        en: `${connection}: another run is at work on this connection${until.en}; wait for it to end, or stop it`,
      });
    }
    fences.push(fence);
  }
  let renewed = clock.now().getTime();
  return {
    fences,
    hold: async () => {
      const now = clock.now();
      if (now.getTime() - renewed < limits.lease / 3) return;
      for (const { connection, epoch } of fences) {
        const again = await store.lease(connection, holder, now.toISOString(), limits.lease);
        if (again?.epoch !== epoch) throw new FencedOut(connection);
      }
      renewed = now.getTime();
    },
    release,
  };
}
