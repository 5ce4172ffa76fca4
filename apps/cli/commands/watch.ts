import { isEventful, mirrored, synchronise, turnAfter, type SyncReceipt } from '@passerelle/runtime';
import { exits, type Exit } from '../exit.js';
import { openMirror } from '../open-mirror.js';
import type { Output } from '../output.js';
import { syncReceipt } from '../print/sync-receipt.js';
import type { Session } from '../session.js';
import { collectStopped } from '../stopped.js';
import { exitOf } from './sync.js';

export interface WatchArguments {
  /** Milliseconds between two looks at a connection that says nothing of its own. */
  readonly every: number;
  /** Rounds after which it ends by itself, for tests; null for never. */
  readonly rounds: number | null;
}

/** What is refused once is asked again on a slow clock. */
const backlogEvery = 3_600_000;
/** A tool that is down or slow holds the others up no longer than this. */
const patience = 5_000;

/**
 * Looks at each connection as often as its `every` says, and tells everybody at once what was heard. Each round in which
 * something happened is shown, with --json on a line of its own. Ends with Ctrl-C and the exit code of the last round.
 */
export async function watch(session: Session, { every, rounds }: WatchArguments, output: Output): Promise<Exit> {
  const { house, signal } = session;
  const { clock, configuration } = house;
  const mirror = await openMirror(session, output);
  const names = mirrored(configuration.routes);
  const next = (name: string, now: number): number => {
    const settings = configuration.connections.get(name);
    return (settings && turnAfter(settings, now)) ?? now + every;
  };
  const due = new Map(names.map((name) => [name, 0]));
  let backlogAt = 0;
  let exit: Exit = exits.fine;
  let shown = '';
  output.say(output.words.mirror.receipt.watching(names));
  for (let round = 0; rounds === null || round < rounds; round += 1) {
    const now = clock.now().getTime();
    const eager = names.filter((name) => (due.get(name) ?? 0) <= now);
    for (const name of eager) due.set(name, next(name, now));
    const backlog = backlogAt <= now;
    if (backlog) backlogAt = now + backlogEvery;
    try {
      const wish = { pull: true, backlog };
      const { stopped, words } = collectStopped(output);
      const receipt = await synchronise(house, mirror, {
        wish,
        patience,
        signal,
        records: 'eventful',
        listenTo: eager,
        stopped,
      });
      exit = exitOf(receipt);
      const state = stateOf(receipt);
      if (isEventful(receipt) || state !== shown) {
        output.say(syncReceipt(receipt, output.words, words));
        output.answer(receipt);
      }
      shown = state;
      const wait = Math.min(...due.values()) - clock.now().getTime();
      if (wait > 0 && round + 1 !== rounds) await clock.sleep(wait, signal);
    } catch (error) {
      if (signal.aborted) return exit;
      throw error;
    }
  }
  return exit;
}

/** What is left and what is wrong: the same again is no news. */
function stateOf({ connections, conflicts, paused, green }: SyncReceipt): string {
  const each = connections.map(({ connection, left, error }) => ({ connection, left, error }));
  return JSON.stringify({ each, conflicts, paused, green });
}
