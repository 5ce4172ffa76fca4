import type { NativeTicket } from '@passerelle/connector';
import type { Audience, Kind } from '@passerelle/ticket';
import { atOf, type Located } from '../load/layers.js';
import type { ClassView } from '../load/class-view.js';
import type { WordUse } from '../mapping.js';
import type { FieldRow } from '../schema/rows.js';
import { say, type Draft } from './draft.js';
import { fieldReader, unnamedReader, type ReadField, type Surroundings } from './read-field.js';
import { statusReader, type AxisValue } from './status.js';
import { fieldOf, isEmpty, textOf } from './values.js';
import { useOf } from './words.js';

/** Reads the fields of one class: its status first, since other fields mean something only in some statuses. */
export type ReadClass = (native: Pick<NativeTicket, 'fields'>, machineOf?: Draft['machineOf']) => Draft;

export interface ReadSettings extends Omit<Surroundings, 'view'> {
  /** Statuses are screen labels, the same for all classes. */
  readonly sharedStatuses: boolean;
  readonly unnamed: 'custom' | 'ignore';
  readonly unread: readonly string[];
}

export function classReader(view: ClassView, settings: ReadSettings): ReadClass {
  const { file, fold } = settings;
  const around: Surroundings = { ...settings, view };
  const at = atOf(view.at);
  const readStatus = statusReader(view, file, fold, settings.sharedStatuses);
  const groups = new Map<string, Located<FieldRow>[]>();
  for (const located of view.fields) groups.set(located.row.is, [...(groups.get(located.row.is) ?? []), located]);
  const readers = [...groups.values()].map((rows) => firstOf(rows.flatMap((row) => fieldReader(row, around) ?? [])));
  const nativesOf = (is: string): readonly string[] =>
    view.fields.flatMap(({ row }) => (row.is === is && row.native !== undefined ? [row.native] : []));
  const agents = nativesOf('assignee');
  const teams = nativesOf('group');
  const isNamed = nameTest([
    ...view.fields.flatMap(({ row }) => row.native ?? []),
    ...(view.status === null ? [] : [view.status]),
    ...settings.unread,
    // What a site took out is not read under another name.
    ...view.removals.flatMap(({ what, took }) =>
      what === 'field' ? took.flatMap((row) => (row as FieldRow).native ?? []) : [],
    ),
  ]);
  const readUnnamed = settings.unnamed === 'custom' ? unnamedReader(isNamed, at) : null;
  const classUse = useOf('class', view.native, view.native, view.is, classDecision(view, at));

  return ({ fields }, machineOf) => {
    const draft: Draft = { fields, said: {}, why: {}, words: [classUse], preamble: [], machineOf };
    say(draft, 'kind', view.is as Kind, at);
    say(draft, 'audience', view.audience as Audience, at);
    const status = view.status === null ? undefined : fieldOf(fields, view.status);
    if (status !== undefined) {
      const axis: AxisValue = (name) => {
        if (name === 'agent') return agents.some((field) => !isEmpty(fieldOf(fields, field))) ? 'some' : 'none';
        if (name === 'group') return teams.some((field) => !isEmpty(fieldOf(fields, field))) ? 'some' : 'none';
        return textOf(fieldOf(fields, name.slice('field '.length)) ?? null) ?? '';
      };
      const meaning = readStatus(textOf(status) ?? '', axis);
      draft.words.push(meaning.use);
      if (meaning.situation !== null) saySituation(draft, meaning.situation, meaning.at);
    }
    for (const read of readers) read(draft);
    readUnnamed?.(draft);
    return draft;
  };
}

function saySituation(
  draft: Draft,
  situation: NonNullable<ReturnType<ReturnType<typeof statusReader>>['situation']>,
  at: string,
): void {
  say(draft, 'status', situation.status, at);
  if (situation.outcome !== undefined) say(draft, 'outcome', situation.outcome, at);
  if (situation.pending_reason !== undefined) say(draft, 'pendingReason', situation.pending_reason, at);
  if (situation.approval !== undefined) say(draft, 'approval', situation.approval, at);
  if (situation.escalation !== undefined) say(draft, 'escalation', situation.escalation, at);
}

/** Where several native fields may say the same thing, the first that says something is heard. */
function firstOf(readers: readonly ReadField[]): ReadField {
  const [only] = readers;
  if (readers.length === 1 && only) return only;
  return (draft) => readers.some((read) => read(draft));
}

function nameTest(natives: readonly string[]): (native: string) => boolean {
  const exact = new Set(natives);
  const starts = natives.flatMap((native) => (native.endsWith('*') ? [native.slice(0, -1)] : []));
  return (native) => exact.has(native) || starts.some((start) => native.startsWith(start));
}

export function classDecision(view: ClassView, at: string): WordUse['decision'] {
  if (view.refuse !== null) return { by: 'refusal', rule: view.refuse, at };
  return view.rule === null ? { by: 'row', at } : { by: 'default', rule: view.rule, at };
}
