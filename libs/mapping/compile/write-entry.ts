import { asIs, type NativeValue, type Told } from '@passerelle/connector';
import type { Entry, EntryDetails, EntryKind, Group, Person } from '@passerelle/ticket';
import { entryDomainOf, entryFormOf } from '../laws/entries.js';
import { anyOther } from '../laws/situations.js';
import type { Fold, TableView } from '../load/class-view.js';
import type { EntryLoss, EntryWriting, Resolver, WordUse } from '../mapping.js';
import type { DurationUnit, EntryFieldRow, EntryPart, JournalRow } from '../schema/journal-rows.js';
import type { TableDomain } from '../schema/words.js';
import { textForms } from '../text/forms.js';
import type { BlockLine } from '../text/block.js';
import { writeDuration } from './durations.js';
import { partsOf } from './entry-details.js';
import { lossDetail, type LossText } from './loss-text.js';
import { isBlank } from './parts.js';
import type { Retelling } from './retell.js';
import { inBoth, type Wording } from './wording.js';
import { wordWriter, type WriteWord } from './words.js';

export type EntryToWrite = Pick<Entry, 'kind' | 'audience' | 'text'> & EntryDetails;

export interface EntryWriterSurroundings {
  readonly tables: ReadonlyMap<TableDomain, TableView>;
  readonly file: string;
  readonly fold: Fold;
  readonly wording: Wording;
  readonly retelling: Retelling;
  readonly nativeGroup: (name: string) => string;
}

/** Writes an entry into the journal of one row. `reads`: the kind that it will be read as. */
export type WriteEntry = (entry: EntryToWrite, reads: EntryKind, resolve: Resolver) => EntryWriting;

/** How one value is told natively; what does not arrive whole says why. */
type WritePart = (
  value: unknown,
  resolve: Resolver,
) => {
  readonly native: NativeValue | undefined;
  readonly use?: WordUse;
  readonly lost?: { readonly what: EntryLoss['what']; readonly why: LossText };
};

export function entryWriter(row: JournalRow, around: EntryWriterSurroundings): WriteEntry {
  const { retelling, wording } = around;
  const homes = new Map<EntryPart, readonly [EntryFieldRow, WritePart]>();
  for (const field of row.fields ?? [])
    if (field.write !== 'no') homes.set(field.is, [field, partWriter(field, around)]);
  const marks = Object.entries(row.when?.fields ?? {}).flatMap(([native, codes]) => {
    const code = typeof codes === 'string' ? codes : codes.find((one) => one !== anyOther);
    return code === undefined || code === anyOther ? [] : [[native, code] as const];
  });

  return (entry, reads, resolve) => {
    const { language, zone } = resolve;
    const fields: Record<string, NativeValue> = {};
    const words: WordUse[] = [];
    const losses: EntryLoss[] = [];
    const lines: BlockLine[] = [];
    const lose = (part: EntryLoss['part'], what: EntryLoss['what'], why: LossText, label: Told): void =>
      void losses.push({ part, what, detail: lossDetail(why, label), kept: true });

    for (const [part, value] of partsOf(entry)) {
      const home = homes.get(part);
      const label = inBoth((one) => wording.label(part, one));
      if (home !== undefined) {
        const { native, use, lost } = home[1](isBlank(value, part) ? null : value, resolve);
        if (native !== undefined) fields[home[0].native] = native;
        if (use !== undefined) words.push(use);
        if (lost === undefined) continue;
        lose(part, lost.what, lost.why, label);
      } else if (isBlank(value, part) || isTextItself(part, value, entry)) continue;
      else lose(part, 'no-field', { why: 'no-field' }, label);
      lines.push(retelling.line(part, value, language, zone));
    }
    for (const [native, code] of marks) if (!Object.hasOwn(fields, native)) fields[native] = code;

    const other = reads !== entry.kind && !(plainKinds.has(reads) && plainKinds.has(entry.kind));
    if (other) {
      const word = inBoth((one) => wording.word('entry', entry.kind, one));
      const instead = inBoth((one) => wording.word('entry', reads, one));
      lose('kind', 'approximated', { why: 'nearest-word', word, instead }, word);
    }
    const told = other || lines.length > 0 ? lines : null;
    return { text: retelling.write(entry.kind, told, entry.text, row.as ?? 'text', language), fields, losses, words };
  };
}

/** Which of the two a line is, its audience tells. */
const plainKinds: ReadonlySet<EntryKind> = new Set(['comment', 'work_note']);

/** A reason that the entry's text gives already needs no line of its own. */
function isTextItself(part: EntryPart, value: unknown, { text }: EntryToWrite): boolean {
  return (part === 'verdict.reason' || part === 'approval.reason') && String(value).trim() === text.trim();
}

function partWriter(row: EntryFieldRow, { tables, file, wording, nativeGroup }: EntryWriterSurroundings): WritePart {
  const form = entryFormOf(row);
  switch (form) {
    case 'word': {
      const domain = entryDomainOf(row);
      const table = domain === null ? undefined : tables.get(domain);
      if (domain === null || !table) return () => ({ native: undefined });
      return wordPart(wordWriter(table, { domain, nativeClass: '', file }), domain, wording);
    }
    case 'person':
      return (value, resolve) => {
        if (value === null) return { native: null };
        const person = value as Person;
        const id = resolve.person(person);
        if (id !== null) return { native: { id, name: null } };
        return { native: null, lost: { what: 'unresolved', why: { why: 'not-found', name: wording.person(person) } } };
      };
    case 'group':
      return (value, resolve) => {
        if (value === null) return { native: null };
        const name = nativeGroup((value as Group).name);
        const id = resolve.group(name);
        if (id !== null) return { native: { id, name: null } };
        return { native: null, lost: { what: 'unresolved', why: { why: 'not-found', name } } };
      };
    case 'duration':
      return (value) => {
        if (value === null) return { native: null };
        const { unit = 'seconds' } = row;
        const seconds = value as number;
        const { native, exact } = writeDuration(seconds, unit);
        if (exact) return { native };
        const instead = { fr: `${native} ${frenchUnits[unit]}`, en: `${native} ${unit}` };
        const why = { why: 'nearest-word', word: asIs(`${seconds} s`), instead } as const;
        return { native, lost: { what: 'approximated', why } };
      };
    case 'text':
    case 'markdown':
    case 'html':
      return (value) => ({ native: value === null ? null : textForms[form].write(value as string) });
    case 'instant':
    case 'line':
      return (value) => ({ native: value as string | null });
  }
}

const frenchUnits: Readonly<Record<DurationUnit, string>> = {
  seconds: 'secondes',
  minutes: 'minutes',
  hours: 'heures',
  clock: 'h:min:s',
};

function wordPart(spell: WriteWord, domain: TableDomain, wording: Wording): WritePart {
  return (value) => {
    const spelling = spell(value as string | null);
    if (spelling === null) return { native: null };
    const { native, use, reads } = spelling;
    const label = (word: string): Told =>
      domain === 'task_category'
        ? asIs(word)
        : inBoth((language) => wording.word(domain as Parameters<Wording['word']>[0], word, language));
    const told = { native: native === undefined ? undefined : native || null, use };
    if (value === null) return told;
    const word = label(value as string);
    if (!native) return { ...told, lost: { what: 'no-word', why: { why: 'no-word', word } } };
    if (reads === null) return told;
    return {
      ...told,
      lost: {
        what: 'approximated',
        why: { why: 'nearest-word', word, instead: reads === '' ? asIs(native) : label(reads) },
      },
    };
  };
}
