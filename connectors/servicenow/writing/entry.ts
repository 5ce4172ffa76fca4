import type { Audience, Dropped, NativeEntry, NativeEntryDraft } from '@passerelle/connector';
import { normalText } from './normal.js';

/** The text that is sent: journals have no field for a mark, so it stands visibly at the end unless it is there already. */
export function entryText({ text, mark }: NativeEntryDraft): string {
  const body = text.includes(mark) ? text : `${text}\n${mark}`;
  return normalText(body);
}

export interface Sighting {
  readonly part: string | null;
  /** Public as soon as one copy of it is, for instance one that a rule of the instance has made. */
  readonly audience: Audience;
  readonly dropped: readonly Dropped[];
}

/** Longer texts than this may have been cut, and then the mark at their end is gone. */
const cutFrom = 1000;

/**
 * Our entry among those that a ticket shows: the same id (the companion chooses it), the same text, our mark at its head or
 * end (not in the middle, where somebody quotes us), or the beginning of our text.
 */
export function sight(entries: readonly NativeEntry[], draft: NativeEntryDraft, id: string): Sighting | null {
  const sent = entryText(draft);
  const mark = normalText(draft.mark);
  const ours = [
    (entry: NativeEntry) => entry.id === id,
    (entry: NativeEntry) => normalText(entry.text) === sent,
    (entry: NativeEntry) => marked(normalText(entry.text), mark),
    ({ text }: NativeEntry) => text.length >= cutFrom && sent.startsWith(normalText(text)),
  ];
  for (const isOurs of ours) {
    const found = entries.filter(isOurs);
    const first = found.find(({ journal }) => journal === draft.journal) ?? found[0];
    if (!first) continue;
    const kept = normalText(first.text);
    const whole = kept === sent || kept === normalText(draft.text);
    return {
      part: first.id,
      audience: found.some(({ audience }) => audience === 'public') ? 'public' : 'internal',
      dropped: whole ? [] : [{ field: draft.journal, sent: draft.text, kept: first.text }],
    };
  }
  return null;
}

function marked(text: string, mark: string): boolean {
  return mark !== '' && (text.startsWith(mark) || text.endsWith(mark));
}
