import { conditionsOf, fits, anyOther, situationText, type Conditions } from '../laws/situations.js';
import { situationKey, situationOf, statusWriters } from '../laws/statuses.js';
import type { ClassView, Fold } from '../load/class-view.js';
import { atOf, type Located } from '../load/layers.js';
import type { WordUse } from '../mapping.js';
import type { Situation, StatusRow } from '../schema/rows.js';
import { readingRow, writingRow } from './advice.js';
import { useOf } from './words.js';

export interface StatusMeaning {
  readonly use: WordUse;
  /** null while refused or undecided. */
  readonly situation: Situation | null;
  readonly at: string;
}

/** What a condition's axis is natively: `some` or `none` for agent and group, a code for a field. */
export type AxisValue = (axis: string) => string;
export type ReadStatus = (native: string, axis: AxisValue) => StatusMeaning;

interface Reading {
  readonly conditions: Conditions;
  readonly meaning: StatusMeaning;
}
interface NativeStatus {
  readonly readings: readonly Reading[];
  readonly axes: readonly string[];
  /** Codes that rows name for each field axis: all others are `*`. */
  readonly named: ReadonlyMap<string, ReadonlySet<string>>;
}

export function statusReader(view: ClassView, file: string, fold: Fold, shared: boolean): ReadStatus {
  const natives = new Map<string, NativeStatus>();
  // Where an escalation is a state of its own, every other state says that it is over.
  const escalates = view.statuses.some(({ row }) => situationOf(row.is)?.escalation !== undefined);
  const otherwise = escalates ? ({ escalation: 'none' } as const) : {};
  for (const word of new Set(view.statuses.map(({ row }) => fold(row.native)))) {
    const rows = view.statuses.filter(({ row }) => fold(row.native) === word);
    natives.set(word, nativeStatus(view.native, rows, otherwise));
    for (const { row } of rows) natives.set(row.native, natives.get(word) as NativeStatus);
  }
  return (native, axis) => {
    const found = natives.get(native) ?? natives.get(fold(native));
    if (found !== undefined) {
      const only = found.readings.length === 1 ? found.readings[0] : undefined;
      if (only !== undefined && found.axes.length === 0) return only.meaning;
      const situation = found.axes.map((name) => [name, valueOn(name, axis(name), found.named)] as const);
      const reading = found.readings.find(({ conditions }) => fits(conditions, situation));
      if (reading !== undefined) return reading.meaning;
    }
    const row = readingRow('status', shared ? null : view.native, native);
    return { use: useOf('status', view.native, native, null, { by: 'nobody', row, file }), situation: null, at: file };
  };
}

function nativeStatus(
  nativeClass: string,
  rows: readonly Located<StatusRow>[],
  otherwise: Pick<Situation, 'escalation'>,
): NativeStatus {
  const readings = rows.map((located): Reading => {
    const { native, is, when, refuse } = located.row;
    const conditions = conditionsOf(when);
    const situation = situationOf(is);
    const text = situationText([...conditions].map(([axis, values]) => [axis, [...values].join('/')] as const)).en;
    const at = atOf(located);
    const decision =
      refuse === undefined ? ({ by: 'row', at } as const) : ({ by: 'refusal', rule: refuse, at } as const);
    const word = text === '' ? native : `${native} (${text})`;
    const use = useOf('status', nativeClass, word, situation && situationKey(situation), decision);
    return { conditions, meaning: { use, situation: situation && { ...otherwise, ...situation }, at } };
  });
  const named = new Map<string, Set<string>>();
  for (const { conditions } of readings)
    for (const [axis, values] of conditions) named.set(axis, new Set([...(named.get(axis) ?? []), ...values]));
  return { readings, axes: [...named.keys()], named };
}

function valueOn(axis: string, value: string, named: NativeStatus['named']): string {
  return !axis.startsWith('field ') || named.get(axis)?.has(value) ? value : anyOther;
}

export interface StatusSpelling {
  readonly use: WordUse;
  readonly native: string | null;
  readonly with: readonly string[];
  /** What the tool's word says besides the status: an outcome, a reason, an approval. */
  readonly carries: Readonly<Record<string, string | undefined>>;
  /** What besides the status this word was chosen for. */
  readonly chosenFor: readonly string[];
}

export type WriteStatus = (situation: Situation) => StatusSpelling;

/** The row that names most of the situation, first. */
export function statusWriter(view: ClassView, file: string): WriteStatus {
  const rows = [...statusWriters(view).writers]
    .map(([key, located]) => {
      const is = [...(located.row.writes ?? []), located.row.is]
        .map(situationOf)
        .find((one) => one && situationKey(one) === key);
      const { native, with: companions = [] } = located.row;
      const carries = typeof located.row.is === 'object' ? { ...located.row.is } : {};
      return { carries, wanted: Object.entries(is ?? {}), native, companions, at: atOf(located) };
    })
    .sort((a, b) => b.wanted.length - a.wanted.length);
  return (situation) => {
    const axes = situation as Readonly<Record<string, string | undefined>>;
    const found = rows.find(({ wanted }) => wanted.every(([axis, word]) => axes[axis] === word));
    const word = situation.status;
    if (found === undefined) {
      const row = writingRow('status', view.native, word);
      return {
        use: useOf('status', view.native, word, null, { by: 'nobody', row, file }),
        native: null,
        with: [],
        carries: {},
        chosenFor: [],
      };
    }
    return {
      use: useOf('status', view.native, word, found.native, { by: 'row', at: found.at }),
      native: found.native,
      with: found.companions,
      carries: found.carries,
      chosenFor: found.wanted.flatMap(([axis]) => (axis === 'status' ? [] : [axis])),
    };
  };
}
