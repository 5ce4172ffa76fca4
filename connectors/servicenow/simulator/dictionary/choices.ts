/** One entry of sys_choice in both languages. */
export interface Choice {
  readonly table: string;
  readonly element: string;
  readonly value: string;
  readonly en: string;
  readonly fr: string;
  readonly dependent?: string;
}

type Entry = readonly [value: string, en: string, fr: string, dependent?: string];

function choices(table: string, element: string, entries: readonly Entry[]): readonly Choice[] {
  return entries.map(([value, en, fr, dependent]) => ({
    table,
    element,
    value,
    en,
    fr,
    ...(dependent === undefined ? {} : { dependent }),
  }));
}

const incidentStates: readonly Entry[] = [
  ['1', 'New', 'Nouveau'],
  ['2', 'In Progress', 'En cours'],
  ['3', 'On Hold', 'En attente'],
  ['6', 'Resolved', 'Résolu'],
  ['7', 'Closed', 'Clos'],
  ['8', 'Canceled', 'Annulé'],
];
const taskStates: readonly Entry[] = [
  ['-5', 'Pending', 'En attente'],
  ['1', 'Open', 'Ouvert'],
  ['2', 'Work in Progress', 'En cours'],
  ['3', 'Closed Complete', 'Clos - Terminé'],
  ['4', 'Closed Incomplete', 'Clos - Incomplet'],
  ['7', 'Closed Skipped', 'Clos - Ignoré'],
];
const levels: readonly Entry[] = [
  ['1', '1 - High', '1 - Élevé'],
  ['2', '2 - Medium', '2 - Moyen'],
  ['3', '3 - Low', '3 - Faible'],
];

/** Values as in the base data of current releases (itsm collection of Ansible, product documentation); a site edits its own rows. */
export const baseChoices: readonly Choice[] = [
  ...choices('task', 'state', taskStates),
  ...choices('incident', 'state', incidentStates),
  ...choices('incident', 'incident_state', incidentStates),
  ...choices('incident', 'hold_reason', [
    ['', '', ''],
    ['1', 'Awaiting Caller', "En attente de l'appelant"],
    ['3', 'Awaiting Problem', 'En attente du problème'],
    ['4', 'Awaiting Vendor', 'En attente du fournisseur'],
    ['5', 'Awaiting Change', 'En attente du changement'],
  ]),
  ...choices('task', 'impact', levels),
  ...choices('task', 'urgency', levels),
  ...choices('incident', 'severity', levels),
  ...choices('task', 'priority', [
    ['1', '1 - Critical', '1 - Critique'],
    ['2', '2 - High', '2 - Élevée'],
    ['3', '3 - Moderate', '3 - Modérée'],
    ['4', '4 - Low', '4 - Basse'],
    ['5', '5 - Planning', '5 - Planification'],
  ]),
  ...choices('task', 'contact_type', [
    ['phone', 'Phone', 'Téléphone'],
    ['email', 'Email', 'E-mail'],
    ['self-service', 'Self-service', 'Self-service'],
    ['walk-in', 'Walk-in', 'Visite'],
    ['chat', 'Chat', 'Chat'],
    ['monitoring', 'Monitoring', 'Supervision'],
  ]),
  ...choices('incident', 'category', [
    ['inquiry', 'Inquiry / Help', 'Demande / Aide'],
    ['software', 'Software', 'Logiciel'],
    ['hardware', 'Hardware', 'Matériel'],
    ['network', 'Network', 'Réseau'],
    ['database', 'Database', 'Base de données'],
  ]),
  ...choices('incident', 'subcategory', [
    ['antivirus', 'Antivirus', 'Antivirus', 'inquiry'],
    ['email', 'Email', 'E-mail', 'inquiry'],
    ['internal application', 'Internal Application', 'Application interne', 'inquiry'],
    ['email', 'Email', 'E-mail', 'software'],
    ['os', 'Operating System', "Système d'exploitation", 'software'],
    ['cpu', 'CPU', 'Processeur', 'hardware'],
    ['disk', 'Disk', 'Disque', 'hardware'],
    ['keyboard', 'Keyboard', 'Clavier', 'hardware'],
    ['memory', 'Memory', 'Mémoire', 'hardware'],
    ['monitor', 'Monitor', 'Écran', 'hardware'],
    ['mouse', 'Mouse', 'Souris', 'hardware'],
    ['dhcp', 'DHCP', 'DHCP', 'network'],
    ['dns', 'DNS', 'DNS', 'network'],
    ['ip address', 'IP Address', 'Adresse IP', 'network'],
    ['vpn', 'VPN', 'VPN', 'network'],
    ['wireless', 'Wireless', 'Wi-Fi', 'network'],
    ['db2', 'DB2', 'DB2', 'database'],
    ['oracle', 'Oracle', 'Oracle', 'database'],
    ['sql server', 'MS SQL Server', 'MS SQL Server', 'database'],
  ]),
  ...choices('incident', 'notify', [
    ['1', 'Do Not Notify', 'Ne pas notifier'],
    ['2', 'Send Email', 'Envoyer un e-mail'],
    ['3', 'Phone', 'Téléphoner'],
  ]),
  ...choices('task', 'approval', [
    ['not requested', 'Not Yet Requested', 'Pas encore demandée'],
    ['requested', 'Requested', 'Demandée'],
    ['approved', 'Approved', 'Approuvée'],
    ['rejected', 'Rejected', 'Rejetée'],
    ['not_required', 'Not Required', 'Non requise'],
    ['cancelled', 'Cancelled', 'Annulée'],
    ['duplicate', 'Duplicate', 'En double'],
  ]),
  ...choices('task', 'escalation', [
    ['0', 'Normal', 'Normale'],
    ['1', 'Moderate', 'Modérée'],
    ['2', 'High', 'Élevée'],
    ['3', 'Overdue', 'En retard'],
  ]),
  ...choices('task', 'upon_approval', [
    ['proceed', 'Proceed to Next Task', 'Passer à la tâche suivante'],
    ['do_nothing', 'Wait for a User to Close this task', "Attendre qu'un utilisateur ferme cette tâche"],
  ]),
  ...choices('task', 'upon_reject', [
    ['cancel', 'Cancel all future Tasks', 'Annuler toutes les tâches futures'],
    ['goto', 'Go to a previous Task', 'Revenir à une tâche précédente'],
  ]),
  ...choices('problem', 'state', [
    ['101', 'New', 'Nouveau'],
    ['102', 'Assess', 'Évaluation'],
    ['103', 'Root Cause Analysis', 'Analyse de la cause première'],
    ['104', 'Fix in Progress', 'Correction en cours'],
    ['106', 'Resolved', 'Résolu'],
    ['107', 'Closed', 'Clos'],
  ]),
  ...choices('change_request', 'state', [
    ['-5', 'New', 'Nouveau'],
    ['-4', 'Assess', 'Évaluation'],
    ['-3', 'Authorize', 'Autorisation'],
    ['-2', 'Scheduled', 'Planifié'],
    ['-1', 'Implement', 'Mise en œuvre'],
    ['0', 'Review', 'Revue'],
    ['3', 'Closed', 'Clos'],
    ['4', 'Canceled', 'Annulé'],
  ]),
  ...choices('change_request', 'type', [
    ['normal', 'Normal', 'Normal'],
    ['standard', 'Standard', 'Standard'],
    ['emergency', 'Emergency', 'Urgence'],
  ]),
  ...choices('sc_request', 'request_state', [
    ['draft', 'Draft', 'Brouillon'],
    ['submitted', 'Submitted', 'Soumise'],
    ['in_process', 'Approved', 'Approuvée'],
    ['delivered', 'Delivered', 'Livrée'],
    ['cancelled', 'Cancelled', 'Annulée'],
    ['closed_incomplete', 'Closed Incomplete', 'Close - Incomplète'],
    ['closed_complete', 'Closed Complete', 'Close - Terminée'],
    ['closed_cancelled', 'Closed Cancelled', 'Close - Annulée'],
  ]),
  ...choices('sc_request', 'stage', [
    ['requested', 'Requested', 'Demandée'],
    ['request_approved', 'Request Approved', 'Demande approuvée'],
    ['fulfillment', 'Fulfillment', 'Traitement'],
    ['delivery', 'Delivery', 'Livraison'],
    ['completed', 'Completed', 'Terminée'],
  ]),
  ...choices('sc_req_item', 'stage', [
    ['waiting_for_approval', 'Waiting for Approval', "En attente d'approbation"],
    ['request_approved', 'Request Approved', 'Demande approuvée'],
    ['fulfillment', 'Fulfillment', 'Traitement'],
    ['delivery', 'Delivery', 'Livraison'],
    ['completed', 'Completed', 'Terminé'],
    ['Request Cancelled', 'Request Cancelled', 'Demande annulée'],
  ]),
  ...choices('cmdb_ci', 'install_status', [
    ['1', 'Installed', 'Installé'],
    ['2', 'On Order', 'Commandé'],
    ['3', 'In Maintenance', 'En maintenance'],
    ['6', 'In Stock', 'En stock'],
    ['7', 'Retired', 'Retiré'],
  ]),
  ...choices('cmdb_ci', 'operational_status', [
    ['1', 'Operational', 'Opérationnel'],
    ['2', 'Non-Operational', 'Non opérationnel'],
    ['6', 'Retired', 'Retiré'],
  ]),
  ...choices('sys_user', 'notification', [
    ['1', 'Disable', 'Désactivée'],
    ['2', 'Enable', 'Activée'],
  ]),
];

/** The value of a close_code is its label text, not a number; so it does not change with the language. */
export const closeCodes = {
  current: [
    'Duplicate',
    'Known error',
    'No resolution provided',
    'Resolved by caller',
    'Resolved by change',
    'Resolved by problem',
    'Resolved by request',
    'Solution provided',
    'Workaround provided',
    'User error',
  ],
  older: [
    'Solved (Work Around)',
    'Solved (Permanently)',
    'Solved Remotely (Work Around)',
    'Solved Remotely (Permanently)',
    'Not Solved (Not Reproducible)',
    'Not Solved (Too Costly)',
    'Closed/Resolved by Caller',
  ],
} as const;

const frenchCloseCodes: Readonly<Record<string, string>> = {
  Duplicate: 'Doublon',
  'Known error': 'Erreur connue',
  'No resolution provided': 'Aucune résolution fournie',
  'Resolved by caller': "Résolu par l'appelant",
  'Resolved by change': 'Résolu par un changement',
  'Resolved by problem': 'Résolu par un problème',
  'Resolved by request': 'Résolu par une demande',
  'Solution provided': 'Solution fournie',
  'Workaround provided': 'Solution de contournement fournie',
  'User error': "Erreur de l'utilisateur",
  'Solved (Permanently)': 'Résolu (définitivement)',
  'Solved (Work Around)': 'Résolu (contournement)',
};

export function closeCodeChoices(kind: keyof typeof closeCodes): readonly Choice[] {
  return choices(
    'incident',
    'close_code',
    closeCodes[kind].map((value) => [value, value, frenchCloseCodes[value] ?? value]),
  );
}
