import { Fault, type Receipt } from '@passerelle/connector';
import { markOf, nativeId, type Place } from '../id.js';
import { readWhole } from '../reading/whole.js';
import { flatten } from './flatten.js';
import { about, refused, type Command } from './receipts.js';
import { stateColumns } from './state.js';
import { vetoed } from './create.js';
import type { Writer } from './writer.js';

/**
 * Takes back a ticket that we made, never one that has changed since. Deleting needs an administrator; where it is denied
 * the ticket is written as cancelled, its status too: a stimulus would mail people about a ticket that never was.
 */
export async function remove(
  writer: Writer,
  command: Command<'remove'>,
  place: Place,
  signal?: AbortSignal,
): Promise<Receipt> {
  const { server } = writer;
  const { key, id, ifUnchangedSince, cancel } = command;
  const [ticket] = (await readWhole(writer, [place], signal)).tickets;
  if (!ticket) return { key, outcome: 'done', id, already: true };
  if (ticket.version !== ifUnchangedSince)
    return refused(server.connection, key, 'conflict', {
      fr: `${id} a changé depuis que nous l’avons écrit ; il est laissé tel quel`,
      en: `${id} has changed since we wrote it; it is left alone`,
    });
  const comment = markOf(key);
  try {
    // A number, never a query: a query would take every match with it.
    await server.write({ operation: 'core/delete', class: place.class, key: place.id, comment }, { signal });
    return { key, outcome: 'done', id: nativeId(place) };
  } catch (error) {
    const denied = error instanceof Fault && error.kind === 'unauthorized';
    if (!denied || cancel === null) throw error;
  }
  const { sent } = await flatten(writer, writer.layout(place.class), cancel, signal);
  const { objects } = await server.write(
    {
      operation: 'core/update',
      class: place.class,
      key: place.id,
      comment,
      output_fields: stateColumns.join(','),
      fields: sent,
    },
    { signal },
  );
  if (!objects[0]) throw vetoed(writer, 'core/update', place.class);
  return { ...about(writer, key, objects[0]), cancelled: true };
}
