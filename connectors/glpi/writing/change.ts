import type { NativeFields } from '@passerelle/connector';
import type { Place } from '../id.js';
import { marked } from '../mark.js';
import type { Head } from '../reading/heads.js';
import { allRows, text, type Row } from '../wire/lists.js';
import { one, type Act, type Steps } from './acts.js';
import { inputOf, type Team, type Written } from './fields.js';
import type { Writer } from './writer.js';

export function* alone<T>(work: (signal?: AbortSignal) => Promise<T>): Steps<T> {
  const { value } = yield* one({ do: 'alone', work });
  return value as T;
}

export function* headOf(writer: Writer, id: string): Steps<Head> {
  const { head } = yield* one({ do: 'ticket', id });
  if (!head)
    throw writer.server.fault('gone', {
      fr: `il n’y a pas de ticket ${id.slice(0, 40)} que le compte puisse voir`,
      en: `there is no ticket ${id.slice(0, 40)} that the account may see`,
    });
  return head;
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
        ...(member.id === null ? { alternative_email: member.email, use_notification: member.hushed ? 0 : 1 } : {}),
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

function check(came: readonly { readonly fault?: Error }[]): void {
  const fault = came.find((each) => each.fault)?.fault;
  if (fault) throw fault;
}
