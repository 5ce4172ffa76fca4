import { cell } from '../store/row.js';
import { becomes, moved, was, type Change } from './change.js';

/** States in which a record of a class is done. */
export const closedStates: Readonly<Record<string, readonly string[]>> = {
  incident: ['7', '8'],
  problem: ['107'],
  change_request: ['3', '4'],
  sc_req_item: ['3', '4', '7'],
  sc_task: ['3', '4', '7'],
  task: ['3', '4', '7'],
};

/** What every kind of task does with itself when it is written. */
export function applyTaskRules(change: Change): void {
  const { draft, act } = change;
  if (change.operation === 'insert') {
    draft['opened_at'] ||= act.stamp;
    draft['opened_by'] ||= act.actor.sysId;
    draft['task_effective_number'] = cell(draft, 'number');
  }
  countReassignment(change);
  const closed = closedStates[change.shape.name];
  if (!closed) return;
  if (becomes(change, 'state', closed)) {
    if (!change.sent.has('active')) draft['active'] = 'false';
    draft['closed_at'] ||= act.stamp;
    draft['closed_by'] ||= act.actor.sysId;
  } else if (moved(change, 'state') && closed.includes(was(change, 'state'))) {
    if (!change.sent.has('active')) draft['active'] = 'true';
    if (!change.sent.has('closed_at')) draft['closed_at'] = '';
    if (!change.sent.has('closed_by')) draft['closed_by'] = '';
  }
}

/** The first assignment is none: recorded of a PATCH that assigned an incident, whose count stayed 0. */
function countReassignment(change: Change): void {
  if (change.operation !== 'update' || change.sent.has('reassignment_count')) return;
  const passed = ['assignment_group', 'assigned_to'].some(
    (column) => moved(change, column) && was(change, column) !== '' && cell(change.draft, column) !== '',
  );
  if (passed) change.draft['reassignment_count'] = String(Number(was(change, 'reassignment_count') || 0) + 1);
}
