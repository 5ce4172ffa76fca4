import type { NativeEntryDraft } from '@passerelle/connector';
import { isLog, type LogEntry } from '../reading/log.js';
import { marked, normalHtml, plain, squeezed } from './html.js';
import type { State } from './state.js';
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

/** Our entry among those of a log: the mark at its head or end (in the middle somebody quotes us), else the same words. */
export function sighted(entries: readonly LogEntry[], { text, mark }: NativeEntryDraft): boolean {
  const words = squeezed(mark);
  const ours = normalHtml(marked(text, mark));
  return entries.some((entry) => {
    const html = entry.message_html ?? entry.message ?? '';
    const said = plain(html);
    return (words !== '' && (said.endsWith(words) || said.startsWith(words))) || normalHtml(html) === ours;
  });
}

export function inItsLog(state: State, draft: NativeEntryDraft): boolean {
  return isLog(draft.journal) && sighted(state.logs[draft.journal], draft);
}

/** A rule of the site may copy what agents write to where the caller reads it. */
export function alsoPublic({ logs }: State, draft: NativeEntryDraft): boolean {
  return draft.journal !== 'public_log' && sighted(logs.public_log, draft);
}
