import { seesLine } from './rights.js';
import { listOf, num, rowOf, str, where, type Cell, type Row, type Session, type State } from './state.js';

/** A column of the search engine. */
export interface Option {
  readonly id: number;
  readonly name: string;
  readonly table: string;
  readonly field: string;
  readonly datatype: string;
  readonly uid: string;
  readonly kind: 'text' | 'number' | 'instant' | 'choice' | 'name' | 'user';
  /** What stands in the cell: nothing, one value, or several; of private lines what the session may see. */
  readonly cells: (state: State, row: Row, session: Session) => readonly Cell[];
  /** What `equals` compares with, where the cell shows a name. */
  readonly keys?: (state: State, row: Row, session: Session) => readonly Cell[];
  readonly nosearch?: true;
}

type Of = (state: State, row: Row) => readonly Cell[];
const own =
  (field: string): Of =>
  (_state, row) => [row[field] ?? null];

function column(id: number, itemtype: string, field: string, name: string, kind: Option['kind']): Option {
  const datatypes = {
    text: 'string',
    number: 'number',
    instant: 'datetime',
    choice: 'specific',
    name: 'dropdown',
    user: 'dropdown',
  };
  return {
    id,
    name,
    table: `glpi_${itemtype.toLowerCase()}s`,
    field,
    datatype: datatypes[kind],
    uid: `${itemtype}.${field}`,
    kind,
    cells: own(field),
  };
}

/** A foreign key, shown by the name of what it points at; zero is nothing, except for entities. */
function points(id: number, itemtype: string, key: string, to: string, name: string): Option {
  const label = (state: State, row: Row): readonly Cell[] => {
    const at = rowOf(state, to, num(row, key));
    return at ? [str(at, 'completename') || str(at, 'name')] : [null];
  };
  return {
    id,
    name,
    table: `glpi_${to.toLowerCase()}s`,
    field: 'completename',
    datatype: 'dropdown',
    uid: `${itemtype}.${to}.completename`,
    kind: 'name',
    cells: label,
    keys: own(key),
  };
}

function users(id: number, type: number, name: string): Option {
  const ids: Of = (state, row) =>
    where(state, 'Ticket_User', { tickets_id: num(row, 'id'), type })
      .filter((one) => num(one, 'users_id') > 0)
      .map((one) => String(num(one, 'users_id')));
  return {
    id,
    name,
    table: 'glpi_users',
    field: 'name',
    datatype: 'dropdown',
    uid: `Ticket.Ticket_User.User.name${id}`,
    kind: 'user',
    cells: ids,
    keys: ids,
  };
}

function groups(id: number, type: number, name: string): Option {
  const rows = (state: State, row: Row): readonly Row[] =>
    where(state, 'Group_Ticket', { tickets_id: num(row, 'id'), type }).flatMap((one) =>
      listOf(rowOf(state, 'Group', num(one, 'groups_id'))),
    );
  return {
    id,
    name,
    table: 'glpi_groups',
    field: 'completename',
    datatype: 'dropdown',
    uid: `Ticket.Group_Ticket.Group.completename${id}`,
    kind: 'name',
    cells: (state, row) => rows(state, row).map((one) => str(one, 'completename')),
    keys: (state, row) => rows(state, row).map((one) => one['id'] ?? null),
  };
}

function parts(id: number, itemtype: string, key: string, field: string, name: string, kind: Option['kind']): Option {
  const rows = (state: State, row: Row): Row[] =>
    key === 'items_id'
      ? where(state, itemtype, { itemtype: 'Ticket', items_id: num(row, 'id') })
      : where(state, itemtype, { [key]: num(row, 'id') });
  return {
    id,
    name,
    table: `glpi_${itemtype.toLowerCase()}s`,
    field,
    datatype: 'text',
    uid: `Ticket.${itemtype}.${field}`,
    kind,
    cells: (state, row, session) => {
      const shown = rows(state, row).filter((one) => seesLine(session, itemtype, one));
      return field === 'count' ? [shown.length] : shown.map((one) => one[field] ?? null);
    },
  };
}

const person = (id: number, key: string, name: string): Option => ({
  ...column(id, 'Ticket', key, name, 'user'),
  cells: (_state, row) => [num(row, key) > 0 ? String(num(row, key)) : null],
});

const dates = [
  [15, 'date', "Date d'ouverture"],
  [16, 'closedate', 'Date de clôture'],
  [17, 'solvedate', 'Date de résolution'],
  [18, 'time_to_resolve', 'TTR'],
  [155, 'time_to_own', 'TTO'],
  [19, 'date_mod', 'Dernière modification'],
  [121, 'date_creation', 'Date de création'],
] as const;
const choices = [
  [12, 'status', 'Statut'],
  [10, 'urgency', 'Urgence'],
  [11, 'impact', 'Impact'],
  [3, 'priority', 'Priorité'],
  [14, 'type', 'Type'],
  [52, 'global_validation', 'Approbation'],
] as const;
const numbers = [
  [2, 'id', 'ID'],
  [45, 'actiontime', 'Durée totale'],
  [51, 'validation_percent', 'Approbation minimum'],
  [150, 'takeintoaccount_delay_stat', 'Prise en compte'],
  [152, 'close_delay_stat', 'Clôture'],
  [153, 'waiting_duration', 'Attente'],
  [154, 'solve_delay_stat', 'Résolution'],
] as const;

const ticket: readonly Option[] = [
  { ...column(1, 'Ticket', 'name', 'Titre', 'text'), datatype: 'itemlink' },
  { ...column(21, 'Ticket', 'content', 'Description', 'text'), datatype: 'text' },
  ...numbers.map(([id, field, name]) => column(id, 'Ticket', field, name, 'number')),
  ...choices.map(([id, field, name]) => column(id, 'Ticket', field, name, 'choice')),
  ...dates.map(([id, field, name]) => column(id, 'Ticket', field, name, 'instant')),
  points(7, 'Ticket', 'itilcategories_id', 'ITILCategory', 'Catégorie'),
  points(80, 'Ticket', 'entities_id', 'Entity', 'Entité'),
  points(83, 'Ticket', 'locations_id', 'Location', 'Lieu'),
  points(9, 'Ticket', 'requesttypes_id', 'RequestType', 'Source de la demande'),
  person(22, 'users_id_recipient', 'Rédacteur'),
  person(64, 'users_id_lastupdater', 'Dernier éditeur'),
  users(4, 1, 'Demandeur'),
  users(5, 2, 'Technicien'),
  users(66, 3, 'Observateur'),
  groups(71, 1, 'Groupe demandeur'),
  groups(8, 2, 'Groupe de techniciens'),
  groups(65, 3, 'Groupe observateur'),
  {
    ...parts(34, 'Ticket_User', 'tickets_id', 'alternative_email', 'Courriel', 'text'),
    cells: (state, row) =>
      where(state, 'Ticket_User', { tickets_id: num(row, 'id') })
        .map((one) => str(one, 'alternative_email'))
        .filter((mail) => mail !== ''),
  },
  parts(131, 'Item_Ticket', 'tickets_id', 'itemtype', "Type d'élément associé", 'text'),
  parts(27, 'ITILFollowup', 'items_id', 'count', 'Nombre de suivis', 'number'),
  parts(28, 'TicketTask', 'tickets_id', 'count', 'Nombre de tâches', 'number'),
  parts(119, 'Document_Item', 'items_id', 'count', 'Nombre de documents', 'number'),
  parts(25, 'ITILFollowup', 'items_id', 'content', 'Description', 'text'),
  parts(36, 'ITILFollowup', 'items_id', 'date', 'Date', 'instant'),
  parts(91, 'ITILFollowup', 'items_id', 'is_private', 'Suivi privé', 'number'),
  parts(26, 'TicketTask', 'tickets_id', 'content', 'Description', 'text'),
  parts(33, 'TicketTask', 'tickets_id', 'state', 'Statut', 'number'),
  parts(24, 'ITILSolution', 'items_id', 'content', 'Solution', 'text'),
  parts(39, 'ITILSolution', 'items_id', 'status', 'Dernier statut', 'number'),
  { ...column(13, 'Ticket', 'id', 'Éléments associés', 'number'), nosearch: true },
  { ...column(142, 'Ticket', 'id', 'Documents', 'number'), nosearch: true },
];

const named = (itemtype: string): readonly Option[] => [
  { ...column(1, itemtype, 'name', 'Nom', 'text'), datatype: 'itemlink' },
  column(2, itemtype, 'id', 'ID', 'number'),
  column(19, itemtype, 'date_mod', 'Dernière modification', 'instant'),
  column(16, itemtype, 'comment', 'Commentaires', 'text'),
  points(80, itemtype, 'entities_id', 'Entity', 'Entité'),
];

const tree = (itemtype: string): readonly Option[] => [
  ...named(itemtype).filter(({ id }) => id !== 1),
  column(1, itemtype, 'completename', 'Nom complet', 'text'),
  column(14, itemtype, 'name', 'Nom', 'text'),
];

const timeline = (itemtype: string): readonly Option[] => [
  column(1, itemtype, 'content', 'Description', 'text'),
  column(3, itemtype, 'date', 'Date', 'instant'),
  column(4, itemtype, 'is_private', 'Privé', 'number'),
];

export const options: Readonly<Record<string, readonly Option[]>> = {
  Ticket: ticket,
  Computer: [
    ...named('Computer'),
    column(5, 'Computer', 'serial', 'Numéro de série', 'text'),
    column(6, 'Computer', 'otherserial', "Numéro d'inventaire", 'text'),
    column(47, 'Computer', 'uuid', 'UUID', 'text'),
    column(7, 'Computer', 'contact', 'Usager', 'text'),
  ],
  User: [
    { ...column(1, 'User', 'name', 'Identifiant', 'text'), datatype: 'itemlink' },
    column(2, 'User', 'id', 'ID', 'number'),
    column(34, 'User', 'realname', 'Nom de famille', 'text'),
    column(9, 'User', 'firstname', 'Prénom', 'text'),
    column(8, 'User', 'is_active', 'Actif', 'number'),
    column(22, 'User', 'registration_number', 'Matricule', 'text'),
    {
      ...column(5, 'User', 'email', 'Adresses de messagerie', 'text'),
      table: 'glpi_useremails',
      cells: (state, row) => where(state, 'UserEmail', { users_id: num(row, 'id') }).map((one) => str(one, 'email')),
    },
    column(19, 'User', 'date_mod', 'Dernière modification', 'instant'),
    points(80, 'User', 'entities_id', 'Entity', 'Entité'),
  ],
  Group: tree('Group'),
  ITILCategory: tree('ITILCategory'),
  Location: tree('Location'),
  Entity: tree('Entity'),
  Document: [
    ...named('Document'),
    column(3, 'Document', 'filename', 'Fichier', 'text'),
    column(5, 'Document', 'mime', 'Type MIME', 'text'),
    column(20, 'Document', 'sha1sum', 'Somme de contrôle (SHA1)', 'text'),
    column(121, 'Document', 'date_creation', 'Date de création', 'instant'),
  ],
  ITILFollowup: timeline('ITILFollowup'),
  TicketTask: [
    ...timeline('TicketTask'),
    column(7, 'TicketTask', 'state', 'Statut', 'choice'),
    column(6, 'TicketTask', 'actiontime', 'Durée totale', 'number'),
  ],
  ITILSolution: [],
};
