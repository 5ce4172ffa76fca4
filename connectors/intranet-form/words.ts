/** The tool's own states. Those that a site added (6 and more) are known by their label, since their numbers differ. */
export const statusMarks: Readonly<Record<string, string>> = {
  open: '0',
  waitingreply: '1',
  replied: '2',
  resolved: '3',
  inprogress: '4',
  onhold: '5',
};

/** Resolved and locked: nobody but staff can say anything more. A word of ours for two columns of the tool. */
export const locked = 'locked';

export const defaultLabels = {
  created: 'Créé le',
  updated: 'Mis à jour',
  category: 'Catégorie',
  priority: 'Choisir la Priorité',
  due: 'Due date',
  reference: 'Numéro de la Demande',
  statuses: {
    '0': 'Nouveau',
    '1': 'Attente Réponse',
    '2': 'Répondu',
    '3': 'Résolu',
    '4': 'En Cours',
    '5': 'En Attente',
  },
  priorities: { '0': '* critique *', '1': 'Élevée', '2': 'Moyenne', '3': 'Basse' },
} as const;

/** As people compare labels: without case, outer blanks, colons and stars. */
export function plain(label: string): string {
  return label
    .normalize('NFC')
    .replace(/[\s\u00a0]+/g, ' ')
    .replace(/^[\s*:]+|[\s*:]+$/g, '')
    .toLowerCase();
}
