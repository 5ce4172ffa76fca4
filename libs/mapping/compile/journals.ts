import type { Audience, NativeCode, NativeEntry } from '@passerelle/connector';
import type { EntryKind, Markdown } from '@passerelle/ticket';
import { journalWriters } from '../laws/journals.js';
import { atOf, type Located } from '../load/layers.js';
import type { EntryReading, WordUse } from '../mapping.js';
import type { JournalRow } from '../schema/rows.js';
import { textForms } from '../text/forms.js';
import { readingRow } from './advice.js';
import { personFrom } from './values.js';
import { useOf } from './words.js';

export interface Journals {
  read(entry: NativeEntry, nativeClass: NativeCode): { readonly reading: EntryReading; readonly use: WordUse };
  journalFor(kind: EntryKind, audience: Audience): NativeCode | null;
  writeText(journal: NativeCode, text: Markdown): string;
  readonly natives: ReadonlyMap<NativeCode, Audience>;
}

export function journalsOf(
  rows: readonly Located<JournalRow>[],
  declared: Readonly<Record<NativeCode, Audience>>,
  file: string,
  readonly: boolean,
): Journals {
  const audiences = new Map(Object.entries(declared));
  const known = new Map(
    rows.map((located) => {
      const { native, is, as = 'text' } = located.row;
      const use = useOf('journal', '', native, is, { by: 'row', at: atOf(located) });
      return [native, { is, form: textForms[as], audience: audiences.get(native) ?? 'internal', use }] as const;
    }),
  );
  const writers = readonly ? new Map<string, Located<JournalRow>>() : journalWriters(rows).writers;
  const fitting = (kind: EntryKind, audience: Audience): NativeCode | null => {
    const native = writers.get(kind)?.row.native;
    return native !== undefined && known.get(native)?.audience === audience ? native : null;
  };
  return {
    natives: audiences,
    read(entry, nativeClass) {
      const journal = known.get(entry.journal);
      const audience = journal?.audience === 'public' && entry.audience === 'public' ? 'public' : 'internal';
      const reading: EntryReading = {
        native: entry,
        kind: kindOf(journal?.is ?? 'work_note', audience),
        audience,
        text: (journal?.form ?? textForms.text).read(entry.text),
        author: personFrom(entry.author),
        at: entry.at,
      };
      if (journal !== undefined) return { reading, use: { ...journal.use, class: nativeClass } };
      const row = readingRow('journal', null, entry.journal);
      return { reading, use: useOf('journal', nativeClass, entry.journal, null, { by: 'nobody', row, file }) };
    },
    journalFor(kind, audience) {
      return fitting(kind, audience) ?? fitting(audience === 'public' ? 'comment' : 'work_note', audience);
    },
    writeText(journal, text) {
      return (known.get(journal)?.form ?? textForms.text).write(text);
    },
  };
}

/** A line that the requester cannot read is no comment, whatever its journal usually is. */
function kindOf(kind: EntryKind, audience: Audience): EntryKind {
  return kind === 'comment' && audience === 'internal' ? 'work_note' : kind;
}
