import type { Lifecycle, NativeTransition } from '@passerelle/connector';

// Statuses of a ticket (REST API; CommonITILObject): 1 Nouveau, 2 En cours (Attribué), 3 En cours (Planifié), 4 En attente,
// 5 Résolu, 6 Clos. The API lets every move pass; these are the ones that the tool's own screens make.

const open = ['1', '2', '3', '4'] as const;

// Somebody or a team that it is given to makes 1 a 2, and the last one's leaving a 1 again; a planned task makes either a 3.
const wanted: Readonly<Record<string, readonly (readonly string[])[]>> = {
  '2': [['_users_id_assign'], ['_groups_id_assign']],
  '3': [['task'], ['task_private']],
};

const moves: readonly NativeTransition[] = [
  ...open.flatMap((from) =>
    open
      .filter((to) => to !== from)
      .flatMap((to) => (wanted[to] ?? [[]]).map((requires) => ({ from, to, by: null, requires }))),
  ),
  // A line of the journal, or the words that the ticket was resolved with elsewhere.
  ...open.flatMap((from) =>
    [['solution'], ['_solution']].map((requires) => ({ from, to: '5', by: 'ITILSolution', requires })),
  ),
  { from: '5', to: '6', by: 'add_close', requires: [] },
  { from: '5', to: '2', by: 'add_reopen', requires: ['followup', '_users_id_assign'] },
  { from: '5', to: '1', by: 'add_reopen', requires: ['followup'] },
  ...open.map((from) => ({ from, to: '6', by: null, requires: [] })),
  ...open.map((to) => ({ from: '6', to, by: null, requires: [] })),
];

export const lifecycle: Lifecycle = {
  classes: { incident: moves, request: moves },
  initial: { incident: '1', request: '1' },
};
