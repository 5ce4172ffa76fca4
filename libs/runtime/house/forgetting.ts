import type { Connector, NativeTicket, TicketSource } from '@passerelle/connector';
import { forgetterOf, type Forgetter } from '../people/forgetter.js';
import { saltOf } from '../people/salt.js';
import type { House } from './house.js';

type Memory = Pick<House, 'register' | 'random'>;

/**
 * Nobody who was erased comes back with what their tools go on to say: they are forgotten before anything is compared or
 * kept, by the very rule that took them out of what was kept, so that their tickets stay silent.
 */
export function forgetting(connector: Connector, house: Memory): Connector {
  const { source } = connector;
  return source ? { ...connector, source: forgetful(source, () => current(house)) } : connector;
}

/** Asked for at every reading: another process may have erased somebody meanwhile. */
async function current(house: Memory): Promise<Forgetter | null> {
  const erased = await house.register.erased();
  if (erased.length === 0) return null;
  return forgetterOf(new Map(erased.map(({ key, person }) => [key, person])), await saltOf(house));
}

function forgetful(source: TicketSource, remember: () => Promise<Forgetter | null>): TicketSource {
  return {
    async *pull(cursor, signal) {
      for await (const page of source.pull(cursor, signal)) {
        const forgetter = await remember();
        yield forgetter ? { ...page, items: page.items.flatMap((one) => without(one, forgetter) ?? []) } : page;
      }
    },
    async *read(ids, signal) {
      const forgetter = await remember();
      for await (const one of source.read(ids, signal)) {
        const left = forgetter ? without(one, forgetter) : one;
        if (left) yield left;
      }
    },
    ...(source.open && { open: source.open.bind(source) }),
  };
}

/**
 * Ids, versions and instants must stay what they are. A ticket that its tool calls by the address of somebody who was erased
 * (the public form) is heard no more: not even its name could be kept.
 */
function without(native: NativeTicket, { value, addresses }: Forgetter): NativeTicket | null {
  const { id, fields, entries, attachments } = native;
  if (addresses(id) !== id) return null;
  return {
    ...native,
    fields: value(fields),
    entries: entries.map((entry) => ({
      ...entry,
      author: value(entry.author),
      text: value(entry.text),
      ...(entry.fields && { fields: value(entry.fields) }),
    })),
    attachments: attachments.map((file) => ({ ...file, name: value(file.name), author: value(file.author) })),
  };
}
