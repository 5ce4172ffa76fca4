import type { Kind } from '@passerelle/ticket';
import { kinds } from '@passerelle/ticket';
import type { MappingFault } from '../fault.js';
import type { ClassView } from '../load/class-view.js';
import { placeOf, type Layer, type Located } from '../load/layers.js';
import type { PriorityMatrix } from '../schema/mapping-file.js';
import { faultAt, placeText } from '../yaml/place.js';
import { nearest } from '../yaml/suggest.js';

/** Which class a kind is written into. A class that others are like, or that reads the same kind, says `writes: []`. */
export function classWriters(views: readonly ClassView[]): {
  readonly writers: ReadonlyMap<Kind, ClassView>;
  readonly faults: readonly MappingFault[];
} {
  const writers = new Map<Kind, ClassView>();
  const faults: MappingFault[] = [];
  for (const view of views) {
    for (const kind of view.writes ?? (view.is === null || view.refuse !== null ? [] : [view.is])) {
      const other = writers.get(kind);
      if (other === undefined) writers.set(kind, view);
      else
        faults.push(
          faultAt(
            placeOf(view.at),
            `one class that «${kind}» is written into`,
            `«${view.native}» beside «${other.native}» (${placeText(placeOf(other.at))})`,
            'give one of the two «writes: []»',
          ),
        );
    }
  }
  return { writers, faults };
}

export function classFaults(
  views: readonly ClassView[],
  layers: readonly Layer[],
  readonly: boolean,
): readonly MappingFault[] {
  const names = views.map((view) => view.native);
  const faults: MappingFault[] = [];
  for (const view of views) {
    const { is, refuse, at } = view;
    if (is === null && refuse === null) {
      const like = at.row.like;
      const near = like === undefined ? null : nearest(like, [...kinds, ...names]);
      faults.push(
        faultAt(
          placeOf(at, 'is'),
          `a kind for the class «${view.native}»: ${kinds.join(', ')}`,
          like === undefined ? 'none' : `«${like}»`,
          near === null ? 'add «is: …»' : `did you mean «${near}»?`,
        ),
      );
    } else if (refuse !== null && at.row.is !== undefined)
      faults.push(
        faultAt(
          placeOf(at, 'refuse'),
          `one of «is:» and «refuse:» for «${view.native}»`,
          'both',
          'keep one of the two',
        ),
      );
    if (view.priority !== null) faults.push(...matrixFaults(view.priority));
  }
  for (const [index, layer] of layers.entries())
    for (const [native, rows] of Object.entries(layer.yaml.classes ?? {})) {
      const like = rows.like;
      if (like === undefined || (names.includes(like) && like !== native)) continue;
      if (views.find((view) => view.native === native)?.is === null) continue;
      const located: Located<unknown> = {
        row: rows,
        layer: index,
        document: layer.document,
        self: layer.origins.get(rows) ?? rows,
      };
      const near = nearest(like, names);
      faults.push(
        faultAt(
          placeOf(located, 'like'),
          `another class of this mapping (${names.join(', ')})`,
          `«${like}»`,
          near === null ? 'name one of them' : `did you mean «${near}»?`,
        ),
      );
    }
  return readonly ? faults : [...faults, ...classWriters(views).faults];
}

/** What we write for a priority must come out as that priority. */
function matrixFaults(located: Located<PriorityMatrix>): readonly MappingFault[] {
  const { matrix, via } = located.row;
  return Object.entries(via).flatMap(([priority, { impact, urgency }]) => {
    const out = Object.hasOwn(matrix, impact) ? matrix[impact]?.[urgency] : undefined;
    if (out === priority) return [];
    return [
      faultAt(
        located.document.place(via, priority, true),
        `an impact and urgency that come out as priority «${priority}»`,
        `impact «${impact}» and urgency «${urgency}», which come out as ${out === undefined ? 'nothing' : `«${out}»`}`,
        'correct via: or matrix:',
      ),
    ];
  });
}
