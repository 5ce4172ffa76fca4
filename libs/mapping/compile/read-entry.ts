import type { NativeFields, NativeValue } from '@passerelle/connector';
import type { EntryDetails } from '@passerelle/ticket';
import { entryDomainOf, entryFormOf } from '../laws/entries.js';
import type { Fold, TableView } from '../load/class-view.js';
import type { WordUse } from '../mapping.js';
import type { EntryFieldRow, EntryPart } from '../schema/journal-rows.js';
import type { TableDomain } from '../schema/words.js';
import { textForms, type TextForm } from '../text/forms.js';
import { readDuration } from './durations.js';
import { detailsOf } from './entry-details.js';
import type { ReadGroup } from './groups.js';
import { each, fieldOf, instantOf, isEmpty, nameOf, personFrom, textOf } from './values.js';
import { wordReader } from './words.js';

export interface EntrySurroundings {
  readonly tables: ReadonlyMap<TableDomain, TableView>;
  readonly file: string;
  readonly fold: Fold;
  readonly readGroup: ReadGroup;
}

export interface ReadDetails {
  readonly details: EntryDetails;
  readonly words: readonly WordUse[];
  /** Values that are not of their form: lines for people, so that they are not lost. */
  readonly unread: readonly { readonly part: EntryPart; readonly text: string }[];
}

/** Reads what the fields of a native entry say. */
export type ReadEntry = (fields: NativeFields, nativeClass: string) => ReadDetails;

const nothing: ReadDetails = { details: {}, words: [], unread: [] };

export function entryReader(rows: readonly EntryFieldRow[], around: EntrySurroundings): ReadEntry {
  if (rows.length === 0) return () => nothing;
  const readers = rows.map((row) => [row, partReader(row, around)] as const);
  return (fields, nativeClass) => {
    const parts = new Map<EntryPart, unknown>();
    const words: WordUse[] = [];
    const unread: { part: EntryPart; text: string }[] = [];
    for (const [row, read] of readers) {
      const value = fieldOf(fields, row.native);
      // The first row that says something is heard, as of a ticket.
      if (value === undefined || (parts.get(row.is) ?? null) !== null) continue;
      const found = read(isEmpty(value) ? null : value, nativeClass);
      words.push(...(found.use ? [{ ...found.use, class: nativeClass }] : []));
      parts.set(row.is, found.value);
      if (found.value === null && !found.use && !isEmpty(value))
        unread.push({ part: row.is, text: textOf(value) ?? '' });
    }
    return { details: detailsOf(parts), words, unread };
  };
}

interface Found {
  readonly value: unknown;
  readonly use?: WordUse | undefined;
}
type ReadPart = (value: NativeValue, nativeClass: string) => Found;

function partReader(row: EntryFieldRow, { tables, file, fold, readGroup }: EntrySurroundings): ReadPart {
  const form = entryFormOf(row);
  switch (form) {
    case 'word': {
      const domain = entryDomainOf(row);
      const table = domain === null ? undefined : tables.get(domain);
      if (domain === null || !table) return () => ({ value: null });
      const read = wordReader(table, { domain, nativeClass: '', file }, fold);
      return (value) => {
        const meaning = read(textOf(value) ?? '');
        return meaning === null ? { value: null } : { value: meaning.value, use: meaning.use };
      };
    }
    case 'group':
      return (value, nativeClass) => {
        const [first] = each(value);
        if (first === undefined) return { value: null };
        const { group, meaning } = readGroup(nameOf(first), nativeClass);
        return { value: group, use: meaning.use };
      };
    case 'person':
      return (value) => ({ value: personFrom(value) });
    case 'instant':
      return (value) => ({ value: instantOf(value) });
    case 'duration':
      return (value) => ({ value: readDuration(textOf(value) ?? '', row.unit ?? 'seconds') });
    case 'line':
      return (value) => ({ value: textOf(value) });
    case 'text':
    case 'markdown':
    case 'html':
      return (value) => ({
        value: value === null ? null : textForms[form satisfies TextForm].read(textOf(value) ?? ''),
      });
  }
}
