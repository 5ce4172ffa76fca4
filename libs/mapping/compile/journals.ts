import type { Audience, NativeCode, NativeEntry, NativeFields } from '@passerelle/connector';
import type { EntryKind, Markdown } from '@passerelle/ticket';
import { journalWriters } from '../laws/journals.js';
import { anyOther, conditionsOf, fits } from '../laws/situations.js';
import { atOf, type Located } from '../load/layers.js';
import type { EntryReading, EntryWriting, Resolver, WordUse } from '../mapping.js';
import type { JournalRow } from '../schema/journal-rows.js';
import { textForms } from '../text/forms.js';
import { readingRow } from './advice.js';
import { entryReader, type EntrySurroundings, type ReadEntry } from './read-entry.js';
import { saysAll } from './says-entry.js';
import { fieldOf, personFrom, textOf } from './values.js';
import { useOf } from './words.js';
import { entryWriter, type EntryToWrite, type EntryWriterSurroundings, type WriteEntry } from './write-entry.js';

export interface Journals {
  read(
    entry: NativeEntry,
    nativeClass: NativeCode,
  ): { readonly reading: EntryReading; readonly words: readonly WordUse[] };
  journalFor(kind: EntryKind, audience: Audience): NativeCode | null;
  writeText(journal: NativeCode, text: Markdown): string;
  writeEntry(journal: NativeCode, entry: EntryToWrite, resolve: Resolver): EntryWriting;
  saysEntry(native: NativeEntry, entry: EntryToWrite, resolve: Resolver): boolean;
  readonly natives: ReadonlyMap<NativeCode, Audience>;
}

export interface JournalSurroundings extends EntrySurroundings, EntryWriterSurroundings {
  readonly declared: Readonly<Record<NativeCode, Audience>>;
  readonly readonly: boolean;
}

/** One row of a journal: when it is the one, what it reads as, and how it is read and written. */
interface KnownRow {
  readonly located: Located<JournalRow>;
  readonly is: EntryKind | null;
  readonly fits: (fields: NativeFields) => boolean;
  readonly use: WordUse;
  readonly readDetails: ReadEntry;
  readonly write: WriteEntry;
}

const noFields: NativeFields = {};

export function journalsOf(rows: readonly Located<JournalRow>[], around: JournalSurroundings): Journals {
  const { declared, file, readonly, retelling, wording } = around;
  const audiences = new Map(Object.entries(declared));
  const audienceOf = (native: NativeCode): Audience => audiences.get(native) ?? 'internal';
  const known = new Map(
    [...Map.groupBy(rows, ({ row }) => row.native)].map(([native, group]) => [native, knownRows(group, around)]),
  );
  const formOf = (native: NativeCode) => textForms[known.get(native)?.[0]?.located.row.as ?? 'text'];
  const writers = journalWriters(readonly ? [] : rows, declared);
  const fitting = (kind: EntryKind, audience: Audience): NativeCode | null =>
    writers[audience].get(kind)?.row.native ?? null;
  /** The row that this kind is written with; else the one that takes whatever has no row of its own. */
  const writing = (native: NativeCode, kind: EntryKind): KnownRow | undefined => {
    const all = known.get(native) ?? [];
    const audience = audienceOf(native);
    const rowFor = (word: EntryKind) => all.find(({ located }) => located === writers[audience].get(word));
    return rowFor(kind) ?? rowFor(usualKind(audience)) ?? all[0];
  };

  const writeEntry: Journals['writeEntry'] = (journal, entry, resolve) => {
    const row = writing(journal, entry.kind);
    const audience = audienceOf(journal);
    const closed = readonly || row === undefined || !audiences.has(journal);
    if (closed || (audience === 'public' && entry.audience === 'internal')) {
      const rule = closed ? 'journal-jamais-ecrit' : 'visibilite-elargie';
      const refusal = { by: 'refusal', rule, at: row ? atOf(row.located) : file } as const;
      return { text: '', fields: {}, losses: [], words: [useOf('journal', '', journal, null, refusal)] };
    }
    return row.write(entry, kindOf(row.is ?? usualKind(audience), audience), resolve);
  };

  return {
    natives: audiences,
    read(entry, nativeClass) {
      const row = known.get(entry.journal)?.find(({ fits: isIt }) => isIt(entry.fields ?? noFields));
      const audience = audienceOf(entry.journal) === 'public' && entry.audience === 'public' ? 'public' : 'internal';
      const form = row?.located.row.as ?? 'text';
      const read = row?.readDetails(entry.fields ?? noFields, nativeClass);
      const text = textForms[form].read(entry.text);
      const unread = (read?.unread ?? []).map(({ part, text: value }) => `${wording.label(part, 'fr')} : ${value}`);
      const retold = retelling.read(entry.text, text, form);
      const reading: EntryReading = {
        native: entry,
        kind: kindOf(row?.is ?? 'work_note', audience),
        audience,
        text: [...unread.map(textForms.text.read), text].filter((part) => part !== '').join('\n\n'),
        author: personFrom(entry.author),
        at: entry.at,
        ...read?.details,
        ...(retold && { retold }),
      };
      if (row !== undefined) return { reading, words: [{ ...row.use, class: nativeClass }, ...(read?.words ?? [])] };
      const advice = readingRow('journal', null, entry.journal);
      const decision = { by: 'nobody', row: advice, file } as const;
      return { reading, words: [useOf('journal', nativeClass, entry.journal, null, decision)] };
    },
    journalFor: (kind, audience) => fitting(kind, audience) ?? fitting(usualKind(audience), audience),
    writeText: (journal, text) => formOf(journal).write(text),
    writeEntry,
    saysEntry(native, entry, resolve) {
      const row = known.get(native.journal)?.find(({ fits: isIt }) => isIt(native.fields ?? noFields));
      if (row === undefined) return false;
      const { details } = row.readDetails(native.fields ?? noFields, '');
      const writing = writeEntry(native.journal, entry, resolve);
      return saysAll(native, details, writing, entry, row.located.row.fields ?? []);
    },
  };
}

function knownRows(rows: readonly Located<JournalRow>[], around: JournalSurroundings): readonly KnownRow[] {
  const conditions = rows.map(({ row }) => conditionsOf(row.when));
  const named = new Map<string, Set<string>>();
  for (const one of conditions)
    for (const [axis, values] of one) named.set(axis, new Set([...(named.get(axis) ?? []), ...values]));
  return rows.map((located, index): KnownRow => {
    const { native, is = null, refuse, when, fields = [] } = located.row;
    const at = atOf(located);
    const decision =
      refuse === undefined ? ({ by: 'row', at } as const) : ({ by: 'refusal', rule: refuse, at } as const);
    const codes = Object.entries(when?.fields ?? {}).map(([field, code]) => `${field} ${[code].flat().join('/')}`);
    const word = codes.length === 0 ? native : `${native} (${codes.join(', ')})`;
    return {
      located,
      is,
      fits(said) {
        const situation = [...named].map(([axis, values]) => {
          const value = textOf(fieldOf(said, axis.slice('field '.length)) ?? null) ?? '';
          return [axis, values.has(value) ? value : anyOther] as const;
        });
        return fits(conditions[index] ?? new Map(), situation);
      },
      use: useOf('journal', '', word, is, decision),
      readDetails: entryReader(fields, around),
      write: entryWriter(located.row, around),
    };
  });
}

function usualKind(audience: Audience): EntryKind {
  return audience === 'public' ? 'comment' : 'work_note';
}

/** A line that the requester cannot read is no comment, whatever its journal usually is. */
function kindOf(kind: EntryKind, audience: Audience): EntryKind {
  return kind === 'comment' && audience === 'internal' ? 'work_note' : kind;
}
