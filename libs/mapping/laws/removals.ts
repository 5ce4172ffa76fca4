import { whatCame } from '@passerelle/connector';
import { domainNames } from '../domain-names.js';
import type { MappingFault } from '../fault.js';
import type { ClassView, Removal } from '../load/class-view.js';
import { placeOf } from '../load/layers.js';
import { faultAt } from '../yaml/place.js';

/** A removal takes something out, somewhere, and stands alone for it. */
export function removalFaults(views: readonly ClassView[]): readonly MappingFault[] {
  return [...bySelf(views).values()].flatMap((removals) => {
    const [{ located, what, word, alone }] = removals;
    if (!alone)
      return [
        faultAt(
          placeOf(located, 'remove'),
          { fr: `«${word}» soit retiré, soit doté de lignes`, en: `«${word}» either removed or given rows` },
          { fr: 'les deux dans un même fichier', en: 'both in one file' },
          {
            fr: 'retirez «remove:» : les lignes d’un fichier remplacent celles des fichiers en dessous',
            en: 'drop «remove:»: rows of a later file replace those below it',
          },
        ),
      ];
    if (removals.some(({ took }) => took.length > 0)) return [];
    return [
      faultAt(
        placeOf(located, 'remove'),
        {
          fr: `«${word}» (${frenchOf(what)}) dans les fichiers en dessous, pour l’en retirer`,
          en: `a ${what} «${word}» in the files below, to remove`,
        },
        whatCame.none,
        { fr: 'retirez la ligne, ou corrigez le mot', en: 'drop the row, or correct the word' },
      ),
    ];
  });
}

function frenchOf(what: Removal['what']): string {
  return what === 'field' ? 'champ' : domainNames[what].fr;
}

/** The same row removes from each class that it holds for. */
export function bySelf(views: readonly ClassView[]): ReadonlyMap<object, readonly [Removal, ...Removal[]]> {
  const found = new Map<object, [Removal, ...Removal[]]>();
  for (const removal of views.flatMap(({ removals }) => removals)) {
    const known = found.get(removal.located.self);
    if (known === undefined) found.set(removal.located.self, [removal]);
    else known.push(removal);
  }
  return found;
}
