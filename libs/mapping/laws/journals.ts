import { asIs, quoted, whatCame, type Audience, type NativeCode } from '@passerelle/connector';
import { entryKinds, type EntryKind } from '@passerelle/ticket';
import { besides, either, tellApart } from '../clauses.js';
import type { MappingFault } from '../fault.js';
import { placeOf, type Located } from '../load/layers.js';
import type { JournalRow } from '../schema/journal-rows.js';
import { faultAt, type Place } from '../yaml/place.js';
import { meant } from '../yaml/suggest.js';
import { situationFaults } from './situations.js';
import { meaningFaults } from './statuses.js';
import { writersOf, type Writers } from './writers.js';

/** Kinds that are what they are because of who reads them. The others may stand in either sort of journal. */
const audienceOf: Readonly<Partial<Record<EntryKind, Audience>>> = {
  comment: 'public',
  work_note: 'internal',
  handover: 'internal',
};

const french: Readonly<Record<Audience, string>> = { public: 'public', internal: 'interne' };

export interface JournalWriters {
  readonly public: ReadonlyMap<string, Located<JournalRow>>;
  readonly internal: ReadonlyMap<string, Located<JournalRow>>;
  readonly faults: readonly MappingFault[];
}

/** One row for each kind and audience: a tool may have tasks that the requester reads beside tasks that they do not. */
export function journalWriters(
  rows: readonly Located<JournalRow>[],
  declared: Readonly<Record<NativeCode, Audience>>,
): JournalWriters {
  const of = (audience: Audience): Writers<JournalRow> =>
    writersOf(
      rows.filter(({ row }) => Object.hasOwn(declared, row.native) && declared[row.native] === audience),
      ({ is, writes }) =>
        (writes ?? (is === undefined ? [] : [is])).map((word) => ({ word, explicit: writes !== undefined })),
      { fr: 'ligne de journal', en: 'entry' },
    );
  const [open, closed] = [of('public'), of('internal')];
  return { public: open.writers, internal: closed.writers, faults: [...open.faults, ...closed.faults] };
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
  const groups = Map.groupBy(rows, ({ row }) => row.native);
  const faults = [...groups].flatMap(([native, twins]) => twinFaults(native, twins, damaged));
  for (const located of rows) {
    faults.push(...meaningFaults(located));
    const { native } = located.row;
    const audience = Object.hasOwn(declared, native) ? declared[native] : undefined;
    if (audience === undefined && !isDecision(located)) {
      const list = names.join(', ');
      faults.push(
        faultAt(
          placeOf(located, 'native'),
          {
            fr: `un journal que le connecteur déclare (${list || 'il n’en a aucun'})`,
            en: `a journal that the connector declares (${list || 'it has none'})`,
          },
          quoted(native),
          meant(native, names, { fr: 'retirez la ligne', en: 'remove the row' }),
        ),
      );
    } else faults.push(...audienceFaults(located, audience ?? 'internal', audience !== undefined));
  }
  for (const [name, audience] of Object.entries(declared))
    if (!groups.has(name) && !damaged.has(name) && !damaged.has('*')) {
      const row = `- { native: ${name}, is: ${audience === 'public' ? 'comment' : 'work_note'} }`;
      faults.push(
        faultAt(
          whole,
          {
            fr: `une ligne sous journals: pour «${name}», que le connecteur déclare ${french[audience]}`,
            en: `a row under journals: for «${name}», which the connector declares ${audience}`,
          },
          whatCame.none,
          { fr: `ajoutez ${row}`, en: `add ${row}` },
        ),
      );
    }
  return readonly ? faults : [...faults, ...journalWriters(rows, declared).faults];
}

/** Of a journal that holds several kinds, every situation is read once, as of a status. */
function twinFaults(
  native: NativeCode,
  rows: readonly Located<JournalRow>[],
  damaged: ReadonlySet<string>,
): readonly MappingFault[] {
  if (rows.some(({ row }) => row.when !== undefined)) return damaged.has(native) ? [] : situationFaults(rows);
  return rows
    .slice(1)
    .map((located, index) =>
      faultAt(
        placeOf(located, 'native'),
        { fr: `une seule ligne pour le journal «${native}»`, en: `one row for the journal «${native}»` },
        besides(placeOf(rows[index] as Located<JournalRow>)),
        tellApart,
      ),
    );
}

function audienceFaults(
  located: Located<JournalRow>,
  audience: Audience,
  isDeclared: boolean,
): readonly MappingFault[] {
  const { native, is, writes = [] } = located.row;
  const faults: MappingFault[] = [];
  for (const kind of new Set(is === undefined ? writes : [is, ...writes])) {
    const wanted = audienceOf[kind];
    if (wanted === undefined || wanted === audience) continue;
    const fitting = either(entryKinds.filter((other) => audienceOf[other] === audience).map(asIs));
    faults.push(
      faultAt(
        placeOf(located, kind === is ? 'is' : 'writes'),
        isDeclared
          ? {
              fr: `${fitting.fr} pour «${native}», que le connecteur déclare ${french[audience]}`,
              en: `${fitting.en} for «${native}», which the connector declares ${audience}`,
            }
          : {
              fr: `${fitting.fr} pour «${native}», que le connecteur ne déclare pas et qui est donc ${french[audience]}`,
              en: `${fitting.en} for «${native}», which the connector does not declare, so that it is ${audience}`,
            },
        { fr: `«${kind}», qui est ${french[wanted]}`, en: `«${kind}», which is ${wanted}` },
        {
          fr: 'la déclaration du connecteur fait foi : corrigez la ligne',
          en: `the connector's declaration stands: correct the row`,
        },
      ),
    );
  }
  return faults;
}

/** A journal that the tool turned out to have, decided after a ticket stopped on it: it is read, as internal, and never written. */
function isDecision({ row, self }: Located<JournalRow>): boolean {
  return row !== self;
}
