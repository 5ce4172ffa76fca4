import { cell } from '../store/row.js';
import { becomes, moved, type Change } from './change.js';

/** The events a change of a task raises; notifications wait for them by name. */
export function eventsOf(change: Change): readonly string[] {
  const name = change.shape.name;
  const { operation, entries, draft } = change;
  const events: string[] = [];
  if (operation === 'insert') events.push(`${name}.inserted`);
  if (moved(change, 'assignment_group') && cell(draft, 'assignment_group') !== '') {
    events.push(`${name}.assigned.to.group`);
  }
  if (moved(change, 'assigned_to') && cell(draft, 'assigned_to') !== '') events.push(`${name}.assigned`);
  // On create, the comment is part of the opening mail.
  if (operation === 'update' && entries.some((entry) => entry.element === 'comments')) events.push(`${name}.commented`);
  if (entries.some((entry) => entry.element === 'work_notes')) events.push(`${name}.worknoted`);
  if (name === 'incident' && becomes(change, 'state', ['6'])) events.push('incident.resolved');
  if (name === 'incident' && becomes(change, 'state', ['7'])) events.push('incident.closed');
  if (name !== 'incident' && becomes(change, 'active', ['false'])) events.push(`${name}.closed`);
  return events;
}
