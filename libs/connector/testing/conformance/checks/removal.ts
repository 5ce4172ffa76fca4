import { applyOne, demandDone, done, newKey } from '../acting.js';
import type { Check } from '../check.js';
import { demand, demandSame } from '../demand.js';
import type { Stage } from '../stage.js';

/** Rollback: what we made goes, what people touched stays. */
export const removal: readonly Check[] = [
  {
    name: 'a ticket that nobody touched is removed, or cancelled and said to be',
    needs: ['create', 'remove'],
    async run(stage) {
      const { id, version } = await made(stage);
      const cancel = stage.samples.change;
      const receipt = await done(stage, { key: newKey(stage), kind: 'remove', id, ifUnchangedSince: version, cancel });
      const truth = await stage.world.look(id);
      demand(
        truth === null || receipt.cancelled,
        'expected the ticket to be gone, or the receipt to say that it is cancelled',
      );
      demandSame(truth?.cancelled ?? truth === null, true, 'whether the ticket is gone or cancelled');
    },
  },
  {
    name: 'a ticket that somebody touched is not removed',
    needs: ['create', 'remove'],
    async run(stage) {
      const { id, version } = await made(stage);
      stage.clock.advance(60_000);
      await stage.world.humans.change(id);
      const receipt = await applyOne(stage, {
        key: newKey(stage),
        kind: 'remove',
        id,
        ifUnchangedSince: version,
        cancel: null,
      });
      const fault = receipt.outcome === 'refused' ? receipt.fault.kind : receipt.outcome;
      demandSame(fault, 'conflict', 'the fault of removing a ticket that somebody touched');
      const truth = await stage.world.look(id);
      demand(truth && !truth.cancelled, 'expected a ticket that somebody touched to stay as it is');
    },
  },
];

async function made(stage: Stage): Promise<{ readonly id: string; readonly version: string }> {
  const receipt = await done(stage, {
    key: newKey(stage),
    kind: 'create',
    ticket: stage.samples.draft('Créé par erreur'),
  });
  demandDone(receipt, 'a create');
  demand(receipt.version, 'expected a sink that removes to tell the version of what it made');
  return { id: receipt.id, version: receipt.version };
}
