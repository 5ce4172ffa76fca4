// Columns of the search engine over tickets: the same numbers on 9.5, 10 and 11 (listSearchOptions/Ticket).

export const ticketColumns = {
  id: 2,
  name: 1,
  content: 21,
  status: 12,
  type: 14,
  urgency: 10,
  impact: 11,
  priority: 3,
  global_validation: 52,
  date: 15,
  closedate: 16,
  solvedate: 17,
  time_to_resolve: 18,
  time_to_own: 155,
  date_mod: 19,
  date_creation: 121,
  itilcategories_id: 7,
  entities_id: 80,
  locations_id: 83,
  requesttypes_id: 9,
  users_id_recipient: 22,
  users_id_lastupdater: 64,
  actiontime: 45,
  _users_id_requester: 4,
  _users_id_observer: 66,
  _users_id_assign: 5,
  _groups_id_requester: 71,
  _groups_id_observer: 65,
  _groups_id_assign: 8,
  alternative_email: 34,
  followups: 27,
  tasks: 28,
  documents: 119,
  lastSolution: 39,
  linkedTypes: 131,
} as const;

export const columnNumbers: readonly number[] = Object.values(ticketColumns);

export const codes = ['status', 'urgency', 'impact', 'priority', 'global_validation'] as const;
export const instants = [
  'date',
  'closedate',
  'solvedate',
  'time_to_resolve',
  'time_to_own',
  'date_mod',
  'date_creation',
] as const;
export const trees = ['itilcategories_id', 'entities_id', 'locations_id', 'requesttypes_id'] as const;
export const people = ['_users_id_requester', '_users_id_observer', '_users_id_assign'] as const;
export const teams = ['_groups_id_requester', '_groups_id_observer', '_groups_id_assign'] as const;

/** Kinds of links between tickets: the ticket's own side of Ticket_Ticket. */
export const relations = {
  /** Linked, either way. */
  _linked: '1',
  /** This one duplicates that one. */
  _duplicate_of: '2',
  _duplicated_by: '-2',
  /** This one is a son of that one. */
  _son_of: '3',
  _parent_of: '4',
} as const;

/**
 * What the ticket was resolved with elsewhere: the text of the solution that we wrote for it. It is no line of the journal, or
 * it would be told back to whom it came from.
 */
export const solutionField = '_solution';
