import type { Database } from '../store/database.js';
import { cell } from '../store/row.js';
import { Refusal } from '../transport/refusal.js';
import type { Change } from './change.js';
import type { Conditions } from './conditions.js';

/** Data policies hold over REST too; the refusal names labels in the caller's language, not columns. */
export function enforcePolicies(change: Change, database: Database, conditions: Conditions): void {
  const missing: string[] = [];
  for (const table of change.shape.ancestors) {
    for (const policy of database.where('sys_data_policy2', 'model_table', table)) {
      if (cell(policy, 'active') !== 'true') continue;
      if (table !== change.shape.name && cell(policy, 'inherit') !== 'true') continue;
      if (!conditions(cell(policy, 'conditions'), change.shape, change.draft)) continue;
      for (const rule of database.where('sys_data_policy_rule', 'sys_data_policy', cell(policy, 'sys_id'))) {
        const column = change.shape.columns.get(cell(rule, 'field'));
        if (!column || cell(rule, 'mandatory') !== 'true' || cell(change.draft, column.name) !== '') continue;
        missing.push(column.label[change.act.actor.language]);
      }
    }
  }
  if (missing.length === 0) return;
  throw new Refusal(
    403,
    'Operation Failed',
    `Data Policy Exception: The following fields are mandatory: ${missing.join(', ')}`,
  );
}
