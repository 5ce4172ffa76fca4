import type { Done, IdempotencyKey, Keyed, NativeCommand } from '@passerelle/connector';
import { Fault } from '@passerelle/connector';
import { createMark, markWord } from '../reading/mark.js';
import { changeFields } from './change.js';
import type { Desk, OnDesk } from './desk.js';
import { receipt } from './receipts.js';
import type { FormWriter } from './public-form.js';

type Create = Keyed<Extract<NativeCommand, { readonly kind: 'create' }>>;

/** Fields that the form itself takes; the others are changed on staff pages as soon as the ticket is there. */
const later = ['status', 'owner', 'due', 'priority', 'category'] as const;

/** The tool knows no keys, so the ticket of one is looked for by its mark before any is made. */
export async function createTicket(
  desk: Desk,
  form: FormWriter,
  { key, ticket }: Create,
  signal?: AbortSignal,
): Promise<Done> {
  const earlier = await madeUnder(desk, key, signal);
  if (earlier) return { ...(await complete(desk, earlier, ticket.fields, key, signal)), already: true };
  const { reference } = await form.create(key, ticket, signal);
  try {
    return await complete(desk, await desk.take(reference, false, signal), ticket.fields, key, signal);
  } catch (error) {
    // The ticket is there, whatever came between us and its page.
    if (!(error instanceof Fault)) throw error;
    const { fr, en } = error.bare;
    const then = { fr: `${reference} a été créé, et ensuite : ${fr}`, en: `${reference} was created, and then: ${en}` };
    throw desk.site.fault(error.kind, then, 'unknown');
  }
}

async function complete(
  desk: Desk,
  now: OnDesk,
  fields: Create['ticket']['fields'],
  key: IdempotencyKey,
  signal?: AbortSignal,
): Promise<Done> {
  const rest = Object.fromEntries(
    later.flatMap((field) => (fields[field] === undefined ? [] : [[field, fields[field]]])),
  );
  const after = await changeFields(desk, now, rest, signal);
  return receipt(key, after.native, fields);
}

export async function madeUnder(desk: Desk, key: IdempotencyKey, signal?: AbortSignal): Promise<OnDesk | null> {
  for (const reference of await desk.reader.search('message', markWord(key), signal)) {
    const ticket = await desk.take(reference, false, signal);
    // Replies are searched too: only a ticket whose own message ends in the mark was made under it.
    if (ticket.thread.message.includes(createMark(key))) return ticket;
  }
  return null;
}
