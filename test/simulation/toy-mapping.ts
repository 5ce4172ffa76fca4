import { toy } from '@passerelle/connector/testing';
import { loadMapping, faultText, type Canon, type Mapping } from '@passerelle/mapping';

/** The dictionary of the toy tool, as a site would write it. */
export const toyText = `
connector: toy
label: Outil jouet
status: status
fields:
  - { native: title, label: Titre, is: title, as: line }
  - { native: body, label: Texte, is: description, as: text }
  - { native: group, label: Équipe, is: group, as: group }
  - { native: priority, label: Priorité, is: priority, as: word }
  - { native: requester, label: Demandeur, is: requester, as: person }
words:
  priority:
    rows:
      - { native: '1', label: Haute, is: 1, writes: [1, 2] }
      - { native: '2', label: Moyenne, is: 3 }
      - { native: '3', label: Basse, is: 4 }
      - { native: '4', label: Nulle, is: 5 }
    none: { rule: sans-priorite }
  group:
    same: groupe-du-meme-nom
statuses: &etats
  - { native: open, label: Ouvert, when: { agent: none, group: none }, is: new }
  - { native: open, label: Ouvert, when: { agent: none, group: some }, is: queued }
  - { native: open, label: Ouvert, when: { agent: some }, is: assigned }
  - { native: working, label: En cours, is: in_progress, writes: [planned, in_progress] }
  - { native: waiting, label: En attente, is: pending }
  - { native: done, label: Fait, is: resolved, writes: [resolved, closed] }
  - { native: dropped, label: Abandonné, is: cancelled }
classes:
  fault: { label: Panne, is: incident, audience: public }
  request: { label: Demande, is: request, audience: public, writes: [request, suggestion] }
journals:
  - { native: reply, label: Réponse, is: comment, as: text, writes: [comment, solution, verdict, document] }
  - { native: aside, label: Aparté, is: work_note, as: text, writes: [work_note, task, handover, approval, change, mail_sent] }
`;

export function toyMapping(connection: string, canon: Canon): Mapping {
  const loaded = loadMapping({
    connection,
    connector: 'toy',
    files: [{ path: 'mappings/toy.yaml', text: toyText }],
    journals: toy.journals,
    canon,
  });
  if ('faults' in loaded) throw new Error(loaded.faults.map((fault) => faultText(fault).en).join('\n'));
  return loaded.mapping;
}
