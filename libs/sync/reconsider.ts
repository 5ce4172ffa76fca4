import type { Telling } from './flow.js';
import type { FenceKeeper } from './lease.js';

const atOnce = 10_000;

/**
 * What we refused to send ourselves is asked again at every run, as quarantined tickets are: the row that it missed may
 * have been added, the homonym in the target removed, the file put back. Nothing is written by asking. What the target
 * refused, and what perhaps landed, stays dead until a human queues it again.
 */
export async function reconsider(flow: Telling, keeper: FenceKeeper): Promise<void> {
  const { store, mouth } = flow;
  for (;;) {
    const dead = await store.inState(mouth.connection, 'dead', atOnce);
    const ours = dead.filter(({ attempts, trouble }) => attempts.length === 0 || trouble?.kind === 'unsupported');
    if (ours.length === 0) return;
    await keeper.hold();
    await store.commit({ resolutions: ours.map(({ key }) => ({ key, state: 'queued' })) }, keeper.fences);
    if (dead.length < atOnce) return;
  }
}
