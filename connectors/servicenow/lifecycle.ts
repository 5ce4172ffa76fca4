import type { Lifecycle, NativeTransition } from '@passerelle/connector';

/** The column that a class keeps its state in, where it is not `state`. */
export const stateColumns: Readonly<Record<string, string>> = { sc_request: 'request_state' };

export function stateColumn(nativeClass: string): string {
  return stateColumns[nativeClass] ?? 'state';
}

type Moves = Readonly<Record<string, readonly string[]>>;

function transitions(moves: Moves, requires: Readonly<Record<string, readonly string[]>> = {}): NativeTransition[] {
  return Object.entries(moves).flatMap(([from, all]) =>
    all.map((to): NativeTransition => ({ from, to, by: null, requires: requires[to] ?? [] })),
  );
}

const closeInfo = ['close_code', 'close_notes'] as const;

/**
 * States of the base system. Over REST the instance itself enforces only the data policy on close_code and close_notes;
 * hold_reason is asked for by a UI policy, and we ask for it too. What ServiceNow's own forms do not offer is not listed:
 * a closed incident is not reopened.
 */
export const lifecycle: Lifecycle = {
  initial: { incident: '1', sc_request: 'draft', sc_req_item: '1', sc_task: '1' },
  classes: {
    // 1 New, 2 In Progress, 3 On Hold, 6 Resolved, 7 Closed, 8 Canceled.
    incident: transitions(
      {
        '1': ['2', '3', '6', '7', '8'],
        '2': ['1', '3', '6', '7', '8'],
        '3': ['1', '2', '6', '7', '8'],
        '6': ['2', '3', '7'],
      },
      { '3': ['hold_reason'], '6': closeInfo, '7': closeInfo },
    ),
    sc_request: transitions({
      draft: ['submitted', 'cancelled'],
      submitted: ['in_process', 'cancelled'],
      in_process: ['delivered', 'closed_complete', 'closed_incomplete', 'closed_cancelled', 'cancelled'],
      delivered: ['closed_complete', 'closed_incomplete'],
    }),
    // -5 Pending, 1 Open, 2 Work in Progress, 3 Closed Complete, 4 Closed Incomplete, 7 Closed Skipped.
    sc_req_item: transitions(taskMoves()),
    sc_task: transitions(taskMoves()),
  },
};

function taskMoves(): Moves {
  const open = ['-5', '1', '2'];
  const closed = ['3', '4', '7'];
  return Object.fromEntries(open.map((from) => [from, [...open.filter((to) => to !== from), ...closed]]));
}

/** What a sc_request says of itself when its only item is in a final state. */
export const requestStateOf: Readonly<Record<string, string>> = {
  '3': 'closed_complete',
  '4': 'closed_incomplete',
  '7': 'closed_cancelled',
};
