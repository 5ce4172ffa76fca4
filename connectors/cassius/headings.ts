/** Our names for what an export says of a ticket: stable, without accents, the keys of `NativeTicket.fields`. */
export const listColumns = [
  'numero',
  'etat',
  'demandeur',
  'beneficiaire',
  'groupe',
  'affecte',
  'cree',
  'mis_a_jour',
  'libelle',
  'tags',
  'derniere_realisation',
  'description',
  'priorite',
  'impact',
  'urgence',
  'categorie',
  'ouvert',
  'resolu',
  'clos',
] as const;
export type ListColumn = (typeof listColumns)[number];

/** Columns that name somebody; each may have companions that tell more of the same person. */
export const personColumns = ['demandeur', 'beneficiaire', 'affecte'] as const satisfies readonly ListColumn[];
export type PersonColumn = (typeof personColumns)[number];
export const companions = ['email', 'login', 'matricule'] as const;
export const companionColumns = personColumns.flatMap((column) =>
  companions.map((companion) => `${column}_${companion}` as const),
);
export type CompanionColumn = `${PersonColumn}_${(typeof companions)[number]}`;

export const dateColumns = [
  'cree',
  'mis_a_jour',
  'derniere_realisation',
  'ouvert',
  'resolu',
  'clos',
] as const satisfies readonly ListColumn[];

export const journalColumns = ['numero', 'date', 'auteur', 'type', 'texte', 'id', 'table'] as const;
export type JournalColumn = (typeof journalColumns)[number];

export const indexColumns = ['numero', 'fichier', 'date', 'auteur', 'visibilite'] as const;
export type IndexColumn = (typeof indexColumns)[number];

/** For each of our columns the headings that mean it, the best first: where two are there, the first one is taken. */
export type Headings<Column extends string> = Readonly<Partial<Record<Column, readonly string[]>>>;

/**
 * The seed's headings first, then what ServiceNow calls the same thing in an XML, JSON or CSV unload (column names of
 * the tables task, incident and sc_req_item, ServiceNow product documentation «Task table»).
 */
export const listHeadings: Headings<ListColumn | CompanionColumn | 'sys_id'> = {
  numero: ['Numero', 'Number', 'N°', 'Nº', 'Numéro de ticket', 'Ticket'],
  etat: ['Etat', 'State', 'Statut', 'Status'],
  demandeur: ['Demandeur', 'caller_id', 'Appelant', 'u_requester', 'opened_by', 'Ouvert par'],
  beneficiaire: ['Bénéficiaire', 'requested_for', 'Demandé pour', 'request.requested_for', 'u_beneficiary'],
  groupe: ["Groupe d'affectation", 'assignment_group', 'Assignment group', 'Groupe'],
  affecte: ['Affecté à', 'assigned_to', 'Assigned to', 'Assigné à', 'Affecté'],
  cree: ['Créé', 'sys_created_on', 'Created', 'Créé le', 'Date de création'],
  mis_a_jour: ['Mis à jour', 'sys_updated_on', 'Updated', 'Mis à jour le', 'Date de mise à jour'],
  libelle: ['Libellé', 'short_description', 'Short description', 'Brève description', 'Description courte', 'Titre'],
  tags: ['Tags', 'sys_tags', 'Étiquettes', 'Balises'],
  derniere_realisation: ['Date de Dernière réalisation', 'Dernière réalisation', 'u_last_realisation'],
  description: ['Description', 'Description détaillée'],
  priorite: ['Priorité', 'priority'],
  impact: ['Impact'],
  urgence: ['Urgence', 'urgency'],
  categorie: ['Catégorie', 'category'],
  // Not the bare «Ouvert», «Résolu», «Clos»: those columns hold yes or no as often as a date.
  ouvert: ['opened_at', 'Ouvert le', "Date d'ouverture"],
  resolu: ['resolved_at', 'Résolu le', 'Date de résolution'],
  clos: ['closed_at', 'Clos le', 'Date de clôture', 'Fermé le'],
  sys_id: ['sys_id'],
  ...companionHeadings('demandeur', ['Demandeur', 'du demandeur'], ['caller_id', 'opened_by']),
  ...companionHeadings('beneficiaire', ['Bénéficiaire', 'du bénéficiaire'], ['requested_for', 'request.requested_for']),
  ...companionHeadings('affecte', ['Affecté à', "de l'affecté"], ['assigned_to']),
};

/** The French headings of the journal export, then the columns of sys_journal_field. */
export const journalHeadings: Headings<JournalColumn> = {
  numero: ['Numero', 'Number', 'Numéro de ticket', 'element_id', 'documentkey', 'N°', 'Ticket'],
  date: ['Date', 'sys_created_on', 'Créé', 'Créé le', 'Created'],
  auteur: ['Auteur', 'sys_created_by', 'Créé par', 'Created by'],
  type: ['Type', 'element', 'Journal', 'Élément'],
  texte: ['Texte', 'value', 'Valeur', 'Contenu', 'Text'],
  // Not «Identifiant» alone, which is as often the author's login.
  id: ["Identifiant de l'entrée", 'sys_id'],
  table: ['Table', 'name'],
};

export const indexHeadings: Headings<IndexColumn> = {
  numero: ['Numero', 'Number', 'N°', 'Ticket'],
  fichier: ['Fichier', 'Nom du fichier', 'File', 'file_name'],
  date: ['Date', 'sys_created_on', 'Créé', 'Ajouté le'],
  auteur: ['Auteur', 'sys_created_by', 'Créé par', 'Ajouté par'],
  visibilite: ['Visibilité', 'Audience', 'Visible par'],
};

/** Words in the index's visibility column that make an attachment public. Any other word, and none, is internal. */
export const publicWords: ReadonlySet<string> = new Set(['public', 'publique', 'publics', 'publiques']);

function companionHeadings(
  column: PersonColumn,
  [before, of]: readonly [string, string],
  paths: readonly string[],
): Headings<CompanionColumn> {
  const under = (...names: string[]): string[] => paths.flatMap((path) => names.map((name) => `${path}.${name}`));
  return {
    [`${column}_email`]: [`E-mail ${of}`, `Courriel ${of}`, `${before} (e-mail)`, `${before} email`, ...under('email')],
    [`${column}_login`]: [`Identifiant ${of}`, `Login ${of}`, `${before} (login)`, ...under('user_name')],
    [`${column}_matricule`]: [`Matricule ${of}`, `${before} (matricule)`, ...under('employee_number')],
  };
}
