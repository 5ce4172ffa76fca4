import type { Shape } from '../dictionary/dictionary.js';
import type { Quirks } from '../quirks.js';
import { cell, type Row } from '../store/row.js';
import type { Actor } from './actor.js';

export type Operation = 'read' | 'write' | 'create' | 'delete';

/** An access control rule. The most special one that fits decides: column before table, class before parent, later before earlier. */
export interface Acl {
  readonly table: string;
  readonly operation: Operation;
  readonly column?: string;
  /** One of them is enough; empty: nobody but admin. */
  readonly roles?: readonly string[];
  /** Those without the roles get 403 from the Aggregate API, which otherwise counts rows nobody may read. */
  readonly aggregate?: 'refused';
  /** Asked after the roles, for rows only. */
  readonly when?: (row: Row, actor: Actor) => boolean;
}

/** Refuses a column in queries (query_match, query_range) to those without one of the roles. */
export interface QueryAcl {
  readonly table: string;
  readonly column: string;
  readonly right: 'match' | 'range';
  readonly roles: readonly string[];
}

export interface Access {
  row(actor: Actor, shape: Shape, operation: Operation, row: Row): boolean;
  /** Whether the table is open to the operation at all. */
  table(actor: Actor, shape: Shape, operation: Operation): boolean;
  aggregate(actor: Actor, shape: Shape): boolean;
  column(actor: Actor, shape: Shape, column: string, operation: 'read' | 'write'): boolean;
  query(actor: Actor, shape: Shape, column: string, right: 'match' | 'range'): boolean;
}

/** The role of an integration account that an administrator has set up for this work. */
export const integrationRole = 'u_passerelle';

const staff = ['itil', integrationRole];
const closedTables = [
  'sys_journal_field',
  'sys_audit',
  'sys_audit_delete',
  'sys_dictionary',
  'sys_db_object',
  'sys_properties',
];
const setupTables = [
  'sysevent_email_action',
  'contract_sla',
  'sys_hub_flow',
  'wf_workflow',
  'sys_data_policy2',
  'sys_data_policy_rule',
  'sys_script',
];
const catalogTables = ['sc_request', 'sc_req_item', 'sc_task'];

const involved = (row: Row, actor: Actor): boolean =>
  actor.roles.has('itil') ||
  actor.roles.has(integrationRole) ||
  [cell(row, 'caller_id'), cell(row, 'opened_by'), cell(row, 'requested_for')].includes(actor.sysId) ||
  cell(row, 'watch_list').split(',').includes(actor.sysId);

/** Rights of a fresh instance: an ordinary account reads no journal rows, no dictionary, no audit. */
export function baseAcls(quirks: Quirks): readonly Acl[] {
  return [
    { table: 'task', operation: 'read', when: involved },
    { table: 'task', operation: 'write', when: involved },
    { table: 'task', operation: 'delete', roles: quirks.integrationDeletes ? [integrationRole] : [] },
    ...catalogTables.map((table): Acl => ({
      table,
      operation: 'create',
      roles: quirks.catalogInsert === 'admin' ? [] : [integrationRole],
    })),
    ...[...closedTables, ...setupTables].map((table): Acl => ({ table, operation: 'read', roles: [integrationRole] })),
    ...[...closedTables, ...setupTables, 'sys_choice', 'sys_user', 'sys_user_group', 'sys_user_has_role'].flatMap(
      (table): Acl[] => (['create', 'write', 'delete'] as const).map((operation) => ({ table, operation, roles: [] })),
    ),
    ...['name', 'element', 'value', 'language', 'dependent_value', 'sequence', 'inactive', 'hint'].map(
      (column): Acl => ({ table: 'sys_choice', operation: 'read', column, roles: staff }),
    ),
    { table: 'sys_user', operation: 'read', column: 'user_password', roles: [] },
    { table: 'kb_knowledge', operation: 'read', roles: ['knowledge'], aggregate: 'refused' },
  ];
}

export function createAccess(acls: readonly Acl[], queryAcls: readonly QueryAcl[]): Access {
  const cache = new Map<string, Acl | null>();
  const rule = (shape: Shape, operation: Operation, column?: string): Acl | null => {
    const key = `${shape.name} ${operation} ${column ?? ''}`;
    const known = cache.get(key);
    if (known !== undefined) return known;
    let found: Acl | null = null;
    for (const name of shape.ancestors) {
      found =
        acls.findLast((one) => one.table === name && one.operation === operation && one.column === column) ?? null;
      if (found) break;
    }
    cache.set(key, found);
    return found;
  };
  // Most columns have no rule of their own; they are passed without a look-up.
  const ruled = {
    read: new Set(acls.filter((one) => one.operation === 'read').map((one) => one.column)),
    write: new Set(acls.filter((one) => one.operation === 'write').map((one) => one.column)),
  };
  const roles = (actor: Actor, acl: Acl | null): boolean =>
    !acl?.roles || actor.roles.has('admin') || acl.roles.some((role) => actor.roles.has(role));

  return {
    table: (actor, shape, operation) => roles(actor, rule(shape, operation)),
    aggregate(actor, shape) {
      const acl = rule(shape, 'read');
      return acl?.aggregate !== 'refused' || roles(actor, acl);
    },
    row(actor, shape, operation, row) {
      if (actor.roles.has('admin')) return true;
      const acl = rule(shape, operation);
      return roles(actor, acl) && (acl?.when?.(row, actor) ?? true);
    },
    column: (actor, shape, column, operation) =>
      !ruled[operation].has(column) || actor.roles.has('admin') || roles(actor, rule(shape, operation, column)),
    query(actor, shape, column, right) {
      if (actor.roles.has('admin')) return true;
      if (!this.column(actor, shape, column, 'read')) return false;
      return queryAcls
        .filter((one) => one.right === right && one.column === column && shape.ancestors.includes(one.table))
        .every((one) => one.roles.some((role) => actor.roles.has(role)));
    },
  };
}
