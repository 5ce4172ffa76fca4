import { Fault, type Done, type Keyed, type NativeCommand, type NativeFields } from '@passerelle/connector';
import type { Place } from '../id.js';
import { marked, markOf } from '../mark.js';
import type { Head } from '../reading/heads.js';
import { allRows, text, type Row } from '../wire/lists.js';
import { writeInstant } from '../wire/zone.js';
import { one, type Act, type Steps } from './acts.js';
import { actorKeys, inputOf, typeInput, type Team, type Written } from './fields.js';
import { ticketDone, wholeOf } from './receipts.js';
import type { Writer } from './writer.js';

type Of<Kind extends NativeCommand['kind']> = Keyed<Extract<NativeCommand, { readonly kind: Kind }>>;

export function* alone<T>(work: (signal?: AbortSignal) => Promise<T>): Steps<T> {
  const { value } = yield* one({ do: 'alone', work });
  return value as T;
}

export function* headOf(writer: Writer, id: string): Steps<Head> {
  const { head } = yield* one({ do: 'ticket', id });
  if (!head) throw writer.server.fault('gone', `there is no ticket ${id.slice(0, 40)} that the account may see`);
  return head;
}

/** A ticket is looked for by its mark before it is made, since GLPI makes a second one without a word. */
export function* create(writer: Writer, { key, ticket }: Of<'create'>): Steps<Done> {
  const { server, names } = writer;
  const type = typeInput(server, ticket.class);
  const written = yield* alone((signal) => inputOf(server, names, ticket.fields, signal));
  const { heads = [] } = yield* one({ do: 'marked', key });
  const [there] = heads;
  if (there) return { ...(yield* born(writer, key, there, ticket.fields)), already: true };
  const born_at = ticket.at === null ? null : writeInstant(ticket.at, server.zone);
  const { content = '', ...cells } = written.input;
  const { id } = yield* one({
    do: 'add',
    itemtype: 'Ticket',
    input: {
      ...(born_at === null ? {} : { date: born_at, date_creation: born_at }),
      ...cells,
      content: marked(String(content as string), markOf(key)),
      type,
      ...actorKeys(written.actors),
      ...(written.items && written.items.length > 0 ? { items_id: itemKeys(written.items) } : {}),
      ...(server.config.silent || ticket.silent ? { _disablenotif: 1 } : {}),
    },
  });
  try {
    const head = yield* headOf(writer, String(id));
    return yield* born(writer, key, head, ticket.fields);
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    // It is there: a look at it that failed must not be taken for a creation that did not land.
    throw new Fault({
      kind: 'unavailable',
      connection: server.connection,
      message: `ticket ${id} was made and could not be read back: ${error.message}`,
      landed: 'unknown',
    });
  }
}

function* born(writer: Writer, key: string, head: Head, sent: NativeFields): Steps<Done> {
  const whole = yield* alone((signal) => wholeOf(writer, head, signal));
  return { ...ticketDone(writer, key, { ...head, fields: whole.fields }, sent), version: whole.version };
}

export function* update(writer: Writer, key: string, id: string, fields: NativeFields): Steps<Done> {
  yield* changeFields(writer, id, fields);
  const head = yield* headOf(writer, id);
  if (!('items' in fields)) return ticketDone(writer, key, head, fields);
  const whole = yield* alone((signal) => wholeOf(writer, head, signal));
  return ticketDone(writer, key, { ...head, fields: whole.fields }, fields);
}

/** Changes what is named and nothing else; actors one by one, since a list of them adds on 10, writes nobody on 9.5, and as a whole set drops who is not named. */
export function* changeFields(
  writer: Writer,
  id: string,
  fields: NativeFields,
  more: Readonly<Record<string, unknown>> = {},
): Steps<void> {
  const { server, names } = writer;
  const written: Written = yield* alone((signal) => inputOf(server, names, fields, signal));
  const cells: Record<string, unknown> = { ...written.input, ...more };
  if (cells['content'] !== undefined || written.actors.length > 0) {
    const head = yield* headOf(writer, id);
    // Whoever writes a new description does not mean to take the mark off.
    if (typeof cells['content'] === 'string' && head.mark !== null)
      cells['content'] = marked(cells['content'], head.mark);
    if (server.config.silent) cells['_disablenotif'] = 1;
  }
  if (Object.keys(cells).length > 0) yield* one({ do: 'change', itemtype: 'Ticket', id: Number(id), input: cells });
  if (cells['status'] === 5 || cells['status'] === '5') yield* awaitAnswer(writer, id);
  for (const team of written.actors) yield* changeTeam(writer, id, team);
  if (written.items) yield* changeItems(writer, id, written.items);
}

/** A ticket that is resolved again without a new solution: its refused one waits for an answer again, or its requester could give none. */
function* awaitAnswer({ server }: Writer, id: string): Steps<void> {
  const solutions = yield* alone((signal) => allRows(server, `Ticket/${id}/ITILSolution`, signal));
  const last = solutions.toSorted((a, b) => Number(text(a, 'id')) - Number(text(b, 'id'))).at(-1);
  if (last && text(last, 'status') === '4')
    yield* one({ do: 'change', itemtype: 'ITILSolution', id: Number(text(last, 'id')), input: { status: 2 } });
}

function* changeTeam(writer: Writer, id: string, { role, kind, members }: Team): Steps<void> {
  const itemtype = kind === 'users' ? 'Ticket_User' : 'Group_Ticket';
  const column = kind === 'users' ? 'users_id' : 'groups_id';
  const type = { requester: 1, assign: 2, observer: 3 }[role];
  const there = yield* alone((signal) => allRows(writer.server, `Ticket/${id}/${itemtype}`, signal));
  const mine = there.filter((row) => text(row, 'type') === String(type));
  const is = (row: Row, member: Team['members'][number]): boolean =>
    member.id === null ? text(row, 'alternative_email') === member.email : text(row, column) === member.id;
  const acts: Act[] = members
    .filter((member) => !mine.some((row) => is(row, member)))
    .map((member) => ({
      do: 'add',
      itemtype,
      input: {
        tickets_id: Number(id),
        [column]: Number(member.id ?? 0),
        type,
        ...(member.id === null ? { alternative_email: member.email, use_notification: 1 } : {}),
      },
    }));
  // The new ones first: a ticket without anybody falls back to new.
  if (acts.length > 0) check(yield acts);
  const gone = mine.filter((row) => !members.some((member) => is(row, member)));
  if (gone.length > 0) check(yield gone.map((row) => ({ do: 'remove', itemtype, id: Number(text(row, 'id')) })));
}

function* changeItems(writer: Writer, id: string, items: readonly Place[]): Steps<void> {
  const there = yield* alone((signal) => allRows(writer.server, `Ticket/${id}/Item_Ticket`, signal));
  const is = (row: Row, place: Place): boolean =>
    text(row, 'itemtype') === place.itemtype && text(row, 'items_id') === String(place.id);
  const fresh = items.filter((place) => !there.some((row) => is(row, place)));
  if (fresh.length > 0)
    check(
      yield fresh.map(({ itemtype, id: items_id }) => ({
        do: 'add',
        itemtype: 'Item_Ticket',
        input: { tickets_id: Number(id), itemtype, items_id },
      })),
    );
  // Answers of a form are linked like machines, and stay.
  const gone = there.filter(
    (row) => !text(row, 'itemtype').startsWith('Plugin') && !items.some((place) => is(row, place)),
  );
  if (gone.length > 0)
    check(yield gone.map((row) => ({ do: 'remove', itemtype: 'Item_Ticket', id: Number(text(row, 'id')) })));
}

function itemKeys(items: readonly Place[]): Readonly<Record<string, readonly number[]>> {
  const byType = Map.groupBy(items, ({ itemtype }) => itemtype);
  return Object.fromEntries([...byType].map(([itemtype, places]) => [itemtype, places.map((place) => place.id)]));
}

function check(came: readonly { readonly fault?: Error }[]): void {
  const fault = came.find((each) => each.fault)?.fault;
  if (fault) throw fault;
}

/** Into the trash, unless somebody touched it; where GLPI forbids that, it is closed with what was given. */
export function* remove(writer: Writer, { key, id, ifUnchangedSince, cancel }: Of<'remove'>): Steps<Done> {
  const { head } = yield* one({ do: 'ticket', id });
  if (!head) return { key, outcome: 'done', id, already: true };
  const whole = yield* alone((signal) => wholeOf(writer, head, signal));
  if (whole.version !== ifUnchangedSince)
    throw writer.server.fault('conflict', `ticket ${id} changed since it was made; it is left as it is`);
  const [came = {}] = yield [{ do: 'remove', itemtype: 'Ticket', id: Number(id) }];
  if (!came.fault) return { key, outcome: 'done', id };
  if (came.fault.landed === 'unknown' || cancel === null || came.fault.kind !== 'rejected') throw came.fault;
  return { ...(yield* update(writer, key, id, cancel)), cancelled: true };
}
