import type { Database } from '../store/database.js';
import { cell } from '../store/row.js';
import type { Access, Acl } from './access.js';

/** A file is read by those who may read its record, and removed by who put it there. */
export function attachmentAcls(database: Database, access: () => Access): readonly Acl[] {
  return [
    {
      table: 'sys_attachment',
      operation: 'read',
      when: (row, actor) => {
        const table = cell(row, 'table_name').replace(/^ZZ_YY/, '');
        const shape = database.dictionary.shape(table);
        const parent = shape && database.find(table, cell(row, 'table_sys_id'));
        return !shape || !parent || access().row(actor, shape, 'read', parent);
      },
    },
    {
      table: 'sys_attachment',
      operation: 'write',
      when: (row, actor) => cell(row, 'sys_created_by') === actor.userName,
    },
    {
      table: 'sys_attachment',
      operation: 'delete',
      when: (row, actor) => cell(row, 'sys_created_by') === actor.userName,
    },
  ];
}
