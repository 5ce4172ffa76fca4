import type { NativeEntryDraft } from '@passerelle/connector';
import { isLog } from '../reading/log.js';
import { marked, normalHtml, plain, squeezed } from './html.js';
import type { Others, Said, State } from './state.js';
import type { Writer } from './writer.js';

/** One entry to be added. `items` is never sent: it replaces the whole log, for anybody who may write. */
export async function addItem(
  writer: Writer,
  { text, mark, author, at }: NativeEntryDraft,
  signal?: AbortSignal,
): Promise<Readonly<Record<string, unknown>>> {
  const name = author?.name ?? author?.email ?? author?.login ?? null;
  // Any user may date an entry; only administrators may say whose it is, as somebody whom iTop does not know.
  const by = name !== null && (await writer.administrator(signal)) ? { user_id: 0, user_login: name } : {};
  return {
    add_item: {
      message: marked(text, mark),
      format: 'html',
      ...(at === null ? {} : { date: writer.server.time.write(at) ?? at }),
      ...by,
    },
  };
}

/**
 * Our entry among those of a log: our mark at its head or end (in the middle somebody quotes us) with our words, whatever
 * became of all that is neither letter nor digit; people paste marks above words of their own.
 */
function sighted(there: readonly Said[], { text, mark }: NativeEntryDraft, others: Others): boolean {
  const sign = squeezed(mark);
  const ours = normalHtml(marked(text, mark));
  const said = lettersOf(plain(ours).replace(sign, ''));
  return there.some(({ name, entry }) => {
    if (others.has(name)) return false;
    const html = entry.message_html ?? entry.message ?? '';
    const words = plain(html);
    const signed = sign !== '' && (words.endsWith(sign) || words.startsWith(sign));
    return (signed && lettersOf(words.replace(sign, '')).includes(said)) || normalHtml(html) === ours;
  });
}

export function inItsLog(state: State, draft: NativeEntryDraft, others: Others): boolean {
  return isLog(draft.journal) && sighted(state.logs[draft.journal], draft, others);
}

/** A rule of the site may copy what agents write to where the caller reads it. */
export function alsoPublic({ logs }: State, draft: NativeEntryDraft, others: Others): boolean {
  return draft.journal !== 'public_log' && sighted(logs.public_log, draft, others);
}

/** What iTop never changes of a text. */
function lettersOf(words: string): string {
  return words.replace(/[^\p{L}\p{N}]/gu, '');
}
