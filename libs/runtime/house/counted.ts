import type { Told } from '@passerelle/connector';

/** How many faults a file, or what belongs to it, has. */
export function countedFaults(where: string, count: number, within: Told): Told {
  return {
    fr: `${where} : ${count === 1 ? 'une erreur' : `${count} erreurs`} dans ${within.fr}`,
    en: `${where}: ${count === 1 ? 'one fault' : `${count} faults`} in ${within.en}`,
  };
}

export const correctEach: Told = { fr: 'corrigez-les et recommencez', en: 'correct each and start again' };
