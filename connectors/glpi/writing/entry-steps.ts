import type { Done, Fault, Keyed, NativeCommand, NativeEntryDraft, NativeId } from '@passerelle/connector';
import { placed, placeOf } from '../id.js';
import { isJournal, kinds } from '../journals.js';
import { decoded } from '../wire/decode.js';
import { allRows, text, type Row } from '../wire/lists.js';
import type { Server } from '../wire/server.js';
import { one, type Steps } from './acts.js';
import { alone, changeFields, headOf } from './change.js';
import { draftOf, solutionInput, taskInput, textOf, withoutReason } from './entry.js';
import { ticketDone } from './receipts.js';
import type { Writer } from './writer.js';

type Of<Kind extends NativeCommand['kind']> = Keyed<Extract<NativeCommand, { readonly kind: Kind }>>;

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
  if (!/^[1-6]$/.test(to))
    throw server.fault('rejected', {
      fr: `attendu un état de GLPI, de 1 à 6, reçu ${to.slice(0, 40)}`,
      en: `expected a status of GLPI, 1 to 6, came ${to.slice(0, 40)}`,
    });
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
  if (!place || !Object.values(kinds).some(({ itemtype }) => itemtype === place.itemtype)) throw noLine(server, entry);
  const { text: words, reason, ...fields } = change;
  const status = textOf(fields['status']);
  if (place.itemtype === 'ITILSolution' && (status === '3' || status === '4')) {
    const content = textOf(reason) || textOf(words);
    if (status === '4' && content.trim() === '') throw withoutReason(server);
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
    if (Object.keys(input).length === 0) {
      const named = Object.keys(change).join(', ').slice(0, 100);
      throw server.fault('unsupported', {
        fr: `rien de ${named} ne peut être modifié dans ${place.itemtype}`,
        en: `nothing of ${named} can be changed in ${place.itemtype}`,
      });
    }
    yield* one({ do: 'change', itemtype: place.itemtype, id: place.id, input });
    if (place.itemtype === 'TicketValidation' && status !== '') {
      const { row } = yield* one({ do: 'row', itemtype: place.itemtype, id: place.id });
      // 11.0.5 says yes and changes nothing (GLPI issue 23218).
      if (row && text(row, 'status') !== status)
        throw server.fault('unsupported', {
          fr: 'GLPI a pris la réponse à une demande de validation et ne l’a pas gardée ; son approbateur doit la donner dans GLPI, ou mettez GLPI à jour',
          en: 'GLPI took the answer to an approval and did not keep it; its approver has to give it in GLPI, or update GLPI',
        });
    }
  }
  return { ...ticketDone(writer, key, yield* headOf(writer, id)), part: entry };
}

export function* retract(writer: Writer, { key, entry }: Of<'retract'>, id: string): Steps<Done> {
  const place = placeOf(entry);
  if (!place) throw noLine(writer.server, entry);
  yield* one({ do: 'remove', itemtype: place.itemtype, id: place.id });
  return ticketDone(writer, key, yield* headOf(writer, id));
}

function noLine(server: Server, id: NativeId): Fault {
  return server.fault('gone', {
    fr: `attendu l’identifiant d’une ligne de ticket, reçu ${id.slice(0, 60)}`,
    en: `expected the id of a line of a ticket, came ${id.slice(0, 60)}`,
  });
}
