import type { Audience, NativeCode } from '@passerelle/connector';
import { entryKinds, type EntryKind } from '@passerelle/ticket';
import type { MappingFault } from '../fault.js';
import { placeOf, type Located } from '../load/layers.js';
import type { JournalRow } from '../schema/rows.js';
import { faultAt, placeText, type Place } from '../yaml/place.js';
import { nearest } from '../yaml/suggest.js';
import { writersOf, type Writers } from './writers.js';

/** Kinds that are what they are because of who reads them. The others may stand in either sort of journal. */
const audienceOf: Readonly<Partial<Record<EntryKind, Audience>>> = {
  comment: 'public',
  work_note: 'internal',
  handover: 'internal',
};

export function journalWriters(rows: readonly Located<JournalRow>[]): Writers<JournalRow> {
  return writersOf(
    rows,
    (row) => (row.writes ?? [row.is]).map((word) => ({ word, explicit: row.writes !== undefined })),
    'entry',
  );
}

/** A mapping cannot make an internal journal public or the reverse: the connector's declaration stands. */
export function journalFaults(
  rows: readonly Located<JournalRow>[],
  declared: Readonly<Record<NativeCode, Audience>>,
  whole: Place,
  damaged: ReadonlySet<string>,
  readonly: boolean,
): readonly MappingFault[] {
  const names = Object.keys(declared);
  const faults: MappingFault[] = [];
  const read = new Map<string, Located<JournalRow>>();
  for (const located of rows) {
    const { native, is, writes } = located.row;
    const twin = read.get(native);
    if (twin !== undefined)
      faults.push(
        faultAt(
          placeOf(located, 'native'),
          `one row for the journal «${native}»`,
          `a second one beside ${placeText(placeOf(twin))}`,
          'remove one of them',
        ),
      );
    read.set(native, located);
    const audience = Object.hasOwn(declared, native) ? declared[native] : undefined;
    if (audience === undefined) {
      const near = nearest(native, names);
      faults.push(
        faultAt(
          placeOf(located, 'native'),
          `a journal that the connector declares (${names.join(', ') || 'it has none'})`,
          `«${native}»`,
          near === null ? 'remove the row' : `did you mean «${near}»?`,
        ),
      );
      continue;
    }
    for (const kind of new Set([is, ...(writes ?? [])])) {
      const wanted = audienceOf[kind];
      if (wanted === undefined || wanted === audience) continue;
      const fitting = entryKinds.filter((other) => audienceOf[other] === audience).join(' or ');
      faults.push(
        faultAt(
          placeOf(located, kind === is ? 'is' : 'writes'),
          `${fitting} for «${native}», which the connector declares ${audience}`,
          `«${kind}», which is ${wanted}`,
          `the connector's declaration stands: correct the row`,
        ),
      );
    }
  }
  for (const name of names)
    if (!read.has(name) && !damaged.has(name) && !damaged.has('*'))
      faults.push(
        faultAt(
          whole,
          `a row under journals: for «${name}», which the connector declares ${declared[name]}`,
          'none',
          `add - { native: ${name}, is: ${declared[name] === 'public' ? 'comment' : 'work_note'} }`,
        ),
      );
  return readonly ? faults : [...faults, ...journalWriters(rows).faults];
}
