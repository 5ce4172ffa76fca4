import { placeByHand, type PlaceWish } from '@passerelle/runtime';
import { exits, type Exit } from '../exit.js';
import type { Output } from '../output.js';
import { printable } from '../print/printable.js';
import type { Session } from '../session.js';

/** As many as a human can look at. */
const most = 10_000;

/** Which organisations and sites of a tool are meant by the names that tickets have, and why it is thought so. */
export async function places(
  { house }: Session,
  wanted: { readonly ambiguous: boolean; readonly connection: string | undefined },
  output: Output,
): Promise<Exit> {
  const w = output.words.people.places;
  const links = await house.register.places({
    ...(wanted.ambiguous && { evidence: 'ambiguous' as const }),
    ...(wanted.connection !== undefined && { connection: wanted.connection }),
    limit: most,
  });
  output.answer({ places: links });
  if (links.length === 0) output.say(w.none);
  for (const { connection, kind, name, called, native, evidence, candidates } of links) {
    output.say(printable(w.met(name, kind, connection)));
    output.say(`  ${printable(native === null ? w.unlinked(evidence) : w.linked(called ?? native, native, evidence))}`);
    if (evidence !== 'ambiguous') continue;
    for (const one of candidates) output.say(`    ${printable(`${one.name} [${one.id}]`)}`);
  }
  const waits = links.some(({ evidence }) => evidence === 'ambiguous');
  if (waits) output.say(w.how);
  return waits && wanted.ambiguous ? exits.gap : exits.fine;
}

export async function matchPlaces({ house }: Session, wish: PlaceWish, output: Output): Promise<Exit> {
  const link = await placeByHand(house, wish);
  const w = output.words.people.places;
  output.say(printable(w.decided(link.name, link.called ?? w.nothing, link.connection)));
  output.answer({ link });
  return exits.fine;
}
