import { styleText } from 'node:util';
import Table from 'cli-table3';
import { findTickets } from '@passerelle/migration';
import type { Store } from '@passerelle/sync';
import { exits, type Exit } from '../exit.js';
import type { Output } from '../output.js';
import { printable } from '../print/printable.js';

/** Where a ticket lives, by any of its numbers, with links. */
export async function bonds(store: Store, number: string, output: Output): Promise<Exit> {
  const cards = await findTickets(store, number);
  const { words } = output;
  const w = words.mirror.bonds;
  output.answer({
    number,
    tickets: cards.map(({ whole: { ticket }, bonds: all, waiting }) => ({
      id: ticket.id,
      number: ticket.number,
      title: ticket.title,
      status: ticket.status,
      bonds: all.map(({ connection, native, class: nativeClass, number: own, url, origin, tombstone }) => ({
        connection,
        native,
        class: nativeClass,
        number: own,
        url,
        origin,
        tombstone,
      })),
      waiting: waiting.map(({ key, connection, act, state, trouble }) => ({ key, connection, act, state, trouble })),
    })),
  });
  if (cards.length === 0) {
    output.say(words.ticket.nothing(printable(number)));
    return exits.gap;
  }
  for (const { whole, bonds: all, waiting } of cards) {
    const { ticket } = whole;
    output.say(
      styleText('bold', printable(words.ticket.title(ticket.number ?? ticket.id, ticket.kind, ticket.status))),
    );
    const table = new Table({ head: [...w.headings], style: { head: [], border: [], compact: true } });
    for (const bond of all)
      table.push([
        bond.connection,
        printable(bond.number ?? bond.native),
        words.ticket.how[bond.origin],
        bond.tombstone === null ? '' : w.gone[bond.tombstone],
        printable(bond.url ?? ''),
      ]);
    output.say(table.toString());
    for (const [connection, rows] of Map.groupBy(waiting, (row) => row.connection))
      output.say(`  ${w.waiting(connection, rows.length)}`);
  }
  return exits.fine;
}
