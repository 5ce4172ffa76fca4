import { toldOf, type Told } from '@passerelle/connector';
import type { Entry, EntryKind } from '@passerelle/ticket';

export const nothingCame: Told = { fr: 'rien', en: 'nothing' };

/** A plan that was approved earlier has plain strings. */
export function listed(all: readonly (Told | string)[]): Told {
  const [fr, en] = (['fr', 'en'] as const).map((language) => all.map((one) => toldOf(one)[language]).join(', '));
  return { fr: fr ?? '', en: en ?? '' };
}

/** One line of a journal, whatever it says; English has the words of mapping files. */
export function kindOf({ kind }: Pick<Entry, 'kind'>): Told {
  return { fr: frenchKinds[kind], en: kind };
}

const frenchKinds: Readonly<Record<EntryKind, string>> = {
  comment: 'commentaire',
  work_note: 'note de travail',
  handover: 'passage de relais',
  task: 'tâche',
  document: 'document',
  solution: 'solution',
  verdict: 'avis sur la solution',
  approval: 'approbation',
  change: 'modification',
  mail_sent: 'courriel envoyé',
};
