import { asIs, quoted, whatCame, type Told } from '@passerelle/connector';
import { besides, either } from '../clauses.js';
import type { MappingFault } from '../fault.js';
import type { TableDomain } from '../schema/words.js';
import { faultAt, type Place } from '../yaml/place.js';

/** What rows for fields of tickets and rows for fields of entries get wrong alike. */
export function formFault(place: Place, is: string, as: string, forms: readonly string[]): MappingFault {
  const fitting = either(forms.map(asIs));
  return faultAt(place, { fr: `«${is}» sous la forme ${fitting.fr}`, en: `«${is}» as ${fitting.en}` }, quoted(as), {
    fr: `écrivez «as: ${forms[0]}»`,
    en: `write «as: ${forms[0]}»`,
  });
}

export function wordlessFault(place: Place, domain: TableDomain): MappingFault {
  return faultAt(
    place,
    { fr: `des lignes sous words: ${domain}:`, en: `rows under words: ${domain}:` },
    whatCame.none,
    { fr: 'ajoutez une ligne pour chaque mot de l’outil', en: 'add a row for each native word' },
  );
}

/** Where the second of two rows that write the same stands, and which is the first. */
export function writtenTwice(place: Place, expected: Told, first: Place): MappingFault {
  return faultAt(place, expected, besides(first), {
    fr: 'mettez «write: no» à l’un des deux',
    en: 'give one of the two «write: no»',
  });
}

export function oneNativeField(is: string): Told {
  return {
    fr: `un seul champ de l’outil où écrire «${is}»`,
    en: `one native field that «${is}» is written to`,
  };
}
