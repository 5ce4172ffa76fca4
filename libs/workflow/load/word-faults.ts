import { quoted } from '@passerelle/connector';
import type { Place } from '../rule.js';
import { faultAt, type RuleFault } from './door.js';
import { listOf } from './list-of.js';
import type { RuleRow } from './row.js';

/** Words that rules may name. */
export interface KnownWords {
  /** Categories of canon.yaml. */
  readonly categories: ReadonlySet<string>;
  /** Connections of passerelle.yaml; absent where they are not known yet. */
  readonly connections?: ReadonlySet<string>;
}

/** Words that neither canon.yaml nor passerelle.yaml knows. */
export function wordFaults({ yaml, document }: RuleRow, { categories, connections }: KnownWords): readonly RuleFault[] {
  const faults: RuleFault[] = [];
  const names = [...(connections ?? [])].join(', ');
  for (const all of [...listOf(yaml.when), ...listOf(yaml.unless)]) {
    for (const part of [all, all.was, all.became])
      for (const word of wordsIn(part && Object.hasOwn(part, 'category') ? (part as Holder).category : undefined))
        if (!categories.has(word)) faults.push(unknownCategory(document.place(part as object, 'category'), word));
    for (const key of ['born', 'by'] as const)
      for (const word of listOf(all[key]))
        if (connections !== undefined && !connections.has(word))
          faults.push(
            faultAt(
              document.place(all, key),
              { fr: `une connexion parmi ${names}`, en: `one of ${names}` },
              quoted(word),
              { fr: 'nommez une connexion de passerelle.yaml', en: 'name a connection of passerelle.yaml' },
            ),
          );
  }
  const wanted = yaml.do?.category;
  if (yaml.do && wanted !== undefined && wanted !== 'none' && !categories.has(wanted))
    faults.push(unknownCategory(document.place(yaml.do, 'category'), wanted));
  return faults;
}

interface Holder {
  readonly category?: unknown;
}

/** The words of a test, whatever its form; `none` and `some` are none. */
function wordsIn(test: unknown): readonly string[] {
  if (typeof test === 'string') return test === 'none' || test === 'some' ? [] : [test];
  if (Array.isArray(test)) return test.flatMap(wordsIn);
  if (typeof test !== 'object' || test === null) return [];
  return Object.values(test).flatMap(wordsIn);
}

function unknownCategory(place: Place, word: string): RuleFault {
  return faultAt(place, { fr: 'une catégorie de canon.yaml', en: 'a category of canon.yaml' }, quoted(word), {
    fr: `corrigez-la, ou ajoutez «${word}:» à canon.yaml`,
    en: `correct it, or add «${word}:» to canon.yaml`,
  });
}
