import { toldOf, type Told, joined } from '@passerelle/connector';
import type { Entry, EntryKind } from '@passerelle/ticket';

export const nothingCame: Told = { fr: 'rien', en: 'nothing' };

/** A plan that was approved earlier has plain strings. */
export function listed(all: readonly (Told | string)[]): Told {
  return joined(all.map(toldOf), ', ');
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
