import type { NativeEntry } from '@passerelle/connector';
import { loadText, wellLoaded } from './load-from.js';
import type { Loaded } from '../load/load.js';
import type { LoadedMapping } from '../compile/mapping.js';

/** A tool with journals for everything, much as GLPI has them: tasks, solutions with their verdict, requests of approval. */
export const deskJournals = {
  suivi: 'public',
  suivi_prive: 'internal',
  tache: 'public',
  tache_privee: 'internal',
  solution: 'public',
  validation: 'internal',
} as const;

export const desk = `connector: outil
status: etat
statuses:
  - { native: "1", label: Nouveau, is: new, writes: [new, queued, assigned, planned, in_progress, pending, resolved, closed, cancelled] }
fields:
  - { native: titre, is: title }
  - { native: texte, is: description, as: html }
classes:
  ticket: { is: incident, audience: public, writes: [incident, request, suggestion] }
words:
  task_state:
    rows:
      - { native: "0", label: Information, is: information }
      - { native: "1", label: A faire, is: to_do }
      - { native: "2", label: Fait, is: done }
  verdict:
    rows:
      - { native: "2", label: En attente de validation, is: none }
      - { native: "3", label: Accepté, is: accepted }
      - { native: "4", label: Refusée, is: refused }
  outcome:
    rows:
      - { native: "7", label: Résolu, is: solved, writes: [solved] }
      - { native: "8", label: Contournement, is: workaround }
  approval:
    rows:
      - { native: "1", label: Non soumis à validation, is: none }
      - { native: "2", label: En attente de validation, is: requested }
      - { native: "3", label: Acceptée, is: approved }
      - { native: "4", label: Refusée, is: rejected }
  group:
    same: groupe-du-meme-nom
journals:
  - { native: suivi, label: Suivi, when: { fields: { avis: "*" } }, is: comment, as: html, writes: [comment, document] }
  - native: suivi
    when: { fields: { avis: ["3", "4"] } }
    is: verdict
    as: html
    fields:
      - { native: avis, is: verdict.accepted }
  - { native: suivi_prive, label: Suivi privé, is: work_note, as: html, writes: [work_note, handover, change, mail_sent] }
  - native: tache
    label: Tâche
    is: task
    as: html
    fields: &tache
      - { native: state, label: Statut, is: task.state }
      - { native: taskcategories_id, label: Catégorie, is: task.category }
      - { native: users_id_tech, label: Technicien, is: task.technician }
      - { native: groups_id_tech, label: Groupe, is: task.group }
      - { native: begin, label: Début, is: task.plannedFrom }
      - { native: end, label: Fin, is: task.plannedTo }
      - { native: actiontime, label: Durée, is: task.spent, unit: seconds }
  - { native: tache_privee, label: Tâche privée, is: task, as: html, fields: *tache }
  - native: solution
    is: solution
    as: html
    fields:
      - { native: solutiontypes_id, is: solution.outcome }
      - { native: status, is: verdict.accepted, write: no }
  - native: validation
    is: approval
    as: text
    fields:
      - { native: status, is: approval.state }
      - { native: users_id_validate, is: approval.approver }
      - { native: comment_validation, is: approval.reason }
`;

export function loadDesk(text: string = desk, ...overlays: readonly string[]): Loaded {
  return loadText(text, {
    journals: deskJournals,
    files: [
      { path: 'mappings/outil.yaml', text },
      ...overlays.map((overlay, index) => ({ path: `mappings/sites/overlay-${index + 1}.yaml`, text: overlay })),
    ],
  });
}

export function openDesk(...overlays: readonly string[]): LoadedMapping {
  return wellLoaded(loadDesk(desk, ...overlays));
}

export function nativeEntry(journal: string, more: Partial<NativeEntry> = {}): NativeEntry {
  return { id: null, journal, audience: 'public', author: null, at: null, text: 'Texte', ...more };
}
