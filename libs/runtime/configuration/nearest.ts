import type { Told } from '@passerelle/connector';
import { meant } from '@passerelle/mapping';

/** What to say of an unknown word: the one that was meant, or all there are. */
export function suggested(word: string, known: readonly string[]): Told {
  const all = known.join(', ');
  const otherwise =
    known.length === 0
      ? { fr: 'retirez-le', en: 'remove it' }
      : { fr: `connus ici : ${all}`, en: `known here: ${all}` };
  return meant(word, known, otherwise);
}
