import { Fault, type Done, type Keyed, type NativeCommand, type NativeFields } from '@passerelle/connector';
import type { Place } from '../id.js';
import { marked, markOf } from '../mark.js';
import { solutionField } from '../reading/columns.js';
import type { Head } from '../reading/heads.js';
import { writeInstant } from '../wire/zone.js';
import { one, type Steps } from './acts.js';
import { alone, changeFields, headOf } from './change.js';
import { actorKeys, inputOf, typeInput } from './fields.js';
import { ticketDone, wholeOf } from './receipts.js';
import { isEnd, solve, wordsOf } from './solve.js';
import type { Writer } from './writer.js';

type Of<Kind extends NativeCommand['kind']> = Keyed<Extract<NativeCommand, { readonly kind: Kind }>>;

/** A ticket is looked for by its mark before it is made, since GLPI makes a second one without a word. */
export function* create(writer: Writer, { key, ticket }: Of<'create'>): Steps<Done> {
  const { server, names } = writer;
  const type = typeInput(server, ticket.class);
  const written = yield* alone((signal) => inputOf(server, names, ticket.fields, signal));
  const { heads = [] } = yield* one({ do: 'marked', key });
  const [there] = heads;
  const words = isEnd(ticket.fields['status']) ? wordsOf(ticket.fields) : null;
  if (there) {
    if (words !== null) yield* end(writer, key, there.id, ticket.fields['status'], words, ticket.silent === true);
    return { ...(yield* born(writer, key, yield* headOf(writer, there.id), ticket.fields)), already: true };
  }
  const born_at = ticket.at === null ? null : writeInstant(ticket.at, server.zone);
  const { content = '', status, ...cells } = written.input;
  const isGiven = written.actors.some(({ role, members }) => role === 'assign' && members.length > 0);
  // It is solved by its solution, which a ticket that is solved already does not take.
  const begins = words === null ? status : isGiven ? 2 : 1;
  const { id } = yield* one({
    do: 'add',
    itemtype: 'Ticket',
    input: {
      ...(born_at === null ? {} : { date: born_at, date_creation: born_at }),
      ...cells,
      ...(begins !== undefined && { status: begins }),
      content: marked(String(content as string), markOf(key)),
      type,
      ...actorKeys(written.actors),
      ...(written.items && written.items.length > 0 ? { items_id: itemKeys(written.items) } : {}),
      ...(server.config.silent || ticket.silent ? { _disablenotif: 1 } : {}),
    },
  });
  try {
    if (words !== null) yield* end(writer, key, String(id), ticket.fields['status'], words, ticket.silent === true);
    const head = yield* headOf(writer, String(id));
    return yield* born(writer, key, head, ticket.fields);
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    // It is there: a look at it that failed must not be taken for a creation that did not land.
    throw new Fault({
      kind: 'unavailable',
      connection: server.connection,
      message: {
        fr: `le ticket ${id} a été créé et n’a pas pu être résolu ou relu : ${error.bare.fr}`,
        en: `ticket ${id} was made and could not be solved or read back: ${error.bare.en}`,
      },
      landed: 'unknown',
    });
  }
}

function end(
  writer: Writer,
  key: string,
  id: string,
  status: NativeFields[string] | undefined,
  words: string,
  silent: boolean,
): Steps<void> {
  return solve(writer, { key, id, words, fields: { status: status ?? null }, silent });
}

function* born(writer: Writer, key: string, head: Head, sent: NativeFields): Steps<Done> {
  const whole = yield* alone((signal) => wholeOf(writer, head, signal));
  return { ...ticketDone(writer, key, { ...head, fields: whole.fields }, sent), version: whole.version };
}

export function* update(
  writer: Writer,
  { key, fields, silent }: Pick<Of<'update'>, 'key' | 'fields' | 'silent'>,
  id: string,
): Steps<Done> {
  const words = wordsOf(fields);
  const { [solutionField]: _words, ...others } = fields;
  if (words === null) yield* changeFields(writer, id, fields);
  else yield* solve(writer, { key, id, words, fields: others, silent: silent === true });
  const head = yield* headOf(writer, id);
  if (!('items' in fields || solutionField in fields)) return ticketDone(writer, key, head, fields);
  const whole = yield* alone((signal) => wholeOf(writer, head, signal));
  return ticketDone(writer, key, { ...head, fields: whole.fields }, fields);
}

function itemKeys(items: readonly Place[]): Readonly<Record<string, readonly number[]>> {
  const byType = Map.groupBy(items, ({ itemtype }) => itemtype);
  return Object.fromEntries([...byType].map(([itemtype, places]) => [itemtype, places.map((place) => place.id)]));
}

/** Into the trash, unless somebody touched it; where GLPI forbids that, it is closed with what was given. */
export function* remove(writer: Writer, { key, id, ifUnchangedSince, cancel }: Of<'remove'>): Steps<Done> {
  const { head } = yield* one({ do: 'ticket', id });
  if (!head) return { key, outcome: 'done', id, already: true };
  const whole = yield* alone((signal) => wholeOf(writer, head, signal));
  if (whole.version !== ifUnchangedSince)
    throw writer.server.fault('conflict', {
      fr: `le ticket ${id} a changé depuis sa création ; il est laissé tel quel`,
      en: `ticket ${id} changed since it was made; it is left as it is`,
    });
  const [came = {}] = yield [{ do: 'remove', itemtype: 'Ticket', id: Number(id) }];
  if (!came.fault) return { key, outcome: 'done', id };
  if (came.fault.landed === 'unknown' || cancel === null || came.fault.kind !== 'rejected') throw came.fault;
  return { ...(yield* update(writer, { key, fields: cancel }, id)), cancelled: true };
}
