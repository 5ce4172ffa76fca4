import { saidBy, about } from '@passerelle/connector';
import type { Telling } from './flow.js';
import type { FenceKeeper } from './lease.js';
import type { Outcome, Sent } from './outcome.js';
import { Inconsistent } from './ports/store.js';

/**
 * Keeps what came of a batch. Where something of it contradicts what is kept (a line that is bonded to another one already),
 * each intent is kept by itself: one ticket for a human, not a connection that breaks off for ever.
 */
export async function keepOutcome(
  flow: Telling,
  keeper: FenceKeeper,
  sent: readonly Sent[],
  outcome: Outcome,
): Promise<number> {
  const { store } = flow;
  try {
    await store.commit(outcome.changes, keeper.fences);
    return 0;
  } catch (error) {
    if (!(error instanceof Inconsistent)) throw error;
  }
  const { resolutions = [], bonds = [], entryBonds = [], attachmentBonds = [], intents = [] } = outcome.changes;
  await store.commit({ bonds, intents }, keeper.fences);
  let buried = 0;
  for (const { row } of sent) {
    const { act, ticket } = row;
    const changes = {
      resolutions: resolutions.filter(({ key }) => key === row.key),
      entryBonds: entryBonds.filter((bond) => act.kind === 'append' && bond.entry === act.entry),
      attachmentBonds: attachmentBonds.filter((bond) => act.kind === 'attach' && bond.attachment === act.attachment),
    };
    try {
      await store.commit(changes, keeper.fences);
    } catch (error) {
      if (!(error instanceof Inconsistent)) throw error;
      buried += 1;
      const trouble = { kind: 'conflict', message: saidBy(error) } as const;
      await store.commit({ resolutions: [{ key: row.key, state: 'dead', trouble }] }, keeper.fences);
      flow.tell({ kind: 'trouble', message: about(ticket, saidBy(error)) });
    }
  }
  return buried;
}
