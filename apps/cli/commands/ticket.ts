import { styleText } from 'node:util';
import { findTickets } from '@passerelle/migration';
import { referenceForms } from '@passerelle/runtime';
import type { Store } from '@passerelle/sync';
import { exits, type Exit } from '../exit.js';
import type { Output } from '../output.js';
import { printable } from '../print/printable.js';

/** Any number, old or new, finds the ticket and all its references. */
export async function ticket(store: Store, number: string, output: Output): Promise<Exit> {
  const found = await Promise.all(referenceForms(number).map((form) => findTickets(store, form)));
  const cards = [...new Map(found.flat().map((card) => [card.whole.ticket.id, card])).values()];
  const { words } = output;
  output.answer({ number, tickets: cards });
  if (cards.length === 0) {
    output.say(words.ticket.nothing(printable(number)));
    return exits.gap;
  }
  for (const { whole, bonds, waiting } of cards) {
    const { ticket: found, entries, attachments } = whole;
    output.say(styleText('bold', printable(words.ticket.title(found.number ?? found.id, found.kind, found.status))));
    output.say(`  ${printable(found.title)}`);
    for (const bond of bonds) {
      const how = bond.tombstone ?? words.ticket.how[bond.origin];
      output.say(
        `  ${printable(words.ticket.bond(bond.connection, bond.number ?? bond.native, how))}${bond.url ? ` ${printable(bond.url)}` : ''}`,
      );
    }
    output.say(`  ${words.ticket.parts(entries.length, attachments.length)}`);
    if (waiting.length > 0) output.say(`  ${words.ticket.waiting(waiting.length)}`);
    for (const { act, trouble } of waiting)
      if (trouble) output.say(`    ${act.kind} · ${printable(trouble.message[output.language])}`);
  }
  return exits.fine;
}
