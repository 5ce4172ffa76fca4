import { FencedOut, type Fence } from '@passerelle/sync';
import type { Session } from '../wire/session.js';
import { given, kept } from '../wire/text.js';
import { textArray } from '../wire/text-array.js';

/** Locks the leases until the step is over: a takeover waits for it, and a step behind a takeover is kept out. */
export async function holdFences(session: Session, fences: readonly Fence[]): Promise<void> {
  if (fences.length === 0) return;
  const { rows } = await session.run(
    'select connection, epoch from lease where connection = any($1::text[]) order by connection for share',
    [textArray(fences.map(({ connection }) => kept(connection)))],
  );
  const epochs = new Map(rows.map(([connection, epoch]) => [given(connection ?? ''), Number(epoch)]));
  for (const { connection, epoch } of fences) {
    if (epochs.get(connection) !== epoch) throw new FencedOut(connection);
  }
}
