import { heldTickets, mirrored, synchronise, type HeldTicket } from '@passerelle/runtime';
import { exits, type Exit } from '../exit.js';
import { only, openMirror } from '../open-mirror.js';
import type { Output } from '../output.js';
import { printable } from '../print/printable.js';
import type { Session } from '../session.js';
import { collectStopped } from '../stopped.js';

/** Tickets that were stopped: since when, whose, and the row to add. */
export async function quarantine({ house }: Session, output: Output): Promise<Exit> {
  const held = await heldTickets(house);
  const { mirror, todo } = output.words;
  output.answer({ quarantine: held });
  if (held.length === 0) output.say(mirror.quarantine.none);
  for (const { connection, number, native, reason, detail, advice, age, owner } of held) {
    const line = mirror.quarantine.line({
      connection,
      number: number ?? native,
      reason: mirror.quarantine.reasons[reason],
      age: age === null ? '?' : mirror.age(age),
      owner: owner ?? mirror.nobody,
    });
    output.say(printable(line));
    output.say(`  ${printable(detail[output.language])}`);
    output.say(`  ${todo} : ${printable(advice[output.language])}`);
  }
  return held.length > 0 ? exits.gap : exits.fine;
}

/** Reads them again: the row that was missing may have been added. Tells nobody. */
export async function readHeld(session: Session, output: Output): Promise<Exit> {
  const { house, signal } = session;
  const before = await heldTickets(house);
  const inMirrors = mirrored(house.configuration.routes);
  const names = connectionsOf(before);
  const w = output.words.mirror.quarantine;
  for (const name of names) if (!inMirrors.includes(name)) output.warn(w.other(name));
  const some = names.filter((name) => inMirrors.includes(name));
  if (some.length > 0) {
    const mirror = only(await openMirror(session, output), some);
    const wish = { pull: true, backlog: false };
    const { stopped, words } = collectStopped(output);
    await synchronise(house, mirror, {
      wish,
      patience: 0,
      signal,
      records: 'eventful',
      listenOnly: true,
      stopped,
    });
    for (const [connection, { message }] of words) output.warn(printable(`${connection} · ${message}`));
  }
  const after = await heldTickets(house);
  output.say(w.released(before.length, after.length));
  output.answer({ before: before.length, quarantine: after });
  return after.length > 0 ? exits.gap : exits.fine;
}

function connectionsOf(held: readonly HeldTicket[]): readonly string[] {
  return [...new Set(held.map(({ connection }) => connection))];
}
