import { whatCame } from '@passerelle/connector';
import { keepOne, meaningOrRefusal } from '../clauses.js';
import { domainNames } from '../domain-names.js';
import type { MappingFault } from '../fault.js';
import type { ClassView, Fold } from '../load/class-view.js';
import { placeOf, type Located } from '../load/layers.js';
import type { Situation, StatusRow } from '../schema/rows.js';
import { faultAt } from '../yaml/place.js';
import { situationFaults } from './situations.js';
import { writersOf, type Writers } from './writers.js';

export function situationOf(is: StatusRow['is']): Situation | null {
  if (is === undefined) return null;
  return typeof is === 'string' ? { status: is } : is;
}

/** `closed, outcome solved`: the same text for the same situation. */
export function situationKey({ status, outcome, pending_reason, approval, escalation }: Situation): string {
  const axes = [
    ['outcome', outcome],
    ['pending_reason', pending_reason],
    ['approval', approval],
    ['escalation', escalation],
  ] as const;
  return [status, ...axes.flatMap(([axis, word]) => (word === undefined ? [] : [`${axis} ${word}`]))].join(', ');
}

export function statusWriters(view: ClassView): Writers<StatusRow> {
  return writersOf(
    view.statuses,
    (row) =>
      (row.writes ?? (row.is === undefined ? [] : [row.is])).map((word) => ({
        word: situationKey(situationOf(word) as Situation),
        explicit: row.writes !== undefined,
      })),
    domainNames.status,
  );
}

export function statusFaults(
  view: ClassView,
  fold: Fold,
  damaged: ReadonlySet<string>,
  readonly: boolean,
): readonly MappingFault[] {
  const words = new Map<string, Located<StatusRow>[]>();
  for (const located of view.statuses) {
    const word = fold(located.row.native);
    words.set(word, [...(words.get(word) ?? []), located]);
  }
  const faults = [...words].flatMap(([word, rows]) =>
    [...damaged].some((native) => fold(native) === word) ? [] : situationFaults(rows),
  );
  for (const located of view.statuses) faults.push(...meaningFaults(located));
  if (view.status === null && view.refuse === null && view.statuses.length > 0)
    faults.push(
      faultAt(
        placeOf(view.at),
        {
          fr: `le nom, dans l’outil, du champ d’état de «${view.native}»`,
          en: `the native name of the status field of «${view.native}»`,
        },
        whatCame.none,
        { fr: 'ajoutez «status: …»', en: 'add «status: …»' },
      ),
    );
  if (!readonly) {
    const written = statusWriters(view);
    faults.push(...written.faults, ...vagueFaults(written.writers));
  }
  return faults;
}

/** Exactly one of a meaning and a refusal. */
export function meaningFaults(
  located: Located<{ readonly native: string; readonly is?: unknown; readonly refuse?: unknown }>,
): readonly MappingFault[] {
  const { native, is, refuse } = located.row;
  if ((is === undefined) !== (refuse === undefined)) return [];
  return [
    faultAt(
      placeOf(located, is === undefined ? 'native' : 'refuse'),
      meaningOrRefusal(native),
      is === undefined ? whatCame.neither : whatCame.both,
      is === undefined
        ? {
            fr: 'ajoutez «is: …» avec un mot canonique, ou «refuse: <motif>»',
            en: 'add «is: …» with a canonical word, or «refuse: <why>»',
          }
        : keepOne,
    ),
  ];
}

/** Two rows that a situation would choose with equal right. */
function vagueFaults(writers: ReadonlyMap<string, Located<StatusRow>>): readonly MappingFault[] {
  const list = [...writers].map(([key, located]) => ({ key, axes: new Map(key.split(', ').map(axis)), located }));
  return list.flatMap((one, index) =>
    list.slice(index + 1).flatMap((two) => {
      const alike = one.axes.size === two.axes.size && one.located.row.native !== two.located.row.native;
      if (!alike || !agree(one.axes, two.axes)) return [];
      return [
        faultAt(
          placeOf(two.located, 'writes'),
          { fr: 'une seule ligne pour chaque situation à écrire', en: 'one row for each situation to write' },
          {
            fr: `«${two.key}» à côté de «${one.key}», alors que des situations relèvent des deux`,
            en: `«${two.key}» beside «${one.key}»: some situations are both`,
          },
          { fr: 'nommez les deux conditions dans l’une d’elles', en: 'name both conditions in one of them' },
        ),
      ];
    }),
  );
}

function axis(text: string, index: number): readonly [string, string] {
  if (index === 0) return ['status', text];
  const [name = '', word = ''] = text.split(' ');
  return [name, word];
}

function agree(one: ReadonlyMap<string, string>, two: ReadonlyMap<string, string>): boolean {
  return [...one].every(([name, word]) => (two.get(name) ?? word) === word);
}
