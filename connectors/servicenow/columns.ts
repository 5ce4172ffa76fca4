/** How a column's raw value is to be understood. `user` is a reference with e-mail and login, `login` a bare user name. */
export type ColumnKind = 'text' | 'instant' | 'reference' | 'user' | 'list' | 'login';

export type Columns = Readonly<Record<string, ColumnKind>>;

export const ticketClasses = ['incident', 'sc_request', 'sc_req_item', 'sc_task'] as const;

const words = (kind: ColumnKind, names: string): Columns =>
  Object.fromEntries(names.split(/\s+/).map((name) => [name, kind]));

/** Columns of `task` that say something about a ticket (Table API page of the product documentation). */
const task: Columns = {
  ...words(
    'text',
    `number short_description description state active priority impact urgency close_notes contact_type correlation_id
     correlation_display escalation made_sla knowledge reassignment_count approval upon_approval upon_reject sys_tags`,
  ),
  ...words('reference', 'assignment_group cmdb_ci business_service service_offering parent company location'),
  ...words('user', 'opened_by assigned_to closed_by'),
  ...words('list', 'watch_list work_notes_list additional_assignee_list group_list'),
  ...words(
    'instant',
    `opened_at closed_at due_date sla_due expected_start follow_up work_start work_end approval_set
     sys_created_on sys_updated_on`,
  ),
  ...words('login', 'sys_created_by sys_updated_by'),
};

const own: Readonly<Record<string, Columns>> = {
  incident: {
    ...words('text', 'category subcategory incident_state hold_reason close_code reopen_count severity notify'),
    ...words('user', 'caller_id resolved_by reopened_by'),
    ...words('reference', 'problem_id rfc caused_by parent_incident'),
    ...words('instant', 'resolved_at reopened_time'),
  },
  sc_request: {
    ...words('text', 'requested_date request_state stage price delivery_address special_instructions'),
    ...words('user', 'requested_for'),
  },
  sc_req_item: {
    ...words('text', 'quantity price stage backordered billable'),
    ...words('reference', 'request cat_item configuration_item order_guide sc_catalog'),
    ...words('user', 'requested_for'),
    ...words('instant', 'estimated_delivery'),
  },
  sc_task: words('reference', 'request request_item sc_catalog'),
};

/** Dot-walked columns that tell who a user is: names alone are not unique. */
export const personal = { email: 'email', user_name: 'login', employee_number: 'employeeNumber' } as const;

/** Columns that hold entries, not values: never compared, written as entries only. */
export const journalColumns: ReadonlySet<string> = new Set(['comments', 'work_notes', 'comments_and_work_notes']);

/** What is read and written of a class. */
export interface Layout {
  readonly columns: Columns;
  /** For `sysparm_fields`: without a list ServiceNow answers every column, journals rendered included. */
  readonly fields: readonly string[];
}

/** The layout of every class; `extra` are columns that only this instance has. */
export type Layouts = (nativeClass: string) => Layout;

export function layoutsWith(extra: Columns): Layouts {
  const known = new Map<string, Layout>();
  return (nativeClass) => {
    const found = known.get(nativeClass);
    if (found) return found;
    const columns = columnsOf(nativeClass, extra);
    const layout = { columns, fields: fieldList(columns) };
    known.set(nativeClass, layout);
    return layout;
  };
}

export function columnsOf(nativeClass: string, extra: Columns): Columns {
  return { ...task, ...own[nativeClass], ...extra };
}

export function fieldList(columns: Columns): readonly string[] {
  const users = Object.keys(columns).filter((name) => columns[name] === 'user');
  return [
    'sys_id',
    'sys_class_name',
    'sys_mod_count',
    ...Object.keys(columns),
    ...users.flatMap((name) => Object.keys(personal).map((part) => `${name}.${part}`)),
  ];
}
