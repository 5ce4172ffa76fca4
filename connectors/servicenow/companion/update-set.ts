import { createHash } from 'node:crypto';
import { companionRole, companionVersion, stagingColumns, stagingTable, versionProperty } from './interface.js';
import { transformScript } from './transform-script.js';

/** One record of the update set: its table and its columns. */
interface Piece {
  readonly table: string;
  /** Of the update itself; tables and columns have names of their own, other records end in their sys_id. */
  readonly name: string;
  /** For people, in the preview. */
  readonly type: string;
  readonly target: string;
  readonly columns: Readonly<Record<string, string>>;
}

/**
 * The companion as an update set, for «Retrieved Update Sets, Import Update Set from XML». The same text every time: its
 * ids follow from its names, so a second import updates instead of adding.
 */
export function companionUpdateSet(): string {
  const set = idOf('update set');
  const head = element('sys_remote_update_set', {
    sys_id: set,
    remote_sys_id: idOf('remote update set'),
    name: `Passerelle companion ${companionVersion}`,
    description:
      'Import set through which Passerelle writes tickets with their own dates and authors, without waking mails',
    application: 'global',
    application_name: 'Global',
    application_scope: 'global',
    state: 'loaded',
    sys_class_name: 'sys_remote_update_set',
  });
  const updates = pieces().map((piece) =>
    element('sys_update_xml', {
      sys_id: idOf(`update ${piece.name}`),
      action: 'INSERT_OR_UPDATE',
      name: piece.name,
      type: piece.type,
      target_name: piece.target,
      table: piece.table,
      category: 'customer',
      application: 'global',
      update_domain: 'global',
      remote_update_set: set,
      payload: payloadOf(piece),
    }),
  );
  return ['<?xml version="1.0" encoding="UTF-8"?>', `<unload>`, head, ...updates, '</unload>', ''].join('\n');
}

function pieces(): readonly Piece[] {
  const role = idOf('role');
  const map = idOf('transform map');
  return [
    piece('sys_user_role', 'Role', companionRole, {
      sys_id: role,
      name: companionRole,
      description: 'May write through the Passerelle import set',
    }),
    named('sys_db_object', `sys_db_object_${idOf('table')}`, 'Table', stagingTable, {
      sys_id: idOf('table'),
      name: stagingTable,
      label: 'Passerelle import',
      super_class: 'sys_import_set_row',
      ws_access: 'true',
      create_access: 'true',
      read_access: 'true',
      access: 'public',
    }),
    named('sys_dictionary', `sys_dictionary_${stagingTable}_null`, 'Dictionary', stagingTable, {
      sys_id: idOf('dictionary'),
      name: stagingTable,
      internal_type: 'collection',
      column_label: 'Passerelle import',
      active: 'true',
    }),
    ...Object.entries(stagingColumns).map(([name, { label, length }]) =>
      named('sys_dictionary', `sys_dictionary_${stagingTable}_${name}`, 'Dictionary', `${stagingTable}.${name}`, {
        sys_id: idOf(`column ${name}`),
        name: stagingTable,
        element: name,
        column_label: label,
        internal_type: 'string',
        max_length: String(length),
        active: 'true',
      }),
    ),
    piece('sys_transform_map', 'Table Transform Map', 'Passerelle', {
      sys_id: map,
      name: 'Passerelle',
      source_table: stagingTable,
      target_table: 'task',
      active: 'true',
      run_business_rules: 'false',
      enforce_mandatory_fields: 'No',
      copy_empty_fields: 'false',
      order: '100',
    }),
    piece('sys_transform_script', 'Transform Script', 'Passerelle onBefore', {
      sys_id: idOf('transform script'),
      map,
      when: 'onBefore',
      active: 'true',
      order: '100',
      script: transformScript,
    }),
    ...['create', 'read'].flatMap((operation) => [
      piece('sys_security_acl', 'Access Control', `${stagingTable} ${operation}`, {
        sys_id: idOf(`acl ${operation}`),
        name: stagingTable,
        type: 'record',
        operation,
        active: 'true',
        admin_overrides: 'true',
        description: 'For the account of Passerelle only',
      }),
      piece('sys_security_acl_role', 'Access Roles', `${stagingTable} ${operation}`, {
        sys_id: idOf(`acl role ${operation}`),
        sys_security_acl: idOf(`acl ${operation}`),
        sys_user_role: role,
      }),
    ]),
    piece('sys_properties', 'System Property', versionProperty, {
      sys_id: idOf('version'),
      name: versionProperty,
      value: companionVersion,
      type: 'string',
      description: 'Tells Passerelle that its companion is installed',
    }),
  ];
}

function piece(table: string, type: string, target: string, columns: Piece['columns']): Piece {
  return named(table, `${table}_${columns['sys_id']}`, type, target, columns);
}

function named(table: string, name: string, type: string, target: string, columns: Piece['columns']): Piece {
  return { table, name, type, target, columns };
}

function payloadOf({ table, columns }: Piece): string {
  const record = element(table, { ...columns, sys_scope: 'global', sys_class_name: table });
  return `<?xml version="1.0" encoding="UTF-8"?><record_update table="${table}">${record}</record_update>`;
}

function element(name: string, columns: Readonly<Record<string, string>>): string {
  const cells = Object.entries(columns).map(([column, value]) => `<${column}>${escaped(value)}</${column}>`);
  return `<${name} action="INSERT_OR_UPDATE">${cells.join('')}</${name}>`;
}

function escaped(value: string): string {
  return value.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

function idOf(name: string): string {
  return createHash('sha256').update(`passerelle companion: ${name}`).digest('hex').slice(0, 32);
}
