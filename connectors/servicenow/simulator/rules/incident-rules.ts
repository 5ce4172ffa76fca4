import type { Quirks } from '../quirks.js';
import { cell } from '../store/row.js';
import { Refusal } from '../transport/refusal.js';
import { parseStamp } from '../values/instants.js';
import { storeDuration } from '../values/durations.js';
import { becomes, moved, was, type Change } from './change.js';

/** Before any other rule: state and incident_state are one value in two columns. */
export function mirrorState(change: Change): void {
  const { draft, sent } = change;
  if (sent.has('incident_state') && !sent.has('state')) draft['state'] = cell(draft, 'incident_state');
  else draft['incident_state'] = cell(draft, 'state');
}

export function applyIncidentRules(change: Change, quirks: Quirks): void {
  const { draft, act } = change;
  callerComment(change, quirks);
  lookUpPriority(change);
  if (quirks.holdReasonEnforced && cell(draft, 'state') === '3' && cell(draft, 'hold_reason') === '') {
    throw new Refusal(
      403,
      'Operation Failed',
      'Data Policy Exception: The following fields are mandatory: On hold reason',
    );
  }
  if (becomes(change, 'state', ['6'])) {
    draft['resolved_at'] ||= act.stamp;
    draft['resolved_by'] ||= act.actor.sysId;
    measure(change);
  }
  reopen(change, quirks);
}

/** Data lookup rules: a sent priority is overwritten. The matrix is impact + urgency - 1. */
function lookUpPriority(change: Change): void {
  const { draft } = change;
  if (change.operation === 'update' && !['impact', 'urgency', 'priority'].some((one) => moved(change, one))) return;
  const impact = Number(cell(draft, 'impact'));
  const urgency = Number(cell(draft, 'urgency'));
  if (impact >= 1 && impact <= 3 && urgency >= 1 && urgency <= 3) draft['priority'] = String(impact + urgency - 1);
}

function callerComment(change: Change, quirks: Quirks): void {
  const { draft, act } = change;
  const waits = was(change, 'state') === '3' && was(change, 'hold_reason') === '1' && !moved(change, 'state');
  const comments = change.entries.some((entry) => entry.element === 'comments');
  if (!quirks.callerCommentResumes || !waits || !comments || act.actor.sysId !== cell(draft, 'caller_id')) return;
  draft['state'] = '2';
  draft['incident_state'] = '2';
  draft['hold_reason'] = '';
}

function reopen(change: Change, quirks: Quirks): void {
  const { draft, act, sent } = change;
  if (!moved(change, 'state')) return;
  const from = was(change, 'state');
  if (from === '7' && !quirks.mayReopenClosed && !act.actor.roles.has('admin')) {
    draft['state'] = from;
    draft['incident_state'] = from;
    return;
  }
  if (!['6', '7'].includes(from) || !['1', '2', '3'].includes(cell(draft, 'state'))) return;
  draft['reopen_count'] = String(Number(was(change, 'reopen_count') || 0) + 1);
  draft['reopened_by'] = act.actor.sysId;
  draft['reopened_time'] = act.stamp;
  if (!sent.has('resolved_at')) draft['resolved_at'] = '';
  if (!sent.has('resolved_by')) draft['resolved_by'] = '';
}

/** Without a schedule, business time is calendar time. */
function measure(change: Change): void {
  const { draft } = change;
  const from = parseStamp(cell(draft, 'opened_at'));
  const to = parseStamp(cell(draft, 'resolved_at'));
  if (from === null || to === null || to < from) return;
  const seconds = Math.round((to - from) / 1000);
  for (const span of ['calendar', 'business']) {
    draft[`${span}_stc`] = String(seconds);
    draft[`${span}_duration`] = storeDuration(seconds);
  }
}
