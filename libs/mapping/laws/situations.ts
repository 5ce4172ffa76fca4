import { asIs, type Told, joined } from '@passerelle/connector';
import { tellApart } from '../clauses.js';
import type { MappingFault } from '../fault.js';
import { placeOf, type Located } from '../load/layers.js';
import type { When } from '../schema/rows.js';
import { faultAt, placeText } from '../yaml/place.js';

/** The value of a condition that stands for every code that no row of the word names. */
export const anyOther = '*';

/** One condition: which of an axis' values the row is for; absent axes are for all. */
export type Conditions = ReadonlyMap<string, ReadonlySet<string>>;

export function conditionsOf(when: When | undefined): Conditions {
  const conditions = new Map<string, ReadonlySet<string>>();
  if (when?.agent !== undefined) conditions.set('agent', new Set([when.agent]));
  if (when?.group !== undefined) conditions.set('group', new Set([when.group]));
  for (const [field, codes] of Object.entries(when?.fields ?? {}))
    conditions.set(`field ${field}`, new Set(typeof codes === 'string' ? [codes] : codes));
  return conditions;
}

/** A row that reads a native word in some situations. */
interface Situated {
  readonly native: string;
  readonly when?: When | undefined;
}

const mostSituations = 10_000;

/** Holds the rows of one native word against the law that every situation is read exactly once. */
export function situationFaults(rows: readonly Located<Situated>[]): readonly MappingFault[] {
  const conditions = rows.map((located) => conditionsOf(located.row.when));
  const axes = axesOf(conditions);
  const first = rows[0];
  if (first === undefined) return [];
  if ([...axes.values()].reduce((product, values) => product * values.length, 1) > mostSituations)
    return [
      faultAt(
        placeOf(first, 'when'),
        { fr: 'quelques conditions', en: 'a few conditions' },
        { fr: 'trop de cas à vérifier', en: 'too many to check' },
        { fr: 'répartissez le mot ou retirez des conditions', en: 'split the word or drop conditions' },
      ),
    ];
  const faults: MappingFault[] = [];
  for (const situation of product([...axes])) {
    const readers = rows.filter((_, index) => fits(conditions[index] ?? new Map(), situation));
    const [one, two] = readers;
    const said = situationText(situation);
    if (one === undefined) {
      faults.push(
        faultAt(
          placeOf(first),
          {
            fr: `des lignes qui lisent «${first.row.native}» dans toute situation`,
            en: `rows that read «${first.row.native}» in every situation`,
          },
          { fr: `aucune ligne pour : ${said.fr}`, en: `none for ${said.en}` },
          {
            fr: `ajoutez une ligne avec when: { ${situationYaml(situation)} }`,
            en: `add a row with when: { ${situationYaml(situation)} }`,
          },
        ),
      );
    } else if (two !== undefined) {
      faults.push(
        faultAt(
          placeOf(two),
          {
            fr: `une seule ligne par situation de «${first.row.native}»`,
            en: `each situation of «${first.row.native}» read by one row`,
          },
          twice(situation.length === 0 ? null : said, placeText(placeOf(one))),
          situation.length === 0
            ? tellApart
            : { fr: 'resserrez le when: de l’une des deux', en: 'narrow the when: of one of them' },
        ),
      );
    }
  }
  return firstOfEach(faults);
}

function twice(situation: Told | null, other: string): Told {
  return situation === null
    ? { fr: `une deuxième ligne, l’autre en ${other}`, en: `a second row, the other at ${other}` }
    : {
        fr: `deux lignes (${situation.fr}), l’autre en ${other}`,
        en: `two for ${situation.en}, the other at ${other}`,
      };
}

export function fits(conditions: Conditions, situation: readonly (readonly [string, string])[]): boolean {
  return situation.every(([axis, value]) => conditions.get(axis)?.has(value) ?? true);
}

function axesOf(all: readonly Conditions[]): ReadonlyMap<string, readonly string[]> {
  const axes = new Map<string, Set<string>>();
  for (const conditions of all)
    for (const [axis, values] of conditions) {
      const known = axes.get(axis) ?? new Set(axis.startsWith('field ') ? [anyOther] : ['none', 'some']);
      values.forEach((value) => known.add(value));
      axes.set(axis, known);
    }
  return new Map([...axes].map(([axis, values]) => [axis, [...values]]));
}

function product(
  axes: readonly (readonly [string, readonly string[]])[],
): readonly (readonly (readonly [string, string])[])[] {
  return axes.reduce<readonly (readonly (readonly [string, string])[])[]>(
    (found, [axis, values]) => found.flatMap((one) => values.map((value) => [...one, [axis, value] as const])),
    [[]],
  );
}

/** `group, no agent`. */
export function situationText(situation: readonly (readonly [string, string])[]): Told {
  return joined(situation.map(conditionText), ', ');
}

function conditionText([axis, value]: readonly [string, string]): Told {
  if (axis.startsWith('field ')) {
    const field = axis.slice(6);
    return value === anyOther
      ? { fr: `tout autre code de ${field}`, en: `${field} any other` }
      : asIs(`${field} «${value}»`);
  }
  return value === 'none'
    ? { fr: `sans ${frenchAxes[axis] ?? axis}`, en: `no ${axis}` }
    : { fr: `avec ${frenchAxes[axis] ?? axis}`, en: axis };
}

const frenchAxes: Readonly<Record<string, string>> = { group: 'groupe' };

function situationYaml(situation: readonly (readonly [string, string])[]): string {
  const fields = situation.filter(([axis]) => axis.startsWith('field '));
  return [
    ...situation.filter(([axis]) => !axis.startsWith('field ')).map(([axis, value]) => `${axis}: ${value}`),
    ...(fields.length > 0
      ? [`fields: { ${fields.map(([axis, value]) => `${axis.slice(6)}: "${value}"`).join(', ')} }`]
      : []),
  ].join(', ');
}

/** One line may be at fault in several situations: the first is enough to mend it. */
function firstOfEach(faults: readonly MappingFault[]): readonly MappingFault[] {
  const seen = new Set<string>();
  return faults.filter(({ line, came: { en } }) => {
    const key = `${line} ${en.startsWith('none') ? en : 'twice'}`;
    return !seen.has(key) && seen.add(key);
  });
}
