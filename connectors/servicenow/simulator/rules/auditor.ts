import type { Shape } from '../dictionary/dictionary.js';
import type { Database } from '../store/database.js';
import { cell, idOf, type Row } from '../store/row.js';
import type { Act, JournalDraft } from './change.js';

export interface Auditor {
  updated(act: Act, shape: Shape, row: Row, previous: Row, changes: Row, entries: readonly JournalDraft[]): void;
  deleted(act: Act, shape: Shape, row: Row): void;
}

/** Audited tables leave a row for each changed field, but none for an insert. Deletions are kept with the real class. */
export function createAuditor(
  database: Database,
  plant: (table: string, values: Row, at: string, by: string) => Row,
  enabled: boolean,
): Auditor {
  const children = ['sys_journal_field', 'sys_attachment', 'task_sla'] as const;
  const keys = { sys_journal_field: 'element_id', sys_attachment: 'table_sys_id', task_sla: 'task' } as const;
  return {
    updated(act, shape, row, previous, changes, entries) {
      if (!enabled || !shape.table.audited) return;
      const base = {
        tablename: shape.name,
        documentkey: idOf(row),
        user: act.actor.userName,
        record_checkpoint: cell(row, 'sys_mod_count'),
      };
      for (const [fieldname, newvalue] of Object.entries(changes)) {
        if (fieldname.startsWith('sys_')) continue;
        const oldvalue = cell(previous, fieldname);
        plant('sys_audit', { ...base, fieldname, oldvalue, newvalue }, act.stamp, act.actor.userName);
      }
      for (const entry of entries) {
        const values = { ...base, fieldname: entry.element, newvalue: entry.value.slice(0, 4000) };
        plant('sys_audit', values, act.stamp, act.actor.userName);
      }
    },
    deleted(act, shape, row) {
      for (const table of children) {
        for (const child of database.where(table, keys[table], idOf(row))) database.remove(table, child);
      }
      if (shape.root === 'sys_journal_field' || shape.root === 'sys_attachment') return;
      plant(
        'sys_audit_delete',
        { tablename: shape.name, documentkey: idOf(row), display_value: cell(row, shape.table.display) },
        act.stamp,
        act.actor.userName,
      );
    },
  };
}
