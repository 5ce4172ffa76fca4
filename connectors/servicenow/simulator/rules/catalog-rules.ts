import type { Database } from '../store/database.js';
import { cell } from '../store/row.js';
import { becomes, type Change } from './change.js';

/** A submitted request is approved and in process at once: recorded of an insert as admin, and of the itsm collection's live test. */
export function applyRequestRules(change: Change): void {
  const { draft, act, sent } = change;
  if (becomes(change, 'request_state', ['submitted'])) {
    draft['request_state'] = 'in_process';
    if (!sent.has('approval')) draft['approval'] = 'approved';
    draft['approval_set'] = act.stamp;
  }
  if (change.operation === 'insert') draft['requested_for'] ||= cell(draft, 'opened_by');
  if (becomes(change, 'request_state', ['closed_complete', 'closed_incomplete', 'closed_cancelled', 'cancelled'])) {
    if (!sent.has('active')) draft['active'] = 'false';
    if (!sent.has('state')) draft['state'] = cell(draft, 'request_state') === 'closed_complete' ? '3' : '4';
    draft['closed_at'] ||= act.stamp;
    draft['closed_by'] ||= act.actor.sysId;
  }
}

export function applyItemRules(change: Change, database: Database): void {
  const { draft, sent } = change;
  if (change.operation !== 'insert') return;
  const item = database.find('sc_cat_item', cell(draft, 'cat_item'));
  if (item && !sent.has('price')) draft['price'] = cell(item, 'price') || '0';
  if (item) draft['short_description'] ||= cell(item, 'short_description') || cell(item, 'name');
  const request = database.find('sc_request', cell(draft, 'request'));
  if (request) draft['requested_for'] ||= cell(request, 'requested_for');
}

export function applyCatalogTaskRules(change: Change, database: Database): void {
  const item = database.find('sc_req_item', cell(change.draft, 'request_item'));
  if (!item || change.operation !== 'insert') return;
  change.draft['request'] ||= cell(item, 'request');
  change.draft['parent'] ||= cell(change.draft, 'request_item');
}
