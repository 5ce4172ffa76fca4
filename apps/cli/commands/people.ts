import { describePerson, matchByHand } from '@passerelle/runtime';
import type { PersonLink } from '@passerelle/sync';
import { exits, type Exit } from '../exit.js';
import type { Output } from '../output.js';
import { printable } from '../print/printable.js';
import type { Session } from '../session.js';

/** As many as a human can look at. */
const most = 10_000;

/** Who people of one tool are in another, and why it is thought so. */
export async function people(
  { house }: Session,
  wanted: { readonly ambiguous: boolean; readonly connection: string | undefined },
  output: Output,
): Promise<Exit> {
  const w = output.words.people;
  const links = await house.register.links({
    ...(wanted.ambiguous && { evidence: 'ambiguous' as const }),
    ...(wanted.connection !== undefined && { connection: wanted.connection }),
    limit: most,
  });
  output.answer({ people: links });
  if (links.length === 0) output.say(w.none);
  for (const link of links) {
    output.say(`${link.person.slice(0, 8)} ${printable(w.met(nameOf(link), link.connection))}`);
    output.say(
      `  ${printable(link.native === null ? w.unlinked(link.evidence) : w.linked(link.native, link.evidence))}`,
    );
    if (link.evidence !== 'ambiguous') continue;
    for (const { name, id, login, fits } of link.candidates ?? [])
      output.say(`    ${printable(w.candidate(name, login ?? id, fits.join(', ')))}`);
  }
  const waits = links.some(({ evidence }) => evidence === 'ambiguous');
  if (waits) output.say(w.how);
  return waits && wanted.ambiguous ? exits.gap : exits.fine;
}

export async function matchPeople(
  { house }: Session,
  wish: { readonly person: string; readonly account: string; readonly by: string },
  output: Output,
): Promise<Exit> {
  const link = await matchByHand(house, wish);
  const w = output.words.people;
  output.say(printable(w.decided(nameOf(link), link.candidates?.[0]?.name ?? w.noAccount, link.connection)));
  output.answer({ link });
  return exits.fine;
}

function nameOf({ named, person }: PersonLink): string {
  return named ? describePerson(named) : person;
}
