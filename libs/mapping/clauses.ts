import { type Told, joined } from '@passerelle/connector';
import { placeText, type Place } from './yaml/place.js';

/** What faults of several sorts have in common: clauses that stand within their sentence. */
export const correctValue: Told = { fr: 'corrigez la valeur', en: 'correct the value' };
export const chooseOne: Told = { fr: 'choisissez l’une d’elles', en: 'choose one of them' };
export const nameOne: Told = { fr: 'nommez l’une d’elles', en: 'name one of them' };
export const keepOne: Told = { fr: 'gardez l’un des deux', en: 'keep one of the two' };
export const removeIt: Told = { fr: 'retirez cette clé', en: 'remove it' };
export const tellApart: Told = {
  fr: 'retirez l’une des deux, ou distinguez-les par when:',
  en: 'remove one of them, or tell them apart with when:',
};

export function oneOf(words: readonly string[]): Told {
  const list = words.join(', ');
  return { fr: `une valeur parmi ${list}`, en: `one of ${list}` };
}

export function either(alternatives: readonly Told[]): Told {
  return joined(alternatives, { fr: ' ou ', en: ' or ' });
}

export function besides(place: Place): Told {
  return { fr: `un doublon de ${placeText(place)}`, en: `a second one beside ${placeText(place)}` };
}

/** A native word means something, or is refused. */
export function meaningOrRefusal(native: string): Told {
  return { fr: `«is:» ou bien «refuse:» pour «${native}»`, en: `one of «is:» and «refuse:» for «${native}»` };
}
