import type { Told } from '@passerelle/connector';
import type { Domain } from './mapping.js';

/** How people call what a native word is a word for; in English as mapping files call it. */
export const domainNames: Readonly<Record<Domain, Told>> = {
  class: { fr: 'classe', en: 'class' },
  status: { fr: 'état', en: 'status' },
  category: { fr: 'catégorie', en: 'category' },
  group: { fr: 'groupe', en: 'group' },
  priority: { fr: 'priorité', en: 'priority' },
  impact: { fr: 'impact', en: 'impact' },
  urgency: { fr: 'urgence', en: 'urgency' },
  approval: { fr: 'approbation', en: 'approval' },
  outcome: { fr: 'issue', en: 'outcome' },
  pending_reason: { fr: 'motif d’attente', en: 'pending_reason' },
  channel: { fr: 'canal', en: 'channel' },
  escalation: { fr: 'escalade', en: 'escalation' },
  mode: { fr: 'mode', en: 'mode' },
  resolution_code: { fr: 'code de résolution', en: 'resolution_code' },
  task_state: { fr: 'état de tâche', en: 'task_state' },
  task_category: { fr: 'catégorie de tâche', en: 'task_category' },
  verdict: { fr: 'avis', en: 'verdict' },
  journal: { fr: 'journal', en: 'journal' },
};
