import type { NativeFields, NativeTicket, NativeValue } from '../../contract/native.js';
import type { Done, Dropped } from '../../contract/receipt.js';
import { toyNormal } from './normal.js';

/** The receipt, with every field that the tool did not keep as sent. */
export function done(key: string, ticket: NativeTicket, sent: NativeFields = {}): Done {
  const dropped: Dropped[] = [];
  for (const [field, value] of Object.entries(sent)) {
    const kept = ticket.fields[field] ?? null;
    const same = toyNormal(ticket.class, field, value) === toyNormal(ticket.class, field, kept);
    if (!same) dropped.push({ field, sent: value, kept });
  }
  const receipt: Done = {
    key,
    outcome: 'done',
    id: ticket.id,
    number: ticket.number,
    version: ticket.version,
    says: ticket.fields,
  };
  return dropped.length > 0 ? { ...receipt, dropped } : receipt;
}

/** Values as the toy tool takes them: references by their id. */
export function texts(fields: NativeFields): Readonly<Record<string, string | null>> {
  const text = (value: NativeValue): string | null =>
    value === null || typeof value === 'string'
      ? value
      : Array.isArray(value)
        ? value.join(',')
        : (value as { id: string }).id;
  return Object.fromEntries(Object.entries(fields).map(([field, value]) => [field, text(value)]));
}
