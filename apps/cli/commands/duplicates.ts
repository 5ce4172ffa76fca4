import { answerDuplicate, findRoot, offerDuplicates, readCanon, recategorise } from '@passerelle/runtime';
import { exits, type Exit } from '../exit.js';
import { openMirror } from '../open-mirror.js';
import type { Output } from '../output.js';
import { printable } from '../print/printable.js';
import type { Session } from '../session.js';

/** As many as a human can look at. */
const most = 1_000;

/** Looks through the tickets, then shows what is offered. */
export async function duplicates({ house }: Session, output: Output): Promise<Exit> {
  const w = output.words.people.duplicates;
  const fresh = await offerDuplicates(house);
  const offered = await house.register.duplicates({ state: 'offered', limit: most });
  output.answer({ fresh, duplicates: offered });
  if (fresh > 0) output.say(w.offered(fresh));
  for (const { id, why } of offered) output.say(`${id.slice(0, 8)} ${printable(why)}`);
  output.say(offered.length === 0 ? w.none : w.how);
  return offered.length === 0 ? exits.fine : exits.gap;
}

export async function answerOffer(
  session: Session,
  answer: { readonly id: string; readonly state: 'accepted' | 'refused'; readonly by: string },
  output: Output,
): Promise<Exit> {
  const { house } = session;
  const flow =
    answer.state === 'accepted' ? (await openMirror(session, output)).between(`desk-${house.random.hex(12)}`) : null;
  const answered = await answerDuplicate(house, flow, answer);
  output.say(output.words.people.duplicates.answered(answer.state));
  output.answer({ duplicate: answered });
  return exits.fine;
}

/** Moves a ticket to its right category, everywhere. */
export async function moveTo(
  session: Session,
  wish: { readonly number: string; readonly category: string; readonly why: string; readonly by: string },
  output: Output,
): Promise<Exit> {
  const { house } = session;
  const words = readCanon(findRoot()).categories;
  const flow = (await openMirror(session, output)).between(`desk-${house.random.hex(12)}`);
  const done = await recategorise(house, flow, wish, words);
  const w = output.words.people;
  const tools = new Set(done.intents.map(({ connection }) => connection)).size;
  output.say(
    done.refused === null ? printable(w.moved(wish.number, wish.category, tools)) : printable(w.refused(done.refused)),
  );
  output.answer({ category: done.ticket.category, refused: done.refused, intents: done.intents.length });
  return done.refused === null ? exits.fine : exits.gap;
}
