import type { NativeTicket } from '@passerelle/connector';
import type { Kind } from '@passerelle/ticket';
import { classWriters } from '../laws/classes.js';
import { bySelf } from '../laws/removals.js';
import {
  classNames,
  classView,
  journalRows,
  setting,
  sharedTables,
  type ClassView,
  type Removal,
} from '../load/class-view.js';
import { foldOf } from '../load/fold.js';
import { atOf, type Layer } from '../load/layers.js';
import type { MappingSources } from '../load/load.js';
import type { FieldReach, Mapping, Reading, Writing } from '../mapping.js';
import { readingRow } from './advice.js';
import { categoriesOf } from './categories.js';
import { groupReader } from './groups.js';
import { habitsOf } from './habits.js';
import { journalsOf } from './journals.js';
import { classDecision, classReader, type ReadClass } from './read-class.js';
import { reachOf } from './reach.js';
import { retellingOf } from './retell.js';
import { legibleOf, sayer } from './says.js';
import { personFrom } from './values.js';
import { useOf, wordWriter } from './words.js';
import { wordingOf, type Wording } from './wording.js';
import { classWriter } from './write-class.js';

/** A mapping that also tells what it is made of, for reports about what cannot pass from one tool to another. */
export interface LoadedMapping extends Mapping {
  readonly classes: readonly ClassView[];
  readonly wording: Wording;
  readonly readonly: boolean;
  readonly decisionsFile: string;
  /** What overlays took out, and by which rule. */
  readonly removals: readonly RemovedRow[];
}

export interface RemovedRow {
  readonly what: Removal['what'];
  readonly word: string;
  readonly rule: string;
  readonly at: string;
}

/** Rows become look-ups once, so that a ticket costs only those. */
export function compileMapping(sources: MappingSources, layers: readonly Layer[]): LoadedMapping {
  const { connection, connector, canon } = sources;
  const readonly = setting(layers, 'readonly') ?? false;
  const compare = setting(layers, 'compare') ?? 'exact';
  const fold = foldOf(compare);
  const file = sources.decisionsFile ?? decisionsFileOf(sources);
  const views = classNames(layers).map((native) => classView(layers, native, fold));
  const live = views.filter((view) => view.refuse === null);
  const wording = wordingOf(canon);
  const readGroup = groupReader(live, setting(layers, 'group_codes') ?? [], file, fold);
  const unnamed = setting(layers, 'unnamed') ?? 'ignore';
  const unread = layers.flatMap((layer) => layer.yaml.unread ?? []);
  const sharedStatuses = compare === 'label';
  const settings = { file, fold, readGroup, unnamed, unread, sharedStatuses, written: !readonly, wording };
  const readers = new Map(live.map((view) => [view.native, classReader(view, settings)]));
  const refused = new Map(views.flatMap((view) => (view.refuse === null ? [] : [[view.native, view] as const])));
  const writers = new Map(
    readonly ? [] : live.map((view) => [view.native, classWriter({ view, file, wording }, connection)]),
  );
  const reaches = new Map(
    live.map((view) => [view.native, reachOf(view, writers.get(view.native) ?? null, canon.categories)]),
  );
  const sayers = new Map(
    live.map((view) => {
      const read = readers.get(view.native) as ReadClass;
      return [view.native, sayer({ view, file, wording }, writers.get(view.native) ?? null, read)] as const;
    }),
  );
  const kinds: ReadonlyMap<Kind, ClassView> = readonly ? new Map() : classWriters(live).writers;
  const nativeGroup = groupNamer(live, file);
  const journals = journalsOf(journalRows(layers), {
    declared: sources.journals,
    readonly,
    tables: sharedTables(layers, fold),
    file,
    fold,
    readGroup,
    nativeGroup,
    wording,
    retelling: retellingOf(wording),
  });

  return {
    connection,
    connector,
    classes: live,
    wording,
    readonly,
    decisionsFile: file,
    habits: habitsOf(layers),
    removals: [...bySelf(views).values()].map(([{ located, what, word, rule }]) => ({
      what,
      word,
      rule,
      at: atOf(located),
    })),
    read(native, machineOf) {
      const read = readers.get(native.class);
      const draft = read?.(native, machineOf) ?? {
        said: {},
        why: {},
        words: [classUse(native, refused.get(native.class), file)],
        preamble: [],
      };
      const entries = native.entries.map((entry) => {
        const { reading, words } = journals.read(entry, native.class);
        draft.words.push(...words);
        return reading;
      });
      const attachments = native.attachments.map((attachment) => ({
        native: attachment,
        author: personFrom(attachment.author),
      }));
      const { said, why, words, preamble } = draft;
      return { said, why, words, entries, attachments, ...(preamble.length > 0 && { preamble }) } satisfies Reading;
    },
    classFor(kind, as) {
      if (as !== undefined) return writers.has(as) ? as : null;
      return kinds.get(kind)?.native ?? null;
    },
    write(ticket, nativeClass, fields, resolve) {
      const writer = writers.get(nativeClass);
      if (writer !== undefined) return writer.write(ticket, fields, resolve);
      const decision = { by: 'nobody', row: readingRow('class', null, nativeClass), file } as const;
      return {
        class: nativeClass,
        fields: {},
        losses: [],
        words: [useOf('class', nativeClass, nativeClass, null, decision)],
      } satisfies Writing;
    },
    writable: (nativeClass) => writers.get(nativeClass)?.writable ?? [],
    reach: (nativeClass, field) => reaches.get(nativeClass)?.(field) ?? outOfReach,
    says: (fields, nativeClass, field, ticket, resolve) =>
      sayers.get(nativeClass)?.(fields, field, ticket, resolve) ?? false,
    statusField: (nativeClass) => live.find((view) => view.native === nativeClass)?.status ?? null,
    legible: (native) => legibleOf(readers.get(native.class)?.(native).said ?? {}),
    standsAlone: (nativeClass) => !live.some((view) => view.native === nativeClass && view.part),
    journalFor: (kind, audience) => journals.journalFor(kind, audience),
    writeText: (journal, text) => journals.writeText(journal, text),
    writeEntry: (journal, entry, resolve) => journals.writeEntry(journal, entry, resolve),
    saysEntry: (native, entry, resolve) => journals.saysEntry(native, entry, resolve),
    nativeGroup,
    categories: categoriesOf(live),
    readGroup: (native) => readGroup(native, '').group ?? { name: native, codes: [] },
  };
}

const outOfReach: FieldReach = { read: false, write: false, home: null, lossy: false };

function classUse(native: NativeTicket, refused: ClassView | undefined, file: string) {
  const decision =
    refused === undefined
      ? ({ by: 'nobody', row: readingRow('class', null, native.class), file } as const)
      : classDecision(refused, atOf(refused.at));
  return useOf('class', native.class, native.class, null, decision);
}

function groupNamer(views: readonly ClassView[], file: string): (name: string) => string {
  const [view] = views;
  const table = view?.words.get('group');
  if (!view || !table) return (name) => name;
  const spell = wordWriter(table, { domain: 'group', nativeClass: view.native, file });
  return (name) => spell(name)?.native || name;
}

/** The overlay of this connection; where it has none yet, the file that would be one. */
function decisionsFileOf({ files, connection }: MappingSources): string {
  const overlay = files.length > 1 ? files.at(-1) : undefined;
  if (overlay !== undefined) return overlay.path;
  const base = files[0]?.path ?? '';
  return `${base.slice(0, base.lastIndexOf('/') + 1)}sites/${connection}.yaml`;
}
