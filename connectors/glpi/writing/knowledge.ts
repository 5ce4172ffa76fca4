import { Fault, type Dropped, type NativeEntryDraft } from '@passerelle/connector';
import { marked } from '../mark.js';
import { decoded } from '../wire/decode.js';
import { allRows, text, type Row } from '../wire/lists.js';
import { one, type Steps } from './acts.js';
import { alone, headOf } from './change.js';
import type { Writer } from './writer.js';

/** Whether a solution is to become an article, too: it bears the site's word for it, or is flagged. */
export function isForKnowledge({ server }: Writer, { journal, text: words, fields }: NativeEntryDraft): boolean {
  const { knowledge } = server.config;
  if (!knowledge || journal !== 'solution') return false;
  return fields?.['knowledge'] === '1' || words.toLowerCase().includes(knowledge.mark.toLowerCase());
}

/**
 * The article of a solution, tied to its ticket. It comes before the solution, so that a solution that is there says that its
 * article is, too; and it is looked for by the solution's mark first, so that a second attempt makes no second one. An
 * account that may not write articles still solves: what became of the article is told in the receipt.
 */
export function* fileArticle(writer: Writer, id: string, entry: NativeEntryDraft): Steps<Dropped | null> {
  const { server } = writer;
  const { knowledge } = server.config;
  if (!knowledge) return null;
  try {
    const there = yield* alone((signal) => articleOf(writer, entry.mark, signal));
    const head = yield* headOf(writer, id);
    const answer = marked(withoutWord(entry.text, knowledge.mark), entry.mark);
    const input = { name: text(head.fields as Row, 'name'), answer, is_faq: knowledge.faq ? 1 : 0 };
    const article = there
      ? Number(text(there, 'id'))
      : ((yield* one({ do: 'add', itemtype: 'KnowbaseItem', input })).id ?? 0);
    const ties = yield* alone((signal) => allRows(server, `Ticket/${id}/KnowbaseItem_Item`, signal));
    if (!ties.some((row) => text(row, 'knowbaseitems_id') === String(article))) {
      const tie = { knowbaseitems_id: article, itemtype: 'Ticket', items_id: Number(id) };
      yield* one({ do: 'add', itemtype: 'KnowbaseItem_Item', input: tie });
    }
    const kept = yield* alone((signal) => articleOf(writer, entry.mark, signal));
    return kept ? null : { field: 'knowledge', sent: '1', kept: null };
  } catch (error) {
    // A refusal is final for the article alone; a tool that did not answer is asked again, before anything is solved.
    if (!(error instanceof Fault) || !['rejected', 'unauthorized', 'unsupported'].includes(error.kind)) throw error;
    return { field: 'knowledge', sent: '1', kept: error.message };
  }
}

async function articleOf({ server }: Writer, mark: string, signal?: AbortSignal): Promise<Row | null> {
  const encoding = await server.encoding(signal);
  const rows = await allRows(server, 'KnowbaseItem', signal, { 'searchText[answer]': mark });
  return rows.find((row) => decoded(text(row, 'answer'), encoding).includes(mark)) ?? null;
}

function withoutWord(words: string, mark: string): string {
  const at = words.toLowerCase().indexOf(mark.toLowerCase());
  return at === -1 ? words : `${words.slice(0, at).trimEnd()}${words.slice(at + mark.length)}`;
}
