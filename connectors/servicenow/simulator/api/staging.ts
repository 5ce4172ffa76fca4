import { text, type Column } from '../dictionary/column.js';
import type { Table } from '../dictionary/table.js';
import type { Instance } from '../instance.js';
import type { Act } from '../rules/change.js';
import type { Row } from '../store/row.js';

export interface Outcome {
  readonly status: 'inserted' | 'updated' | 'ignored' | 'skipped' | 'error';
  readonly table: string;
  readonly sysId?: string;
  readonly message?: string;
}

/** A transform map: from a staging row to a record. */
export interface TransformMap {
  readonly name: string;
  readonly target: string;
  /** Columns of the target by which an existing record is found; it is updated instead of inserted. */
  readonly coalesce: readonly string[];
  /** Staging column to target column. */
  readonly fields: Readonly<Record<string, string>>;
  /** Replaces the field map. */
  readonly script?: (instance: Instance, act: Act, row: Row) => Outcome;
}

export interface Staging {
  readonly table: Table;
  readonly maps: readonly TransformMap[];
}

/** A staging table: the columns of sys_import_set_row and one text column for each field. */
export function staging(
  name: string,
  label: string,
  fields: Readonly<Record<string, readonly [label: string, length: number]>>,
  maps: readonly TransformMap[],
): Staging {
  const columns = Object.entries(fields).map(([column, [shown, length]]): Column => text(column, length, shown, shown));
  return {
    table: {
      name,
      label: { en: label, fr: label },
      parent: 'sys_import_set_row',
      display: 'sys_import_row',
      columns,
    },
    maps,
  };
}

/** Staging tables of the base system, as the documentation's samples use them. */
export const baseStagings: readonly Staging[] = [
  staging(
    'imp_user',
    'Import User',
    {
      user_id: ['User ID', 40],
      user_name: ['User name', 40],
      first_name: ['First name', 50],
      last_name: ['Last name', 50],
      name: ['Name', 100],
      email: ['Email', 100],
      phone: ['Phone', 40],
      title: ['Title', 60],
    },
    [
      {
        name: 'User',
        target: 'sys_user',
        coalesce: ['user_name'],
        fields: {
          user_id: 'user_name',
          user_name: 'user_name',
          first_name: 'first_name',
          last_name: 'last_name',
          name: 'name',
          email: 'email',
          phone: 'phone',
          title: 'title',
        },
      },
    ],
  ),
  staging(
    'u_employee_import_set_table',
    'Employee Import Set Table',
    { u_user_id: ['User ID', 40], u_name: ['Name', 100], u_email: ['Email', 100] },
    [
      {
        name: 'Employees',
        target: 'sys_user',
        coalesce: ['user_name'],
        fields: { u_user_id: 'user_name', u_name: 'name', u_email: 'email' },
      },
    ],
  ),
];
