import {
  Fault,
  receiptOf,
  type Done,
  type Dropped,
  type Keyed,
  type NativeCommand,
  type NativeEntryDraft,
  type Receipt,
} from '@passerelle/connector';
import { placed } from '../id.js';
import { isJournal, journals } from '../journals.js';
import { text, type Row } from '../wire/lists.js';
import type { Act, Came, Steps } from './acts.js';
import { alone } from './change.js';
import { draftOf, type Drafted } from './entry.js';
import { fileArticle, isForKnowledge } from './knowledge.js';
import { takePlace } from './solve.js';
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
    if (draft instanceof Fault || !draft)
      return receiptOf(command.key, draft ?? server.fault('malformed', { fr: 'aucun brouillon', en: 'no draft' }));
    const nth = landed.findIndex((each) => each.at === at);
    if (nth === -1)
      return receiptOf(
        command.key,
        came[ready.findIndex((each) => each.at === at)]?.fault ??
          server.fault('malformed', { fr: 'aucune réponse', en: 'no answer' }),
      );
    return appended(command, id, draft, landed[nth]?.id ?? 0, shown[nth] ?? {}, articles.get(at));
  });
}

/** A line whose author, or article, could not be asked for is tried again; what was said after it does not overtake it. */
function holdBehind({ server }: Writer, drafts: (Drafted | Fault)[]): void {
  const first = drafts.findIndex((draft) => draft instanceof Fault && receiptOf('', draft).outcome !== 'refused');
  const fault = drafts[first];
  if (!(fault instanceof Fault)) return;
  const message = {
    fr: `non envoyée, car la ligne précédente a échoué : ${fault.bare.fr}`,
    en: `not sent, for the line before it failed: ${fault.bare.en}`,
  };
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
      const { kind, connection, told } = asFault(error);
      drafts[at] = new Fault({ kind, connection, message: told, landed: 'no' });
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
