import { hostname } from 'node:os';
import type { Store } from '@passerelle/sync';

/** Names this process among all that may write to a connection. */
export function holderName(): string {
  return `${hostname()}:${process.pid}`;
}

/**
 * Gives back the lease of a process of this very host that is no longer there: killed, it could not do so itself. Those of
 * other hosts run out by themselves. What it had in flight is settled by its mark, whoever comes next.
 */
export async function freeDeadLease(store: Store, connection: string): Promise<void> {
  const lease = await store.leaseOf(connection);
  if (!lease) return;
  const [host, pid] = splitHolder(lease.holder);
  if (host !== hostname() || pid === process.pid || isAlive(pid)) return;
  await store.release(lease.fence, lease.holder);
}

function splitHolder(holder: string): readonly [string, number] {
  const at = holder.lastIndexOf(':');
  return [holder.slice(0, at), Number(holder.slice(at + 1))];
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
