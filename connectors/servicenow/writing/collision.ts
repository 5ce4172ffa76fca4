import { Fault, type NativeFields, type NativeId, type Receipt } from '@passerelle/connector';
import { nativeId, type Place } from '../id.js';
import { text } from '../wire/row.js';
import { about } from './answers.js';
import { compare } from './compare.js';
import { recordOf } from './lookup.js';
import { refused } from './receipts.js';
import type { Writer } from './step.js';

/** No source records the answer to a sys_id that is taken; the database's unique key is what must object. */
export function collides(fault: Fault): boolean {
  return fault.status === 409 || /unique key|duplicate entry/i.test(fault.message);
}

/** Under our sys_id stands something: our own ticket from an attempt whose answer was lost, or, by no chance we know, another's. */
export async function afterCollision(
  writer: Writer,
  place: Place,
  key: string,
  sent: NativeFields,
  fault: Fault,
): Promise<Receipt> {
  const { connection } = writer.instance;
  const there = await recordOf(writer, place);
  if (there.kind !== 'found') return unclear(connection, key, fault);
  const correlation = text(there.row, 'correlation_id');
  // Empty where the account may not write the column; nobody else makes an id of these 128 bits.
  if (correlation !== key && correlation !== '') return taken(connection, key, nativeId(place));
  const { says, dropped } = compare(there.row, sent, place.table, writer);
  return { ...about(writer.instance, key, place, there.row), says, dropped, already: true };
}

/** Under the id stands a ticket that is not ours. */
export function taken(connection: string, key: string, id: NativeId): Receipt {
  return refused(connection, key, 'conflict', {
    fr: `${id} est pris par un ticket qui a un autre correlation_id ; il est laissé tel quel`,
    en: `${id} is taken by a ticket with another correlation_id; it is left alone`,
  });
}

/** Only its mark can tell whether it has landed. */
export function unclear(connection: string, key: string, fault: Fault): Receipt {
  const { kind, told: message, status } = fault;
  const detail = { kind, connection, message, landed: 'unknown', ...(status === undefined ? {} : { status }) } as const;
  return { key, outcome: 'unknown', fault: new Fault(detail) };
}
