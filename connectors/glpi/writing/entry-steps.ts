import {
  Fault,
  receiptOf,
  type Done,
  type Dropped,
  type Keyed,
  type NativeCommand,
  type NativeEntryDraft,
  type NativeId,
  type Receipt,
} from '@passerelle/connector';
import { placed, placeOf } from '../id.js';
import { isJournal, journals, kinds } from '../journals.js';
import { allRows, text, type Row } from '../wire/lists.js';
import { decoded } from '../wire/decode.js';
import { one, type Act, type Came, type Steps } from './acts.js';
import { draftOf, solutionInput, taskInput, textOf, type Drafted } from './entry.js';
import { fileArticle, isForKnowledge } from './knowledge.js';
import { ticketDone } from './receipts.js';
import { takePlace } from './solve.js';
import { alone, changeFields, headOf } from './change.js';
import type { Writer } from './writer.js';

type Of<Kind extends NativeCommand['kind']> = Keyed<Extract<NativeCommand, { readonly kind: Kind }>>;

/** Entries of one itemtype for one ticket, in their order, in one call. */
export function* appendAll(writer: Writer, id: string, commands: readonly Of<'append'>[]): Steps<readonly Receipt[]> {
  const { server, names } = writer;
  const drafts: (Drafted | Fault)[] = yield* alone(async (signal) => {
    const made: (Drafted | Fault)[] = [];
    for (const { entry } of commands)
      made.push(await draftOf(server, names, id, entry, server.config.silent, signal).catch(asFault));
    return made;
  });
  const articles = yield* fileArticles(writer, id, commands, drafts);
  holdBehind(writer, drafts);
  const ready = drafts.flatMap((draft, at) => (draft instanceof Fault ? [] : [{ draft, at }]));
  const tried: readonly Came[] =
    ready.length === 0
      ? []
      : yield ready.map(({ draft }): Act => ({ do: 'add', itemtype: draft.kind.itemtype, input: draft.input }));
  const came = yield* orInPlace(writer, id, ready, tried);
  const landed = ready.flatMap(({ draft, at }, nth) =>
    came[nth]?.id === undefined ? [] : [{ draft, at, id: came[nth].id }],
  );
  const answered = landed.filter(({ draft }) => draft.after !== null);
  if (answered.length > 0)
    yield answered.map(({ draft, id: row }): Act => ({
      do: 'change',
      itemtype: draft.kind.itemtype,
      id: row,
      input: draft.after ?? {},
    }));
  const shown: readonly Came[] =
    landed.length === 0
      ? []
      : yield landed.map(({ draft, id: row }): Act => ({ do: 'row', itemtype: draft.kind.itemtype, id: row }));
  return commands.map((command, at): Receipt => {
    const draft = drafts[at];
    if (draft instanceof Fault || !draft) return receiptOf(command.key, draft ?? server.fault('malformed', 'no draft'));
    const nth = landed.findIndex((each) => each.at === at);
    if (nth === -1)
      return receiptOf(
        command.key,
        came[ready.findIndex((each) => each.at === at)]?.fault ?? server.fault('malformed', 'no answer'),
      );
    return appended(command, id, draft, landed[nth]?.id ?? 0, shown[nth] ?? {}, articles.get(at));
  });
}

/** A line whose author, or article, could not be asked for is tried again; what was said after it does not overtake it. */
function holdBehind({ server }: Writer, drafts: (Drafted | Fault)[]): void {
  const first = drafts.findIndex((draft) => draft instanceof Fault && receiptOf('', draft).outcome !== 'refused');
  const fault = drafts[first];
  if (!(fault instanceof Fault)) return;
  const message = `not sent, for the line before it failed: ${fault.message}`;
  for (const [at, draft] of drafts.entries())
    if (at > first && !(draft instanceof Fault))
      drafts[at] = new Fault({ kind: fault.kind, connection: server.connection, message, landed: 'no' });
}

/** A solution that is refused since ours stands there takes the place of ours: its words are somebody's, and say more. */
function* orInPlace(
  writer: Writer,
  id: string,
  ready: readonly { readonly draft: Drafted }[],
  tried: readonly Came[],
): Steps<readonly Came[]> {
  const came: Came[] = [];
  for (const [nth, each] of tried.entries()) {
    const draft = ready[nth]?.draft;
    const isRefused = each.fault?.kind === 'rejected' && each.fault.landed !== 'unknown';
    const row = isRefused && draft?.kind.itemtype === 'ITILSolution' ? yield* takePlace(writer, id, draft.input) : null;
    came.push(row === null ? each : { id: row });
  }
  return came;
}

/** Articles of those solutions that are to be some. One that could not be asked for stops its own solution: it is tried again. */
function* fileArticles(
  writer: Writer,
  id: string,
  commands: readonly Of<'append'>[],
  drafts: (Drafted | Fault)[],
): Steps<ReadonlyMap<number, Dropped>> {
  const dropped = new Map<number, Dropped>();
  for (const [at, { entry }] of commands.entries()) {
    if (drafts[at] instanceof Fault || !isForKnowledge(writer, entry)) continue;
    try {
      const lost = yield* fileArticle(writer, id, entry);
      if (lost) dropped.set(at, lost);
    } catch (error) {
      const { kind, connection, message } = asFault(error);
      drafts[at] = new Fault({ kind, connection, message, landed: 'no' });
    }
  }
  return dropped;
}

function appended(
  { key, entry }: Of<'append'>,
  id: string,
  draft: Drafted,
  row: number,
  shown: Came,
  article: Dropped | undefined,
): Receipt {
  const done: Done = { key, outcome: 'done', id, part: placed(draft.kind.itemtype, row) };
  if (!shown.row) return article ? { ...done, dropped: [article] } : done;
  const audience = audienceOf(draft, shown.row, entry);
  const author = authorDropped(entry, draft, shown.row);
  const meant = draft.after?.['status'];
  const answer = text(shown.row, 'status');
  // The request stands there; its answer may not have been taken.
  const unanswered: Dropped[] =
    meant === undefined || answer === String(meant as number)
      ? []
      : [{ field: 'status', sent: String(meant as number), kept: answer }];
  const dropped = [...(author ? [author] : []), ...unanswered, ...(article ? [article] : [])];
  return { ...done, audience, ...(dropped.length > 0 ? { dropped } : {}) };
}

/** As read back: what was to be private and came out public is said to be public, whatever its journal is. */
function audienceOf(draft: Drafted, row: Row, entry: NativeEntryDraft): 'public' | 'internal' {
  if (draft.kind.isPrivate === null) return isJournal(entry.journal) ? journals[entry.journal] : 'internal';
  return text(row, 'is_private') === '0' ? 'public' : 'internal';
}

function authorDropped(entry: NativeEntryDraft, draft: Drafted, row: Row): Dropped | null {
  if (entry.author === null) return null;
  const meant = draft.input['users_id'];
  if (meant !== undefined && text(row, 'users_id') === String(meant as number)) return null;
  return { field: 'author', sent: entry.author, kept: { id: text(row, 'users_id'), name: null } };
}

function asFault(error: unknown): Fault {
  if (error instanceof Fault) return error;
  throw error;
}

/** The line that bears the mark, where it landed before. One that is known to be something else only quotes it. */
export async function lineOf(
  { server }: Writer,
  id: string,
  entry: NativeEntryDraft,
  others: ReadonlySet<NativeId> = new Set(),
  signal?: AbortSignal,
): Promise<Row | null> {
  if (!isJournal(entry.journal)) return null;
  const { itemtype } = kinds[entry.journal];
  const column = itemtype === 'TicketValidation' ? 'comment_submission' : 'content';
  const encoding = await server.encoding(signal);
  const rows = await allRows(server, `Ticket/${id}/${itemtype}`, signal);
  const mine = rows.filter((row) => decoded(text(row, column), encoding).includes(entry.mark));
  return mine.find((row) => !others.has(placed(itemtype, Number(text(row, 'id'))))) ?? null;
}

/**
 * A move with its words. What GLPI does in one act is one call: a solution solves, an acceptance closes, a refusal reopens.
 * Otherwise the words are looked for before they are written, so that a second attempt does not double them.
 */
export function* transition(
  writer: Writer,
  { key, to, fields = {}, entry }: Of<'transition'>,
  id: string,
  others?: ReadonlySet<NativeId>,
): Steps<Done> {
  const { server, names } = writer;
  const all = { ...fields, status: to };
  if (!/^[1-6]$/.test(to)) throw server.fault('rejected', `expected a status of GLPI, 1 to 6, came ${to.slice(0, 40)}`);
  let part: string | null = null;
  if (entry) {
    const head = yield* headOf(writer, id);
    const status = String(head.fields['status'] as string);
    const verdict =
      status === '5' && entry.journal === 'followup' ? (to === '6' ? '3' : Number(to) <= 4 ? '4' : null) : null;
    const meant = verdict === null ? entry : { ...entry, fields: { ...entry.fields, verdict } };
    const there = yield* alone((signal) => lineOf(writer, id, entry, others, signal));
    if (there) part = placed(kinds[entry.journal as keyof typeof kinds].itemtype, Number(text(there, 'id')));
    // A closed ticket takes no words of a technician: it is opened first.
    if (!there && status === '6' && to !== '6')
      yield* one({ do: 'change', itemtype: 'Ticket', id: Number(id), input: { status: Number(to) } });
    if (!there) {
      const draft = yield* alone((signal) => draftOf(server, names, id, meant, server.config.silent, signal));
      const came = yield* one({ do: 'add', itemtype: draft.kind.itemtype, input: draft.input });
      part = placed(draft.kind.itemtype, came.id ?? 0);
    }
    const now = there ? head : yield* headOf(writer, id);
    const moved = now.fields['status'] === to;
    if (!moved || Object.keys(fields).length > 0) yield* changeFields(writer, id, moved ? fields : all);
  } else yield* changeFields(writer, id, all, server.config.silent ? { _disablenotif: 1 } : {});
  const done = ticketDone(writer, key, yield* headOf(writer, id), all);
  return part === null ? done : { ...done, part };
}

/** Changes a line. An answer to a solution goes through a follow-up: changing the solution itself would not move its ticket. */
export function* amend(writer: Writer, { key, entry, change }: Of<'amend'>, id: string): Steps<Done> {
  const { server, names } = writer;
  const place = placeOf(entry);
  if (!place || !Object.values(kinds).some(({ itemtype }) => itemtype === place.itemtype))
    throw server.fault('gone', `expected the id of a line of a ticket, came ${entry.slice(0, 60)}`);
  const { text: words, reason, ...fields } = change;
  const status = textOf(fields['status']);
  if (place.itemtype === 'ITILSolution' && (status === '3' || status === '4')) {
    const content = textOf(reason) || textOf(words);
    if (status === '4' && content.trim() === '')
      throw server.fault('rejected', 'Pour refuser la solution, indiquez un motif.');
    const input = {
      itemtype: 'Ticket',
      items_id: Number(id),
      content,
      is_private: 0,
      ...(status === '3' ? { add_close: 1 } : { add_reopen: 1 }),
    };
    yield* one({ do: 'add', itemtype: 'ITILFollowup', input });
  } else {
    const column = place.itemtype === 'TicketValidation' ? 'comment_submission' : 'content';
    const special = yield* alone((signal) =>
      place.itemtype === 'TicketTask'
        ? taskInput(server, names, fields, signal)
        : place.itemtype === 'ITILSolution'
          ? solutionInput(server, names, fields, signal)
          : Promise.resolve({}),
    );
    const validation =
      place.itemtype === 'TicketValidation' && status !== ''
        ? { status: Number(status), comment_validation: textOf(fields['comment_validation'] ?? reason) }
        : {};
    const input = { ...special, ...validation, ...(typeof words === 'string' ? { [column]: words } : {}) };
    if (Object.keys(input).length === 0)
      throw server.fault(
        'unsupported',
        `nothing of ${Object.keys(change).join(', ').slice(0, 100)} can be changed in ${place.itemtype}`,
      );
    yield* one({ do: 'change', itemtype: place.itemtype, id: place.id, input });
    if (place.itemtype === 'TicketValidation' && status !== '') {
      const { row } = yield* one({ do: 'row', itemtype: place.itemtype, id: place.id });
      // 11.0.5 says yes and changes nothing (GLPI issue 23218).
      if (row && text(row, 'status') !== status)
        throw server.fault(
          'unsupported',
          'GLPI took the answer to an approval and did not keep it; its approver has to give it in GLPI, or update GLPI',
        );
    }
  }
  return { ...ticketDone(writer, key, yield* headOf(writer, id)), part: entry };
}

export function* retract(writer: Writer, { key, entry }: Of<'retract'>, id: string): Steps<Done> {
  const place = placeOf(entry);
  if (!place) throw writer.server.fault('gone', `expected the id of a line of a ticket, came ${entry.slice(0, 60)}`);
  yield* one({ do: 'remove', itemtype: place.itemtype, id: place.id });
  return ticketDone(writer, key, yield* headOf(writer, id));
}
