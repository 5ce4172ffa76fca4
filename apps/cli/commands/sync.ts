import { exitCodes, synchronise, type SyncReceipt, type Synchronisation } from '@passerelle/runtime';
import { exits, type Exit } from '../exit.js';
import { chosen, only, openMirror } from '../open-mirror.js';
import type { Output } from '../output.js';
import { syncReceipt } from '../print/sync-receipt.js';
import type { Session } from '../session.js';
import { collectStopped } from '../stopped.js';

/** For what is to be tried again or looked for later within one command. */
const patience = 120_000;

/** Hears and tells until nothing is left. */
export function sync(session: Session, output: Output): Promise<Exit> {
  return once(session, undefined, { wish: { pull: true, backlog: true } }, output);
}

/** Hears what people did, and tells nobody. */
export function pull(session: Session, connection: string | undefined, output: Output): Promise<Exit> {
  return once(session, connection, { wish: { pull: true, backlog: true }, listenOnly: true }, output);
}

/** Tells what is queued, and hears only what it must to do so. */
export function push(session: Session, connection: string | undefined, output: Output): Promise<Exit> {
  return once(session, connection, { wish: { pull: false, backlog: true } }, output);
}

async function once(
  session: Session,
  connection: string | undefined,
  how: Pick<Synchronisation, 'wish' | 'listenOnly'>,
  output: Output,
): Promise<Exit> {
  const { house, signal } = session;
  const connections = chosen(house, connection);
  const mirror = only(await openMirror(session, output), connections);
  const { stopped, words } = collectStopped(output);
  const receipt = await synchronise(house, mirror, { ...how, patience, signal, records: 'always', stopped });
  output.say(syncReceipt(receipt, output.words, words));
  output.answer(receipt);
  return exitOf(receipt, how);
}

/** The gravest of what happened; what was only heard may wait in the queue. */
export function exitOf(receipt: SyncReceipt, { listenOnly }: Pick<Synchronisation, 'listenOnly'> = {}): Exit {
  if (receipt.internal.crossed > 0) return exits.visibility;
  const codes = receipt.connections.flatMap(({ error }) => (error === null ? [] : [exitCodes[error.code]]));
  if (codes.length > 0) return Math.max(...codes);
  const waits = receipt.connections.some(
    ({ left, tally }) => left.quarantined + left.dead + tally.broken > 0 || receipt.conflicts > 0,
  );
  return receipt.green || (listenOnly && !waits && receipt.paused.length === 0) ? exits.fine : exits.gap;
}
