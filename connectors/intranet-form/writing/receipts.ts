import type { Done, Dropped, IdempotencyKey, NativeFields, NativeTicket } from '@passerelle/connector';
import { same } from './normal.js';

/** The receipt of a command, with every field that the tool did not keep as sent. */
export function receipt(key: IdempotencyKey, ticket: NativeTicket, sent: NativeFields = {}): Done {
  const lost = dropped(ticket, sent);
  return {
    key,
    outcome: 'done',
    id: ticket.id,
    number: ticket.number,
    url: ticket.url,
    version: ticket.version,
    says: ticket.fields,
    ...(lost.length > 0 ? { dropped: lost } : {}),
  };
}

export function dropped({ fields }: Pick<NativeTicket, 'fields'>, sent: NativeFields): Dropped[] {
  return Object.entries(sent).flatMap(([field, value]) =>
    same(field, value, fields[field]) ? [] : [{ field, sent: value, kept: fields[field] ?? null }],
  );
}

export function holds({ fields }: Pick<NativeTicket, 'fields'>, sent: NativeFields): boolean {
  return Object.entries(sent).every(([field, value]) => same(field, value, fields[field]));
}
