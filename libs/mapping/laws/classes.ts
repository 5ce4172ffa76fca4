import { quoted, whatCame } from '@passerelle/connector';
import type { Kind } from '@passerelle/ticket';
import { kinds } from '@passerelle/ticket';
import { keepOne, meaningOrRefusal, nameOne } from '../clauses.js';
import type { MappingFault } from '../fault.js';
import type { ClassView } from '../load/class-view.js';
import { placeOf, type Layer, type Located } from '../load/layers.js';
import type { PriorityMatrix } from '../schema/mapping-file.js';
import { faultAt, placeText } from '../yaml/place.js';
import { meant } from '../yaml/suggest.js';

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
      else {
        const there = placeText(placeOf(other.at));
        faults.push(
          faultAt(
            placeOf(view.at),
            { fr: `une seule classe où écrire «${kind}»`, en: `one class that «${kind}» is written into` },
            {
              fr: `«${view.native}» à côté de «${other.native}» (${there})`,
              en: `«${view.native}» beside «${other.native}» (${there})`,
            },
            { fr: 'mettez «writes: []» à l’une des deux', en: 'give one of the two «writes: []»' },
          ),
        );
      }
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
      const list = kinds.join(', ');
      const addKind = { fr: 'ajoutez «is: …»', en: 'add «is: …»' };
      faults.push(
        faultAt(
          placeOf(at, 'is'),
          {
            fr: `une sorte de ticket pour la classe «${view.native}» : ${list}`,
            en: `a kind for the class «${view.native}»: ${list}`,
          },
          like === undefined ? whatCame.none : quoted(like),
          like === undefined ? addKind : meant(like, [...kinds, ...names], addKind),
        ),
      );
    } else if (refuse !== null && at.row.is !== undefined)
      faults.push(faultAt(placeOf(at, 'refuse'), meaningOrRefusal(view.native), whatCame.both, keepOne));
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
      const list = names.join(', ');
      faults.push(
        faultAt(
          placeOf(located, 'like'),
          { fr: `une autre classe de ce mapping (${list})`, en: `another class of this mapping (${list})` },
          quoted(like),
          meant(like, names, nameOne),
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
    const came =
      out === undefined ? { fr: 'ne donnent rien', en: 'nothing' } : { fr: `donnent «${out}»`, en: `«${out}»` };
    return [
      faultAt(
        located.document.place(via, priority, true),
        {
          fr: `un impact et une urgence qui donnent la priorité «${priority}»`,
          en: `an impact and urgency that come out as priority «${priority}»`,
        },
        {
          fr: `l’impact «${impact}» et l’urgence «${urgency}», qui ${came.fr}`,
          en: `impact «${impact}» and urgency «${urgency}», which come out as ${came.en}`,
        },
        { fr: 'corrigez via: ou matrix:', en: 'correct via: or matrix:' },
      ),
    ];
  });
}
