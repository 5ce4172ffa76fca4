import type { Told } from '@passerelle/connector';
import { domainNames, type WordUse } from '@passerelle/mapping';
import type { Entry } from '@passerelle/ticket';

/** Why an intent is not rendered: a human is asked, and reads this. */
export const why = {
  ticketGone: { fr: 'le ticket n’est pas dans l’outil visé', en: 'the ticket is not in the target' },
  entryGone: { fr: 'sa ligne n’est pas dans la base', en: 'its entry is not in the store' },
  fileGone: { fr: 'sa pièce jointe n’est pas dans la base', en: 'its attachment is not in the store' },
  lineUnknown: { fr: 'sa ligne n’y est pas connue', en: 'its line is not known there' },
  noClass: (connection: string, kind: string): Told => ({
    fr: `aucune classe de ${connection} ne correspond à la nature «${kind}»`,
    en: `no class of ${connection} is mapped to the kind «${kind}»`,
  }),
  undecided: (connection: string, { domain, word }: Pick<WordUse, 'domain' | 'word'>): Told => ({
    fr: `${connection} n’a pas de mot décidé pour «${word}» (${domainNames[domain].fr}) ; décidez-le dans le mapping et relancez`,
    en: `${connection} has no decided word for the ${domain} «${word}»; decide it in the mapping and run again`,
  }),
  noJournal: (connection: string, { kind, audience }: Pick<Entry, 'kind' | 'audience'>): Told => ({
    fr: `${connection} n’a pas de journal ${audience === 'public' ? 'public' : 'interne'} pour une ligne «${kind}»`,
    en: `${connection} has no ${audience} journal for a ${kind}`,
  }),
  exposed: (connection: string, name: string): Told => ({
    fr: `«${name}» est interne et tout ce qui est joint dans ${connection} est lisible par le demandeur`,
    en: `«${name}» is internal and whatever is attached in ${connection} can be read by the requester`,
  }),
  unread: (name: string): Told => ({
    fr: `le contenu de «${name}» n’a pas pu être lu dans son outil`,
    en: `the content of «${name}» could not be read from its tool`,
  }),
  notTakenBack: (connection: string, name: string): Told => ({
    fr: `devenu interne après son envoi, et impossible à reprendre de ${connection} sans vous : masquez-y «${name}» tout de suite`,
    en: `it turned internal after it was told, and cannot be taken back from ${connection} by itself: hide «${name}» there at once`,
  }),
} as const;
